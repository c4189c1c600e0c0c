"""`digest ...`: what would be posted."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from bot.cli.terminal.screen import Screen
from bot.cli.terminal.session import ConfigOption, JsonOption, Session, StoreOption

AsOf = Annotated[
    datetime | None,
    typer.Option("--as-of", formats=["%Y-%m-%d"], help="As if that day were today."),
]
group = typer.Typer(help="Digests of metrics, as they would be posted.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    app.add_typer(group, name="digest")


@group.command(epilog="Example: throughline digest preview churn-weekly --as-of 2026-11-16")
def preview(
    name: Annotated[str, typer.Argument(help="The digest's name, as its file gives it.")],
    as_of: AsOf = None,
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
    from bot.cli.cards.digest import digest_card

    digest_card(screen.out, digest)


@group.command(epilog="Example: throughline digest send churn-weekly --as-of 2026-11-16")
def send(
    name: Annotated[str, typer.Argument(help="The digest's name, as its file gives it.")],
    as_of: AsOf = None,
    as_json: JsonOption = False,
    config: ConfigOption = None,
    store: StoreOption = None,
) -> None:
    """Post a digest to its channel now, though it is not due. Each time posts another one."""
    screen = Screen(quiet=as_json)
    arguments = {"name": name, "as_of": as_of.date().isoformat() if as_of else None}
    with Session(config, store, screen) as session:
        if session.owns:
            from bot.running.digest_sending import send_once

            told = send_once(session.throughline, arguments)
        else:
            told = session.do("digest send", arguments)
    if as_json:
        screen.json(told)
    elif told["posted"]:
        screen.out.print(f"{told['title']} is posted.", markup=False)
    else:
        screen.out.print(f"It is not posted. {told['reason'] or ''}", markup=False)


@group.command(epilog="Reads the database only: also beside a running bot.")
def asks(
    as_json: JsonOption = False, config: ConfigOption = None, store: StoreOption = None
) -> None:
    """List the numbers whose owner was asked for a reason and gave none."""
    from bot.doctor.standing import asks as told

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


@group.command(epilog="Example: throughline digest why churn-weekly")
def why(
    name: Annotated[str, typer.Argument(help="The digest's name, as its file gives it.")],
    as_json: JsonOption = False,
    config: ConfigOption = None,
    store: StoreOption = None,
) -> None:
    """Tell what became of a digest's last slots, when, why, and on which data."""
    from bot.doctor import digest_standing

    screen = Screen(quiet=as_json)
    told = digest_standing.why(config, store, name, datetime.now(UTC))
    if as_json:
        screen.json(told)
        return
    for one in reversed(told["deliveries"]):
        screen.out.print(f"{one['text']}\n", markup=False, soft_wrap=True)
    if not told["deliveries"]:
        screen.out.print("No slot of it has come due yet.")
        screen.out.print(
            f"The next one is due {told['next']}." if told["next"] else "It is paused."
        )


@group.command(
    name="list", epilog="Reads the database and the files only: also beside a running bot."
)
def list_(
    as_json: JsonOption = False, config: ConfigOption = None, store: StoreOption = None
) -> None:
    """List the planned digests: where they go, when next, and what became of the last one."""
    from bot.doctor.digest_standing import planned_digests

    screen = Screen(quiet=as_json)
    rows = planned_digests(config, store, datetime.now(UTC))
    if as_json:
        screen.json({"digests": rows})
        return
    from rich.markup import escape
    from rich.table import Table

    table = Table("digest", "channel", "next", "last", box=None)
    for one in rows:
        last = f"{one['last']['slot'][:10]} {one['last']['state']}" if one["last"] else ""
        following = "paused" if one["paused"] else (one["next"] or "")[:16].replace("T", " ")
        table.add_row(escape(one["digest"]), one["channel"], following, last)
    screen.out.print(table if rows else "No digest is planned.")
