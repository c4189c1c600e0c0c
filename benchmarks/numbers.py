"""Employees' words into computed numbers: how many are right, wrong, or withheld, and how fast.

`python -m benchmarks.numbers --half NAME [--pack FOLDER]` asks one of the sets in tests/numbers
(tuning, tuning-2, tuning-3, tuning-4, tuning-5, held-out, held-out-2, example, unanswerable,
unanswerable-2) over the pack's tables, or the example's where a line says
`"frames": "tindlemoor"`, in a temporary store. Of held-out and held-out-2 it prints sums only:
whoever works on the answers must not know what is asked there.
"""

from __future__ import annotations

import argparse
import importlib.util
import statistics
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from datetime import time as of_day
from pathlib import Path
from typing import Any

from bot.settings import settings as configuration
from bot.settings.environment import quiet_process
from bot.shapes import shapes
from knowledge.models import Answer, SourceKind

ROOT = Path(__file__).resolve().parents[1]
PACK = ROOT.parent / "shared" / "pack"
EXAMPLE = ROOT / "examples" / "tindlemoor"
HALVES = {
    name.replace("_", "-"): name
    for name in (
        "tuning",
        "tuning_2",
        "tuning_3",
        "tuning_4",
        "tuning_5",
        "held_out",
        "held_out_2",
        "example",
        "unanswerable",
        "unanswerable_2",
    )
}
HELD_OUT = {"held-out", "held-out-2"}  # of which only sums are printed
VERDICTS = ("right", "wrong", "withheld")

Shape = dict[str, Any]


class Calendar:
    """The day on which a question is asked; `now` is the clock of that day, at noon."""

    def __init__(self) -> None:
        self.day = date(2026, 11, 30)

    def set_today(self, day: date) -> None:
        """From now on it is another day."""
        self.day = day

    def today(self) -> date:
        """What is to be the day of `Answers`."""
        return self.day

    def now(self) -> datetime:
        """What is to be the clock of the core."""
        return datetime.combine(self.day, of_day(12), UTC)


class Asking:
    """A core over a company's tables, asked in this process."""

    def __init__(self, opened: Any, calendar: Calendar) -> None:
        self._opened, self._calendar = opened, calendar
        self._reader = opened.audiences.operator()

    def ask_all(
        self, questions: list[Shape], set_today: Callable[[date], None] | None = None
    ) -> list[Shape]:
        """One object of `ask --json` for each question, each asked on its own day."""
        set_day = set_today or self._calendar.set_today
        if questions:
            self._ask(questions[0], set_day)  # what is opened once is not an answer's time
        return [self._ask(one, set_day) for one in questions]

    def _ask(self, one: Shape, set_today: Callable[[date], None]) -> Shape:
        set_today(date.fromisoformat(one["today"]))
        started = time.perf_counter()
        given = self._opened.answers.reply(one["question"], self._reader)
        took = (time.perf_counter() - started) * 1000
        said = shapes.reply(given, took, one["id"])
        said["first"] = given.lead if isinstance(given, Answer) and given.lead else given.text
        return said


@contextmanager
def asking(company: Path, *, every_source: bool = False) -> Iterator[Asking]:
    """A company's configuration over a temporary store, its tables alone unless told else."""
    from bot.wiring.wiring import open_throughline  # noqa: PLC0415 - after the process was made quiet
    from knowledge.store.database.ownership import Ownership  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="throughline-numbers-") as folder:
        settings = configuration.load(company / configuration.FILE_NAME, Path(folder))
        if not every_source:
            tables = [one for one in settings.source if one.kind is SourceKind.TABLE]
            settings = settings.model_copy(update={"source": tables})
        ownership = Ownership(settings.folder)
        ownership.acquire()
        calendar = Calendar()
        opened = open_throughline(settings, ownership, _Quiet())
        opened.clock = calendar.now
        try:
            opened.ingester.run(settings.sources)
            yield Asking(opened, calendar)
        finally:
            opened.close()


