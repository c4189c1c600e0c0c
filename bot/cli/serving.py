"""`run` and `rehearse`: the bot at work, in Slack or in a rehearsal of it."""

from __future__ import annotations

import logging
import os
import signal
import socket
import threading
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.terminal.screen import Screen
from bot.cli.terminal.session import ConfigOption, Session, StoreOption
from knowledge.errors import ConfigurationError

if TYPE_CHECKING:
    from bot.settings.settings import Secrets

_GONE = 28.0  # seconds: answers get 25, and whoever stops processes waits for 30


def register(app: typer.Typer) -> None:
    epilog = "SLACK_BOT_TOKEN and SLACK_APP_TOKEN (with --http SLACK_SIGNING_SECRET) must be set."
    app.command(epilog=epilog)(run)
    app.command(epilog="Then talk to the bot on the page, as anybody you like.")(rehearse)


def run(
    http: Annotated[
        bool, typer.Option("--http", help="Over HTTP, behind your TLS proxy; else Socket Mode.")
    ] = False,
    port: Annotated[int, typer.Option(help="With --http: where the requests arrive.")] = 3000,
    host: Annotated[str, typer.Option(help="With --http: the address to listen at.")] = "127.0.0.1",
    config: ConfigOption = None,
    store: StoreOption = None,
) -> None:
    """Run the bot in Slack until it is stopped."""
    _log_to_terminal()
    screen = Screen()
    session = Session(config, store, screen)
    _need_secrets(session.settings.secrets, http=http)
    with session:
        from bot.over_http.mode import Door
        from bot.running.serving import Line, at_work

        secrets = session.settings.secrets
        line = Line(
            secrets.bot_token.get_secret_value(),
            "" if http else secrets.app_token.get_secret_value(),
            session.settings.slack_api_url,
            Door(secrets.signing_secret.get_secret_value(), host, port) if http else None,
        )
        with at_work(session.throughline, line) as work:
            where = f", at {work.request_url}" if http else ""
            screen.say(f"The bot is at work{where}. Stop it with Ctrl-C.")
            until_stopped()
            _leave_within(_GONE)


def rehearse(
    port: Annotated[int, typer.Option(help="Where the page is; any free port by default.")] = 0,
    browser: Annotated[bool, typer.Option(help="Open the page.")] = True,
    config: ConfigOption = None,
    store: StoreOption = None,
) -> None:
    """Talk to the bot over your own documents, in a Slack workspace on this machine."""
    screen = Screen()
    with Session(config, store, screen) as session:
        from bot.rehearsal.server import Rehearsal
        from bot.rehearsing.opening import of_settings
        from bot.running.services import services_of
        from bot.running.serving import Line, at_work
        from knowledge.models import EVERYONE, Reader

        throughline = session.throughline
        if not throughline.documents.counts().documents:
            screen.say("The store is empty: run `throughline ingest`, here or beside this.")
        known, reader = services_of(throughline).introducing, Reader(frozenset({EVERYONE}))
        questions = known.questions(reader)
        words = [one.label for one in known.terms(reader, 1)]
        opening = of_settings(
            session.settings, throughline.book.planned().values(), questions, words
        )
        rehearsal = Rehearsal(opening.cast)
        rehearsal.start(port)
        try:
            line = Line(rehearsal.bot_token, rehearsal.app_token, rehearsal.api_url)
            with at_work(throughline, line, questions):
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
    """Returns when the process is asked to end: Ctrl-C, or SIGTERM.

    The system may hand a signal to any thread; Python runs its handler in the main one, which does
    not notice while it waits for a lock. A byte on a socket wakes it.
    """
    heard, told = socket.socketpair()
    with heard, told:
        told.setblocking(False)
        before = signal.set_wakeup_fd(told.fileno())
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, lambda *_: None)
        try:
            heard.recv(1)
        finally:
            signal.set_wakeup_fd(before)


def _log_to_terminal() -> None:
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    for handler in root.handlers:
        handler.setLevel(logging.INFO)
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))


def _need_secrets(secrets: Secrets, *, http: bool) -> None:
    other = "SLACK_SIGNING_SECRET" if http else "SLACK_APP_TOKEN"
    given = (secrets.bot_token, secrets.signing_secret if http else secrets.app_token)
    if not all(one.get_secret_value() for one in given):
        raise ConfigurationError(
            f"SLACK_BOT_TOKEN and {other} must be set, or SLACK_BOT_TOKEN_FILE and "
            f"{other}_FILE name files that hold them. "
            "To try without Slack: throughline rehearse."
        )


def _leave_within(seconds: float) -> None:
    """Ends the process by then, whatever still hangs: it waits in the inbox for the next start."""
    last = threading.Timer(seconds, os._exit, (0,))
    last.daemon = True
    last.start()
