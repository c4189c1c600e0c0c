"""What people read in a terminal: progress and errors on stderr, results on stdout."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress, TaskID

_WIDE = 160  # columns of a table where nobody's window tells


class Screen:
    """A terminal, or what stands in for it; quiet when its output is for machines.

    Args:
        quiet: no progress and no remarks, only results and errors.
    """

    def __init__(self, *, quiet: bool = False) -> None:
        self.quiet = quiet
        self._shown: Progress | None = None

    @property
    def out(self) -> Console:
        """Where results go."""
        return _console(stderr=False)

    def say(self, sentence: str) -> None:
        """A remark on what is being done."""
        if not self.quiet:
            _console(stderr=True).print(f"[dim]{_safe(sentence)}[/dim]", highlight=False)

    def begin(self, what: str, total: int) -> Callable[[int], None]:
        """Announces work of a known size; gives what is told of each part that is done."""
        if self.quiet:
            return lambda _count: None
        task = self._bars().add_task(what, total=total)
        return lambda count: self._bars().advance(task, count)

    @contextmanager
    def progress(self) -> Iterator[Callable[[int, int, str], None]]:
        """Shows how far work is: (done, total, what); another `what` is another bar."""
        if self.quiet:
            yield lambda _done, _total, _what: None
            return
        bars = self._bars()
        shown: dict[str, TaskID] = {}

        def show(done: int, total: int, what: str) -> None:
            if what not in shown:
                for task in shown.values():
                    bars.update(task, visible=False)
                shown.clear()
                shown[what] = bars.add_task(what, total=total)
            bars.update(shown[what], completed=done, total=total)

        try:
            yield show
        finally:
            self.done()

    def done(self) -> None:
        """Ends what progress is shown."""
        if self._shown is not None:
            self._shown.stop()
            self._shown = None

    def json(self, shape: Mapping[str, Any]) -> None:
        """One object on one line."""
        sys.stdout.write(json.dumps(shape, ensure_ascii=False) + "\n")
        sys.stdout.flush()

    def _bars(self) -> Progress:
        if self._shown is None:
            from bot.cli.terminal.bars import bars

            self._shown = bars()
        return self._shown


def _console(*, stderr: bool) -> Console:
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    if stream.isatty():
        return Console(stderr=stderr, highlight=False)
    return Console(stderr=stderr, highlight=False, soft_wrap=True, width=_WIDE)


def _safe(text: str) -> str:
    from rich.markup import escape

    return escape(text)