def of_company(questions: list[Shape], name: str) -> list[Shape]:
    """Those that are asked of the "pack", or of "tindlemoor"."""
    return [one for one in questions if one.get("frames", "pack") == name]


def judged(questions: list[Shape], said: list[Shape], frames: Any) -> list[str]:
    """The verdict of each reply, in order: "right", "wrong" or "withheld"."""
    gold = _gold()
    return [
        gold.right(gold.evaluate(one["gold"], frames), one["tolerance"], reply, one["kind"])
        if "gold" in one
        else ("wrong" if gold.tells_a_number(reply) else "right")
        for one, reply in zip(questions, said, strict=True)
    ]


def sums(questions: list[Shape], said: list[Shape], verdicts: list[str]) -> list[str]:
    """Lines of Markdown that tell how it went and nothing of what was asked."""
    kinds: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for one, verdict in zip(questions, verdicts, strict=True):
        for row in ("**all**", one.get("kind", "unanswerable")):
            kinds[row][verdict] += 1
    rows = [
        f"| {kind} | {counts.total()} | {' | '.join(str(counts[one]) for one in VERDICTS)} |"
        for kind, counts in kinds.items()
    ]
    middle = statistics.median(one["elapsed_ms"] for one in said)
    return [
        f"| kind | asked | {' | '.join(VERDICTS)} |",
        "|---|---|---|---|---|",
        *rows,
        f"\np50 of an answer: {middle:.1f} ms",
    ]


def misses(
    questions: list[Shape], said: list[Shape], verdicts: list[str], frames: Any
) -> Iterator[str]:
    """What was not right, with what should have been said and what was."""
    gold = _gold()
    for one, reply, verdict in zip(questions, said, verdicts, strict=True):
        if verdict == "right":
            continue
        wanted = gold.evaluate(one["gold"], frames) if "gold" in one else f"nothing: {one['why']}"
        first = reply["first"].strip().partition("\n")[0][:160]
        yield f"{verdict:8} {one['id']} [{one['today']}] {one['question']}"
        yield f"         gold {wanted}"
        yield f"         said {reply['outcome']}, {reply['mode']}: {first}"
        for figure in reply["figures"][: gold.FIRST]:
            yield f"              {figure['value']} {figure['dimensions']} {figure['period']}"


def main() -> None:
    """Asks one half and prints how it went."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.numbers", description=__doc__)
    parser.add_argument("--half", choices=list(HALVES), default="tuning")
    parser.add_argument("--pack", type=Path, default=PACK, help="with a throughline.toml")
    parser.add_argument("--every-source", action="store_true", help="documents too: minutes")
    parser.add_argument("--show", action="store_true", help="what was missed, also of held-out")
    given = parser.parse_args()
    gold = _gold()
    companies = {
        "pack": (given.pack.resolve(), gold.frames),
        "tindlemoor": (EXAMPLE, gold.tindlemoor),
    }
    every = gold.questions(HALVES[given.half])
    asked: list[Shape] = []
    replies: list[Shape] = []
    verdicts: list[str] = []
    for name, (folder, tables) in companies.items():
        questions = of_company(every, name)
        if not questions:
            continue
        with asking(folder, every_source=given.every_source) as core:
            said = core.ask_all(questions)
        frames = tables(folder)
        found = judged(questions, said, frames)
        if given.half not in HELD_OUT or given.show:
            print("\n".join(misses(questions, said, found, frames)), end="\n\n")
        asked, replies, verdicts = asked + questions, replies + said, verdicts + found
    print("\n".join(sums(asked, replies, verdicts)))


class _Quiet:
    def say(self, sentence: str) -> None:
        """Not here."""

    def begin(self, what: str, total: int) -> Callable[[int], None]:
        """Not here."""
        del what, total
        return lambda _done: None


def _gold() -> Any:
    """tests/numbers/gold.py, which is no package's."""
    if (known := sys.modules.get("numbers_gold")) is not None:
        return known
    spec = importlib.util.spec_from_file_location("numbers_gold", ROOT / "tests/numbers/gold.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["numbers_gold"] = module
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    quiet_process()
    sys.exit(main())
