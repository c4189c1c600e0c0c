"""What a terminal may ask of an opened core: JSON values in, one JSON object out."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from bot.commands import glossary
from bot.commands.digests import digest_preview
from bot.commands.handover import Progress, Server
from bot.commands.metrics import metric, metric_check, metric_list
from bot.shapes import shapes
from bot.shapes.recording import entry, record
from bot.shapes.shapes import Shape
from bot.wiring.readers import reader_of
from knowledge.errors import InputError

if TYPE_CHECKING:
    from bot.wiring.throughline import Throughline
    from ingest.report import IngestReport, Phase


Command = Callable[["Throughline", Mapping[str, Any], Progress], Shape]


def do(
    throughline: Throughline, command: str, arguments: Mapping[str, Any], progress: Progress
) -> Shape:
    """Does a command.

    Raises:
        InputError: there is no such command.
        ThroughlineError: as the command says.
    """
    if command not in COMMANDS:
        raise InputError(f"There is no command {command!r} here; is the bot of another version?")
    return COMMANDS[command](throughline, arguments, progress)


def serve(throughline: Throughline, own: Mapping[str, Command] | None = None) -> None:
    """Does, until it is closed, what commands of other terminals ask of this process.

    Args:
        throughline: an opened core.
        own: commands that this process does in its own way.
    """

    def done(command: str, arguments: Mapping[str, Any], progress: Progress) -> Shape:
        if own and command in own:
            return own[command](throughline, arguments, progress)
        return do(throughline, command, arguments, progress)

    server = Server(throughline.requests, done)
    server.start()
    throughline.closing.append(server.stop)


def ask(throughline: Throughline, arguments: Mapping[str, Any], progress: Progress) -> Shape:
    """{"questions": [{"id"?, "question"}], "user"?, "channel"?, "record"?} -> {"answers": [...]}"""
    reader = reader_of(throughline.audiences, arguments)
    place = str(arguments.get("channel") or "")
    asked: Sequence[Mapping[str, Any]] = arguments["questions"]
    answers = []
    for number, one in enumerate(asked, start=1):
        started = time.perf_counter()
        given = throughline.answers.reply(str(one["question"]), reader)
        took = (time.perf_counter() - started) * 1000
        answers.append(shapes.reply(given, took, one.get("id")))
        if arguments.get("record", True):
            kept = entry(given, reader, took, throughline.clock(), place)
            record(throughline.journal, kept)
        progress(number, len(asked), "answering")
    return {"answers": answers}


def lingo(throughline: Throughline, arguments: Mapping[str, Any], progress: Progress) -> Shape:
    """{"terms": [{"id"?, "term"}], "user"?, "channel"?} -> {"cards": [...]}."""
    reader = reader_of(throughline.audiences, arguments)
    asked: Sequence[Mapping[str, Any]] = arguments["terms"]
    cards = []
    for number, one in enumerate(asked, start=1):
        started = time.perf_counter()
        found = throughline.glossary.find(str(one["term"]), reader)
        took = (time.perf_counter() - started) * 1000
        around = glossary.around(throughline, found.senses)
        cards.append(shapes.lookup(found, took, one.get("id"), around))
        progress(number, len(asked), "looking up")
    return {"cards": cards}


def ingest(throughline: Throughline, arguments: Mapping[str, Any], progress: Progress) -> Shape:
    """{"paths": [...], "dry_run": bool} -> the report."""
    report = throughline.ingester.run(
        throughline.settings.all_sources,
        only=[str(path) for path in arguments.get("paths", [])],
        dry_run=bool(arguments.get("dry_run")),
        progress=_Phases(progress),
    )
    return _report(report)


def rebuild(throughline: Throughline, arguments: Mapping[str, Any], progress: Progress) -> Shape:
    """{} -> {"chunks", "seconds"}: the derived indexes anew, from SQL."""
    del arguments
    started = time.perf_counter()
    total = throughline.documents.counts().chunks
    done = 0

    def advance(count: int) -> None:
        nonlocal done
        done += count
        progress(done, total, "indexing")

    chunks = throughline.follower.rebuild(advance)
    return {"chunks": chunks, "seconds": round(time.perf_counter() - started, 2)}


def ping(throughline: Throughline, arguments: Mapping[str, Any], progress: Progress) -> Shape:
    """{} -> {"chunks"}: the owner is there and can read its store."""
    del arguments, progress
    return {"chunks": throughline.documents.counts().chunks}


def compare(throughline: Throughline, arguments: Mapping[str, Any], progress: Progress) -> Shape:
    """{} -> {"chunks", "apart"}: how many chunks differ between the database and the indexes."""
    del arguments, progress
    found = throughline.follower.compare()
    return {"chunks": throughline.documents.counts().chunks, "apart": found.most}


class _Phases:
    """Tells each phase of an ingest as work of its own."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._done = self._total = 0
        self._what = ""

    def begin(self, phase: Phase, total: int) -> None:
        self._done, self._total, self._what = 0, total, phase.value
        self._progress(0, total, self._what)

    def advance(self, count: int) -> None:
        self._done += count
        self._progress(self._done, self._total, self._what)


def _report(report: IngestReport) -> Shape:
    return {
        "added": report.added,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "deleted": report.deleted,
        "skipped": shapes.reasons((one.document, one.reason) for one in report.skipped),
        "failed": shapes.reasons((one.document, one.reason) for one in report.failed),
        "chunks": report.chunks,
        "seconds": report.seconds,
        "masked": dict(report.masked),
    }


COMMANDS: Mapping[str, Callable[[Throughline, Mapping[str, Any], Progress], Shape]] = {
    "ask": ask,
    "lingo": lingo,
    "lingo value": glossary.value,
    "lingo candidates": glossary.candidates,
    "lingo conflicts": glossary.conflicts,
    "lingo export": glossary.exported,
    "lingo import": glossary.imported,
    "ingest": ingest,
    "rebuild": rebuild,
    "metric": metric,
    "metric list": metric_list,
    "metric check": metric_check,
    "digest preview": digest_preview,
    "ping": ping,
    "compare": compare,
}
