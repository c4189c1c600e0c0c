"""`lingo`: one term, or what a review of all documents found."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from bot.cli.asking import AsOption, InOption, asked_of, parts, screen_is_watched
from bot.cli.terminal.screen import Screen
from bot.cli.terminal.session import ConfigOption, JsonOption, Session, StoreOption
from knowledge.errors import InputError
from knowledge.models import EVERYONE

_TERM = "term"
FORMATS = ("skos", "datahub", "csv", "markdown")


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
                from bot.cli.cards.term import term_card

                term_card(screen.out, card)
                _values(session, screen, card, reader)


def _values(session: Session, screen: Screen, card: Any, reader: dict[str, str]) -> None:
    """Where the metrics of a term stand: computed once the card is shown."""
    for metric in dict.fromkeys(one["metric"] for one in card["senses"] if one.get("metric")):
        told = session.do("lingo value", {"metric": metric, **reader})["words"]
        if told:
            screen.out.print(f"  {told}", markup=False, highlight=False)


@group.command(epilog="Example: throughline lingo candidates --limit 20")
def candidates(
    limit: Annotated[int, typer.Option(help="How many, the best explained first.")] = 50,
    user: AsOption = "",
    channel: InOption = "",
    as_json: JsonOption = False,
    config: ConfigOption = None,
    store: StoreOption = None,
) -> None:
    """List terms that documents explain, or people ask for, and that no glossary has."""
    screen = Screen(quiet=as_json)
    with Session(config, store, screen) as session:
        found = session.do("lingo candidates", {"limit": limit, "user": user, "channel": channel})
    if as_json:
        screen.json(found)
        return
    from bot.cli.cards.candidates import candidate_rows

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
    from bot.cli.cards.candidates import conflict_cards

    conflict_cards(screen.out, found["conflicts"])


@group.command(epilog="Example: throughline lingo export --format skos > glossary.ttl")
def export(
    to: Annotated[
        str, typer.Option("--format", help="skos, datahub, csv or markdown.", metavar="FORMAT")
    ] = "csv",
    file: Annotated[
        Path | None, typer.Option("--file", help="Write it there, not to the terminal.")
    ] = None,
    user: AsOption = "",
    channel: InOption = "",
    config: ConfigOption = None,
    store: StoreOption = None,
) -> None:
    """Write the glossary as SKOS (Turtle), DataHub's YAML, CSV or Markdown."""
    if to not in FORMATS:
        raise InputError(f"A glossary is written as {', '.join(FORMATS)}, not as '{to}'.")
    screen = Screen(quiet=file is None)
    with Session(config, store, screen) as session:
        made = session.do("lingo export", {"format": to, "user": user, "channel": channel})
    if file is None:
        typer.echo(made["text"], nl=False)
        return
    file.write_text(made["text"], encoding="utf-8")
    screen.out.print(f"{made['terms']} meanings in {file}.")


@group.command(name="import", epilog="Example: throughline lingo import terms.csv --domain sales")
def bring_in(
    file: Annotated[Path, typer.Argument(help="YAML, CSV, Markdown or Turtle.", exists=True)],
    domain: Annotated[str, typer.Option(help="Whose meanings they are, where it says none.")] = "",
    audience: Annotated[str, typer.Option(help="Who may read them.")] = EVERYONE,
    owner: Annotated[str, typer.Option(help="Who answers for them, where it says none.")] = "",
    as_json: JsonOption = False,
    config: ConfigOption = None,
    store: StoreOption = None,
) -> None:
    """Bring a glossary in once. A folder that changes is better declared as a source."""
    screen = Screen(quiet=as_json)
    asked = {"path": str(file.resolve()), "domain": domain, "audience": audience, "owner": owner}
    with Session(config, store, screen) as session:
        made = session.do("lingo import", asked)
    if as_json:
        screen.json(made)
        return
    screen.out.print(f"{made['terms']} meanings of {file.name} are in the glossary now.")
    for one in made["left_out"]:
        screen.out.print(f"Left out: {one}.")
