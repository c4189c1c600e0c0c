"""`run` and `rehearse`: the bot at work, in Slack or in a rehearsal of it."""

from __future__ import annotations

import signal
from threading import Event
from typing import Annotated

import typer

from bot.cli.screen import Screen
from bot.cli.session import ConfigOption, Session, StoreOption
from knowledge.errors import ConfigurationError


def register(app: typer.Typer) -> None:
    app.command(epilog="SLACK_BOT_TOKEN and SLACK_APP_TOKEN must be set, or ..._FILE.")(run)
    app.command(epilog="Then talk to the bot on the page, as anybody you like.")(rehearse)


def run(config: ConfigOption = None, store: StoreOption = None) -> None:
    """Run the bot in Slack, over Socket Mode, until it is stopped."""
    import logging

    root = logging.getLogger()
    root.setLevel(logging.INFO)
    for handler in root.handlers:
        handler.setLevel(logging.INFO)
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    screen = Screen()
    session = Session(config, store, screen)
    secrets = session.settings.secrets
    tokens = (secrets.bot_token.get_secret_value(), secrets.app_token.get_secret_value())
    if not all(tokens):
        raise ConfigurationError(
            "SLACK_BOT_TOKEN and SLACK_APP_TOKEN must be set, or SLACK_BOT_TOKEN_FILE and "
            "SLACK_APP_TOKEN_FILE name files that hold them. "
            "To try without Slack: throughline rehearse."
        )
    with session:
        from bot.serving import Line, at_work

        line = Line(*tokens, session.settings.slack_api_url)
        with at_work(session.throughline, line):
            screen.say("The bot is at work. Stop it with Ctrl-C.")
            until_stopped()


def rehearse(
    port: Annotated[int, typer.Option(help="Where the page is; any free port by default.")] = 0,
    browser: Annotated[bool, typer.Option(help="Open the page.")] = True,
    config: ConfigOption = None,
    store: StoreOption = None,
) -> None:
    """Talk to the bot over your own documents, in a Slack workspace on this machine."""
    screen = Screen()
    with Session(config, store, screen) as session:
        from bot.opening import of_settings
        from bot.rehearsal.server import Rehearsal
        from bot.serving import Line, at_work

        throughline = session.throughline
        if not throughline.documents.counts().documents:
            screen.say("The store is empty: run `throughline ingest`, here or beside this.")
        rehearsal = Rehearsal(of_settings(session.settings, throughline.digests.values()).cast)
        rehearsal.start(port)
        try:
            line = Line(rehearsal.bot_token, rehearsal.app_token, rehearsal.api_url)
            with at_work(throughline, line):
                show(screen, rehearsal.url, browser=browser)
                until_stopped()
        finally:
            rehearsal.stop()


def show(screen: Screen, url: str, *, browser: bool) -> None:
    """Says where the page is, and opens it where there is a browser."""
    import webbrowser

    screen.out.print(f"\nThe workspace is at [bold]{url}[/bold]  (Ctrl-C ends it)")
    if browser:
        webbrowser.open(url)


def until_stopped() -> None:
    """Returns when the process is asked to end: Ctrl-C, or SIGTERM."""
    stopped = Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stopped.set())
    stopped.wait()
