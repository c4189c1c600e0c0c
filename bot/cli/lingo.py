"""`lingo`: one term, or what a review of all documents found."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from bot.cli.asking import AsOption, InOption, asked_of, parts, screen_is_watched
from bot.cli.screen import Screen
from bot.cli.session import ConfigOption, JsonOption, Session, StoreOption

_TERM = "term"


class TermOrCommand(TyperGroup):
    """What is no command is a term: `lingo NPS` looks it up, `lingo conflicts` does not."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        first = next((one for one in args if not one.startswith("-")), "")
        asks_help = set(args) & {"-h", "--help"}
        if first not in self.commands and not (asks_help and not first) and args:
            args = [_TERM, *args]
        return super().parse_args(ctx, args)


group = typer.Typer(
    help="Look a term up; see terms that documents explain, and meanings that differ.",
    cls=TermOrCommand,
    no_args_is_help=True,
    epilog="Example: throughline lingo NPS",
)


def register(app: typer.Typer) -> None:
    app.add_typer(group, name="lingo")


@group.command(epilog="Example: throughline lingo NPS")
def term(
    word: Annotated[
        str | None, typer.Argument(help="A word, a phrase or an abbreviation.", metavar="TERM")
    ] = None,
    batch: Annotated[
        Path | None,
        typer.Option(metavar="FILE.jsonl", help='{"id", "term"} per line; a card per line.'),
    ] = None,
    user: AsOption = "",
    channel: InOption = "",
    as_json: JsonOption = False,
    config: ConfigOption = None,
    store: StoreOption = None,
) -> None:
    """Look a term up: its meanings by department, their owners and sources."""
    asked = asked_of(word, batch, "term")
    machine = as_json or batch is not None
    screen = Screen(quiet=machine and not screen_is_watched())
    reader = {"user": user, "channel": channel}
    with Session(config, store, screen) as session:
        for card in parts(session, "lingo", asked, reader):
            if machine:
                screen.json(card)
            else:
                from bot.cli.cards import lingo_card

                lingo_card(screen.out, card)


@group.command(epilog="Example: throughline lingo candidates --limit 20")
def candidates(
    limit: Annotated[int, typer.Option(help="How many, the best explained first.")] = 50,
    as_json: JsonOption = False,
    config: ConfigOption = None,
    store: StoreOption = None,
) -> None:
    """List terms that documents explain, or people ask for, and that no glossary has."""
    screen = Screen(quiet=as_json)
    with Session(config, store, screen) as session:
        found = session.do("lingo candidates", {"limit": limit})
    if as_json:
        screen.json(found)
        return
    from bot.cli.lingo_cards import candidate_rows

    candidate_rows(screen.out, found["candidates"])


@group.command(epilog="Example: throughline lingo conflicts")
def conflicts(
    user: AsOption = "",
    channel: InOption = "",
    as_json: JsonOption = False,
    config: ConfigOption = None,
    store: StoreOption = None,
) -> None:
    """List labels by which two departments or documents do not mean the same."""
    screen = Screen(quiet=as_json)
    with Session(config, store, screen) as session:
        found = session.do("lingo conflicts", {"user": user, "channel": channel})
    if as_json:
        screen.json(found)
        return
    from bot.cli.lingo_cards import conflict_cards

    conflict_cards(screen.out, found["conflicts"])
