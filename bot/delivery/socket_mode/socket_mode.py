"""Socket Mode: several connections, a watchdog over them, and Bolt behind them."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.client import HTTPException

from slack_bolt import App
from slack_bolt.adapter.socket_mode.internals import run_bolt_app, send_response
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.delivery.socket_mode.connection import Connection, Json, NoTicket, Plan, Session
from knowledge.errors import ConfigurationError

_AT_A_TIME = 10
_MOST = 500  # envelopes at hand; more wait in the sockets
_FIRST = 5.0  # seconds for the first connection, before anybody is told that the bot is there
_ENDING = 0.5  # seconds for what is at hand to be acknowledged; else it comes again, and is known

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Hearing:
    """How well the bot hears Slack.

    Attributes:
        wanted: connections that there should be.
        connected: connections that there are.
        heard: when Slack gave the last sign of life, on any of them.
    """

    wanted: int
    connected: int
    heard: datetime | None


class Connections:
    """The connections of one app, from `start` to `stop`."""

    def __init__(self, app: App, app_token: str, plan: Plan) -> None:
        self._app, self._token, self._plan = app, app_token, plan
        known = app.client
        # without its retries: they would sleep where nobody could wake them
        self._client = WebClient(
            base_url=known.base_url,
            timeout=10,
            proxy=known.proxy,
            ssl=known.ssl,
            headers=known.headers,
            retry_handlers=[],
        )
        self._first: list[str] = []
        self._pool = ThreadPoolExecutor(_AT_A_TIME, "slack-events")
        self._room = threading.Semaphore(_MOST)
        self._at_hand = 0
        self._ended = threading.Condition()
        self._stopped = threading.Event()
        self._all = [
            Connection(plan, self._ticket, self._take, app.logger) for _ in range(plan.connections)
        ]
        self._watchdog = threading.Thread(target=self._watch, name="slack-watchdog", daemon=True)

    def hearing(self) -> Hearing:
        """How well the bot hears Slack at the moment."""
        heard = max(one.heard for one in self._all)
        ago = timedelta(seconds=time.monotonic() - heard)
        connected = sum(one.connected for one in self._all)
        return Hearing(len(self._all), connected, datetime.now(UTC) - ago if heard else None)

    def start(self) -> None:
        """Returns when the first connection stands, or a few seconds later.

        Raises:
            ConfigurationError: Slack does not take the token.
        """
        try:
            self._first.append(self._address())
        except (SlackClientError, OSError) as error:
            raise ConfigurationError(refusal("SLACK_APP_TOKEN", error)) from error
        for one in self._all:
            one.start()
        self._watchdog.start()
        end = time.monotonic() + _FIRST
        while not self.hearing().connected and time.monotonic() < end:
            time.sleep(0.01)

    def stop(self) -> None:
        """Hears no more within a moment; what was heard is kept and acknowledged."""
        self._stopped.set()
        for one in self._all:
            one.hush()
        with self._ended:
            self._ended.wait_for(lambda: not self._at_hand, _ENDING)
        for one in self._all:
            one.stop()
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _address(self) -> str:
        return str(self._client.apps_connections_open(app_token=self._token)["url"])

    def _ticket(self) -> str:
        with suppress(IndexError):
            return self._first.pop()
        try:
            return self._address()
        except SlackApiError as error:
            wait = str(error.response.headers.get("Retry-After", "0"))
            raise NoTicket(_code(error), float(wait) if wait.isdigit() else 0.0) from error
        except (SlackClientError, OSError, HTTPException, ValueError) as error:
            raise NoTicket(type(error).__name__) from error

    def _take(self, session: Session, envelope: Json) -> None:
        self._room.acquire()
        with self._ended:
            self._at_hand += 1
        try:
            self._pool.submit(self._handle, session, envelope)
        except RuntimeError:  # it has been stopped: Slack sends it again
            self._done()

    def _handle(self, session: Session, envelope: Json) -> None:
        try:
            request = SocketModeRequest.from_dict(dict(envelope))
            if request is not None:
                send_response(session, request, run_bolt_app(self._app, request), time.time())
        except Exception as error:  # noqa: BLE001 - not acknowledged: Slack sends it again
            log.error("an envelope failed: %s", type(error).__name__)  # noqa: TRY400 - it may quote
        finally:
            self._done()

    def _done(self) -> None:
        self._room.release()
        with self._ended:
            self._at_hand -= 1
            self._ended.notify_all()

    def _watch(self) -> None:
        while not self._stopped.wait(min(1.0, self._plan.deaf_after / 4)):
            for one in self._all:
                one.look(time.monotonic())


@contextmanager
def listening(app: App, app_token: str, plan: Plan | None = None) -> Iterator[Connections]:
    """Connects an app to Slack for as long as the block runs.

    Raises:
        ConfigurationError: Slack does not take the token.
    """
    connections = Connections(app, app_token, plan or Plan())
    try:
        connections.start()
        yield connections
    finally:
        connections.stop()


def refusal(variable: str, error: Exception) -> str:
    """What an administrator is told where Slack does not take a token."""
    code = _code(error) if isinstance(error, SlackApiError) else type(error).__name__
    return (
        f"Slack cannot be used with {variable} ({code}). Check the token on the page of your Slack "
        "app, and SLACK_API_URL where you set it."
    )


def _code(error: SlackApiError) -> str:
    return str(error.response["error"])
