"""`demo`: the example company end to end, in a rehearsal workspace."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.terminal.screen import Screen
from bot.cli.terminal.session import Session, StoreOption

if TYPE_CHECKING:
    from bot.rehearsal.server import Rehearsal
    from bot.rehearsing.opening import Opening, Said
    from bot.wiring.throughline import Throughline

_PROJECT = Path(__file__).resolve().parents[2]
_COMPANY = _PROJECT / "examples" / "tindlemoor"
_STORE = _PROJECT / ".demo"
_QUIET = 3.0  # seconds without another message below a digest: there is no more
_PATIENCE = 30.0  # seconds for one answer; the first one may have to wait for a chat model


def register(app: typer.Typer) -> None:
    app.command(epilog="In a terminal it opens a page and stays; otherwise it prints and ends.")(
        demo
    )


def demo(
    port: Annotated[int, typer.Option(help="Where the page is; any free port by default.")] = 0,
    browser: Annotated[bool, typer.Option(help="Open the page.")] = True,
    store: StoreOption = None,
) -> None:
    """See it work: an invented company's documents in, questions asked, a digest posted."""
    screen = Screen()
    stays = sys.stdin.isatty() and sys.stdout.isatty()
    if store is None:
        _clear()
    with Session(_COMPANY, store or _STORE, screen) as session:
        throughline = session.throughline
        with screen.progress() as progress:
            report = session.do("ingest", {}, progress)
        counts = throughline.documents.counts()
        screen.out.print(
            f"{counts.documents} documents of {session.settings.workspace.name} are in: "
            f"{counts.chunks} chunks, {report['seconds']:.0f} s."
        )
        _perform(throughline, screen, port, browser=browser, stays=stays)


def _perform(
    throughline: Throughline, screen: Screen, port: int, *, browser: bool, stays: bool
) -> None:
    from bot.cli.serving import show, until_stopped
    from bot.rehearsing.opening import FILE_NAME, read
    from bot.rehearsing.staging import staged

    opening = read(_COMPANY / FILE_NAME)
    with staged(throughline, opening, port) as rehearsal:
        if stays:
            show(screen, rehearsal.url, browser=browser)
            screen.out.print("The tour on the page takes two minutes.")
            until_stopped()
        else:
            _Play(rehearsal, screen).all(opening)


class _Play:
    """Says the opening's lines one after another and prints what comes back."""

    def __init__(self, rehearsal: Rehearsal, screen: Screen) -> None:
        self._rehearsal, self._out = rehearsal, screen.out
        self._threads: dict[str, str] = {}

    def all(self, opening: Opening) -> None:
        names = {one.id: one.name for one in opening.cast.people}
        channels = {one.id: one.name for one in opening.cast.channels}
        for line in opening.lines:
            place = f"#{channels.get(line.channel, 'direct message')}"
            self._out.print(f"\n[dim]{place}[/dim]  [dim italic]{line.shows}[/dim italic]")
            if line.digest:
                self._rehearsal.acts[line.digest]()
                self._print(self._posted(line.channel))
            else:
                self._out.print(f"{names[line.user]}:", style="bold")
                self._out.print(f"  {line.text}", markup=False, soft_wrap=True)
                self._print(self._asked(line))

    def _asked(self, line: Said) -> list[dict[str, Any]]:
        thread = self._threads.get(line.thread)
        bot = self._rehearsal.workspace.cast.bot
        text = line.text if thread or not line.channel else f"@{bot} {line.text}"
        stamp = self._rehearsal.say(line.user, line.channel, text, thread)
        start = thread or stamp
        self._threads[line.id] = start
        channel = line.channel or f"D{line.user}"

        def replies() -> list[dict[str, Any]]:
            said = self._rehearsal.replies(channel, start)
            return [one for one in said if one.get("bot_id") and one["ts"] > stamp]

        self._rehearsal.wait_for(replies, _PATIENCE)
        return replies()

    def _posted(self, channel: str) -> list[dict[str, Any]]:
        """The newest message of its own that the bot posted there, with its thread."""

        def posted() -> list[dict[str, Any]]:
            said = self._rehearsal.messages(channel)
            return [one for one in said if one.get("bot_id") and not one.get("thread_ts")]

        def below() -> list[dict[str, Any]]:
            return self._rehearsal.replies(channel, posted()[-1]["ts"])

        if not self._rehearsal.wait_for(posted, _PATIENCE):
            return []
        before = -1
        while before < (now := len(below())):
            before = now
            self._rehearsal.wait_for(lambda: len(below()) > now, _QUIET)
        return [posted()[-1], *below()]

    def _print(self, messages: list[dict[str, Any]]) -> None:
        from bot.cli.cards.transcript import lines

        if not messages:
            self._out.print("There was no answer in time.", style="red")
        names = {one.id: one.name for one in self._rehearsal.workspace.people.values()}
        for message in messages:
            self._out.print("Throughline:", style="bold cyan")
            for line in lines(message, names):
                self._out.print(f"  {line}", markup=False, soft_wrap=True)


def _clear() -> None:
    """Begins anew: the workspace is new too, and knows nothing of what was posted before."""
    from knowledge.store.database.ownership import Ownership

    if not _STORE.exists():
        return
    with Ownership(_STORE):
        pass  # refused where another demo runs
    shutil.rmtree(_STORE)
