"""`ask`: one question, or a file of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli.terminal import lines
from bot.cli.terminal.screen import Screen
from bot.cli.terminal.session import ConfigOption, JsonOption, Session, StoreOption
from knowledge.errors import InputError

_PART = 25  # questions handed over at a time: answers are there as they come

AsOption = Annotated[
    str, typer.Option("--as", metavar="USER", help="As this person: a Slack id such as U0ABC.")
]
InOption = Annotated[
    str, typer.Option("--in", metavar="CHANNEL", help="As in this channel: an id such as C0ABC.")
]


def register(app: typer.Typer) -> None:
    app.command(epilog='Example: throughline ask "How long do refunds take?" --as U0SALES1')(ask)


def ask(
    question: Annotated[str | None, typer.Argument(help="What you want to know.")] = None,
    batch: Annotated[
        Path | None,
        typer.Option(metavar="FILE.jsonl", help='{"id", "question"} per line; an answer per line.'),
    ] = None,
    user: AsOption = "",
    channel: InOption = "",
    as_json: JsonOption = False,
    config: ConfigOption = None,
    store: StoreOption = None,
) -> None:
    """Answer a question from the documents, with sources."""
    asked = asked_of(question, batch, "question")
    machine = as_json or batch is not None
    screen = Screen(quiet=machine and not screen_is_watched())
    reader = {"user": user, "channel": channel}
    with Session(config, store, screen, serves=batch is not None) as session:
        for answer in parts(session, "ask", asked, reader):
            if machine:
                screen.json(answer)
            else:
                from bot.cli.cards.answers import answer_card

                answer_card(screen.out, answer)


def screen_is_watched() -> bool:
    """Whether remarks on stderr reach a person while stdout goes elsewhere."""
    import sys

    return sys.stderr.isatty() and not sys.stdout.isatty()


def asked_of(one: str | None, batch: Path | None, name: str) -> list[dict[str, Any]]:
    if (one is None) == (batch is None):
        raise InputError(f"Give one {name}, or --batch FILE.jsonl with one per line.")
    if batch is not None:
        return [
            {key: row[key] for key in ("id", name) if key in row} for row in lines.read(batch, name)
        ]
    return [{name: str(one).encode("utf-8", "replace").decode()}]


def parts(
    session: Session, command: str, asked: Sequence[dict[str, Any]], reader: dict[str, str]
) -> Iterator[dict[str, Any]]:
    names = {"ask": ("questions", "answers"), "lingo": ("terms", "cards")}[command]
    with session.screen.progress() as progress:
        for start in range(0, len(asked), _PART):

            def shown(done: int, _total: int, what: str, before: int = start) -> None:
                if len(asked) > 1:
                    progress(before + done, len(asked), what)

            part = {names[0]: list(asked[start : start + _PART]), **reader}
            yield from session.do(command, part, shown)[names[1]]
