"""`digest ...`: what would be posted."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from bot.cli.screen import Screen
from bot.cli.session import ConfigOption, JsonOption, Session, StoreOption

group = typer.Typer(help="Digests of metrics, as they would be posted.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    app.add_typer(group, name="digest")


@group.command(epilog="Example: throughline digest preview churn-weekly --as-of 2026-11-16")
def preview(
    name: Annotated[str, typer.Argument(help="The digest's name, as its file gives it.")],
    as_of: Annotated[
        datetime | None,
        typer.Option("--as-of", formats=["%Y-%m-%d"], help="As if that day were today."),
    ] = None,
    as_json: JsonOption = False,
    config: ConfigOption = None,
    store: StoreOption = None,
) -> None:
    """Show what a digest would say, and whether it would be held. Nothing is posted."""
    screen = Screen(quiet=as_json)
    with Session(config, store, screen) as session:
        day = as_of.date().isoformat() if as_of else None
        digest = session.do("digest preview", {"name": name, "as_of": day})
    if as_json:
        screen.json(digest)
        return
    from bot.cli.digest_card import digest_card

    digest_card(screen.out, digest)


@group.command(epilog="Reads the database only: also beside a running bot.")
def asks(
    as_json: JsonOption = False, config: ConfigOption = None, store: StoreOption = None
) -> None:
    """List the numbers whose owner was asked for a reason and gave none."""
    from bot.standing import asks as told

    screen = Screen(quiet=as_json)
    rows = told(config, store)
    if as_json:
        screen.json({"asks": rows})
        return
    from rich.markup import escape
    from rich.table import Table

    table = Table("asked", "number", "owner", "digest", box=None)
    for one in rows:
        table.add_row(one["asked_at"][:10], escape(one["asked"]), one["owner"], one["digest"])
    screen.out.print(table if rows else "Nobody is waited for.")
