"""`status`, `gaps` and `doctor`: what there is, what is missing, what is wrong."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from bot.cli.terminal.screen import Screen
from bot.cli.terminal.session import ConfigOption, JsonOption, StoreOption

_MARKS = {"ok": "[green]ok   [/green]", "wrong": "[red]wrong[/red]", "none": "[dim]  -  [/dim]"}


def register(app: typer.Typer) -> None:
    app.command(epilog="Reads the database only: also beside a running bot.")(status)
    app.command(epilog="Example: throughline gaps --json")(gaps)
    app.command(epilog="--quick is what a container's health check runs.")(doctor)


def status(
    as_json: JsonOption = False, config: ConfigOption = None, store: StoreOption = None
) -> None:
    """Say what is in the store, source by source."""
    from bot.doctor.standing import status as told

    screen = Screen(quiet=as_json)
    shape = told(config, store)
    if as_json:
        screen.json(shape)
        return
    from rich.table import Table

    out = screen.out
    out.print(
        f"{shape['documents']} documents, {shape['chunks']} chunks, {shape['terms']} terms, "
        f"{shape['questions']} questions asked, {shape['gaps']} of them open."
    )
    kept = shape["verified"]
    if kept["good"] or kept["expired"]:
        out.print(
            f"{kept['good']} verified answers, {kept['expired']} more wait for their owner to say "
            "whether they still hold."
        )
    table = Table("source", "documents", "last ingest", box=None)
    for one in shape["sources"]:
        table.add_row(one["name"], str(one["documents"]), one["last_ingest"] or "never")
    out.print(table)
    out.print(f"model {shape['model']}\ndatabase {shape['database']}", soft_wrap=True)


def gaps(
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 50,
    as_json: JsonOption = False,
    config: ConfigOption = None,
    store: StoreOption = None,
) -> None:
    """List the questions that nobody could answer, most asked first."""
    from bot.doctor.standing import gaps as told

    screen = Screen(quiet=as_json)
    rows = told(config, store, limit)
    if as_json:
        screen.json({"gaps": rows})
        return
    from rich.table import Table

    table = Table("asked", "question", "last", "ask", box=None)
    for one in rows:
        table.add_row(str(one["times"]), one["question"], one["last_asked"][:10], one["ask"])
    screen.out.print(table if rows else "Every question so far was answered.")


def doctor(
    quick: Annotated[
        bool, typer.Option("--quick", help="Only: configured, stored, and the bot answers.")
    ] = False,
    as_json: JsonOption = False,
    config: ConfigOption = None,
    store: StoreOption = None,
) -> None:
    """Check the installation and say what to do about what is wrong. Exit 1 where anything is."""
    from bot.doctor.examining import examine

    screen = Screen(quiet=as_json)
    found = []
    for finding in examine(config, store, quick=quick):
        check = finding.shape()
        found.append(check)
        if not as_json:
            _show(screen, check)
    if as_json:
        screen.json({"checks": found})
    if any(check["state"] == "wrong" for check in found):
        raise typer.Exit(1)


def _show(screen: Screen, check: dict[str, Any]) -> None:
    from rich.markup import escape

    mark = _MARKS[check["state"]]
    screen.out.print(f"{mark} [bold]{check['name']}[/bold]  {escape(check['detail'])}")
