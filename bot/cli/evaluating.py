"""`evaluate`: your own questions, and how well they are answered."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli import scoring
from bot.cli.terminal import lines
from bot.cli.terminal.screen import Screen
from bot.cli.terminal.session import ConfigOption, JsonOption, Session, StoreOption
from knowledge.errors import InputError

_PART = 25
_HEADS = {
    "source_at_1": "source 1st",
    "source_at_5": "in first 5",
    "cited": "cited",
    "answer_found": "answer",
    "abstained": "abstained",
    "withheld": "withheld",
}


def register(app: typer.Typer) -> None:
    app.command(epilog="Example: throughline evaluate questions.jsonl")(evaluate)


def evaluate(
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="FILE.jsonl",
            help='{"id", "question", "kind", "gold_docs", "gold_answer", "split"} per line; '
            "gold_answer null where the documents do not say.",
        ),
    ] = None,
    from_slack: Annotated[
        bool,
        typer.Option(
            "--resolved",
            help="Questions that owners settled in Slack, with what they say is right.",
        ),
    ] = False,
    export: Annotated[
        Path | None,
        typer.Option(metavar="FILE.jsonl", help="Write the questions of --resolved to a file."),
    ] = None,
    as_json: JsonOption = False,
    config: ConfigOption = None,
    store: StoreOption = None,
) -> None:
    """Ask your own questions and count: source found, answer found, rightly abstained, time."""
    if export is not None and not from_slack:
        raise InputError("--export writes what --resolved finds: give both.")
    if file is None and not from_slack:
        raise InputError("Name a file of questions, or ask for --resolved ones.")
    questions = lines.read(file, "question") if file else []
    if from_slack:
        questions += _settled(config, store, export)
    screen = Screen(quiet=as_json)
    answers: list[Mapping[str, Any]] = []
    with (
        Session(config, store, screen, serves=True) as session,
        screen.progress() as progress,
    ):
        for start in range(0, len(questions), _PART):
            part = [{"question": one["question"]} for one in questions[start : start + _PART]]
            answers += session.do("ask", {"questions": part, "record": False})["answers"]
            progress(len(answers), len(questions), "answering")
    told = {
        "questions": len(questions),
        "kinds": scoring.summary(questions, answers, "kind"),
        "splits": scoring.summary(questions, answers, "split"),
        **scoring.times(answers),
        "missed": _missed(questions, answers),
    }
    if as_json:
        screen.json(told)
    else:
        _show(screen, told)


def _settled(config: Path | None, store: Path | None, export: Path | None) -> list[dict[str, Any]]:
    from bot.doctor.standing import resolved

    found = [dict(one) for one in resolved(config, store)]
    if export is not None:
        lines.write(export, found)
    return found


def _missed(
    questions: list[dict[str, Any]], answers: list[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """The questions that were not answered as expected, with what fell short."""
    missed = []
    for question, answer in zip(questions, answers, strict=True):
        judged = scoring.judge(question, answer)
        short = [name for name, right in judged.items() if right is (name == "withheld")]
        if short:
            missed.append({"id": question.get("id"), "kind": question.get("kind"), "short": short})
    return missed


def _show(screen: Screen, told: Mapping[str, Any]) -> None:
    from rich.table import Table

    for by, groups in (("kind", told["kinds"]), ("split", told["splits"])):
        if by == "split" and list(groups) == ["all"]:
            continue
        table = Table(by, "n", *_HEADS.values(), box=None)
        for name, row in groups.items():
            cells = ["{}/{}".format(*row[key]) if key in row else "" for key in _HEADS]
            table.add_row(name, str(row["n"]), *cells)
        screen.out.print(table)
        screen.out.print()
    screen.out.print(
        f"{told['questions']} questions, p50 {told['p50_ms']:.1f} ms, p95 {told['p95_ms']:.1f} ms. "
        "Which fell short: --json."
    )
