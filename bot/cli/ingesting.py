"""`ingest` and `rebuild`: documents in, indexes anew."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.terminal.screen import Screen
from bot.cli.terminal.session import ConfigOption, JsonOption, Session, StoreOption


def register(app: typer.Typer) -> None:
    app.command(epilog="Example: throughline ingest strategy --dry-run")(ingest)
    app.command(epilog="Nothing is embedded again; questions are answered meanwhile.")(rebuild)


def ingest(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Only these files or folders of the sources.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Read and count, and store nothing.")
    ] = False,
    as_json: JsonOption = False,
    config: ConfigOption = None,
    store: StoreOption = None,
) -> None:
    """Bring the declared sources in: what is new, changed or gone. Safe to repeat, safe to stop."""
    screen = Screen(quiet=as_json)
    with Session(config, store, screen, serves=True) as session:
        chosen = [_place(path, session.settings.root) for path in paths or []]
        with screen.progress() as progress:
            report = session.do("ingest", {"paths": chosen, "dry_run": dry_run}, progress)
    if as_json:
        screen.json(report)
        return
    from bot.cli.cards.answers import ingest_card

    ingest_card(screen.out, report, dry_run=dry_run)


def rebuild(
    as_json: JsonOption = False, config: ConfigOption = None, store: StoreOption = None
) -> None:
    """Make the derived indexes anew from the database, without embedding anything."""
    screen = Screen(quiet=as_json)
    with (
        Session(config, store, screen, serves=True) as session,
        screen.progress() as progress,
    ):
        told = session.do("rebuild", {}, progress)
    if as_json:
        screen.json(told)
    else:
        screen.out.print(f"{told['chunks']} chunks indexed in {told['seconds']} s.")


def _place(path: Path, root: Path) -> str:
    """A path as whoever does it can find it: relative to the configuration, or absolute."""
    return str(path if (root / path).exists() else path.absolute())
