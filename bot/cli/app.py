"""`throughline`: the commands, their exit codes, and what is said when one fails."""

from __future__ import annotations

import logging
import os
import sys
from typing import Annotated

import typer

from bot.cli import (
    asking,
    care,
    connecting,
    demo,
    digests,
    evaluating,
    ingesting,
    lingo,
    metrics,
    serving,
)
from bot.cli.terminal.session import ConfigOption, StoreOption
from bot.settings.environment import debugging
from knowledge.errors import InputError, ThroughlineError

app = typer.Typer(
    name="throughline",
    help="Keeps a whole organisation in one line about its customer.",
    epilog="Begin with: throughline demo. Exit codes: 0 done, 1 failed, 2 wrong use.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)
for room in (
    demo,
    connecting,
    serving,
    ingesting,
    asking,
    lingo,
    metrics,
    digests,
    evaluating,
    care,
):
    room.register(app)


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import PackageNotFoundError, version

        try:
            typer.echo(f"throughline {version('throughline')}")
        except PackageNotFoundError:  # run from the tree without an installation
            typer.echo("throughline, not installed")
        raise typer.Exit


@app.callback()
def throughline(
    show_version: Annotated[
        bool,
        typer.Option(
            "--version", help="Say which version this is.", is_eager=True, callback=_version
        ),
    ] = False,
    config: ConfigOption = None,
    store: StoreOption = None,
) -> None:
    del show_version, config, store  # the commands read both options from the context


def run() -> None:
    """Runs the command that was typed and exits: 0 done, 1 failed, 2 wrong use."""
    shown = logging.StreamHandler()
    shown.setLevel(logging.INFO if debugging() else logging.CRITICAL)
    logging.basicConfig(handlers=[shown], format="%(name)s: %(message)s")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a replaced one may be anything
            stream.reconfigure(errors="replace")
    try:
        app()
    except ThroughlineError as error:
        _end(str(error), 2 if isinstance(error, InputError) else 1)
    except BrokenPipeError:  # whoever read the output has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:  # noqa: BLE001 - the last place; what it says is all people get
        _end(
            f"This should not have happened ({type(error).__name__}). Nothing that was stored is "
            "lost. Run it again with THROUGHLINE_DEBUG=1 to see where, and report it.",
            1,
        )


def _end(sentence: str, code: int) -> None:
    if debugging():
        raise  # noqa: PLE0704 - called while the error is handled
    typer.echo(sentence, err=True)
    sys.exit(code)
