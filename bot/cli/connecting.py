"""`manifest`: the Slack app, ready to paste where Slack makes new apps."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from bot.cli.terminal.screen import Screen
from bot.cli.terminal.session import JsonOption


def register(app: typer.Typer) -> None:
    app.command(epilog="Paste it at api.slack.com/apps: Create New App, From a manifest.")(manifest)


def manifest(
    http: Annotated[
        str,
        typer.Option(
            "--http", metavar="URL", help="Slack calls the bot at this address; else Socket Mode."
        ),
    ] = "",
    why: Annotated[
        bool, typer.Option("--why", help="Say what each permission is for instead.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Print the manifest of the Slack app: its permissions, events, commands and agent view."""
    import yaml

    from bot import manifest as app

    screen = Screen(quiet=as_json)
    if why:
        _explain(screen, as_json=as_json)
        return
    try:
        shape = app.manifest(http)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    if as_json:
        screen.json(shape)
    else:
        sys.stdout.write(yaml.safe_dump(shape, sort_keys=False, allow_unicode=True, width=1000))


def _explain(screen: Screen, *, as_json: bool) -> None:
    from rich.markup import escape
    from rich.table import Table

    from bot.manifest import why

    if as_json:
        rows = [
            {"scope": name, "without_it": reason, "used_by": used} for name, reason, used in why()
        ]
        screen.json({"scopes": rows})
        return
    table = Table("permission", "without it", "used by", box=None)
    for row in why():
        table.add_row(*map(escape, row))
    screen.out.print(table)
