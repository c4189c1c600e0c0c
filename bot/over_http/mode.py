"""The bot behind HTTP: a server, the guard, and Bolt; whoever speaks TLS stands before it."""

from __future__ import annotations

import logging
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import uvicorn
from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.adapter.starlette.handler import to_starlette_response
from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError
from starlette.concurrency import run_in_threadpool
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.manifest import EVENTS_PATH
from bot.over_http.genuine import Expected, Headers, Json
from bot.over_http.guard import Guard
from bot.over_http.protocol import Protocol
from knowledge.errors import ConfigurationError

HEALTH = "/health"
_AT_A_TIME = 200  # requests and idle connections; more are told 503, and Slack comes again
_RETRY = (b"x-slack-retry-num", b"x-slack-retry-reason")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Door:
    """Where Slack's requests arrive, signed with a secret. Port 0 is any that is free."""

    signing_secret: str
    host: str = "127.0.0.1"
    port: int = 3000


@contextmanager
def answering_http(app: App, door: Door, ready: Callable[[], bool]) -> Iterator[str]:
    """Serves an app for as long as the block runs; what has arrived by then is answered.

    Args:
        app: acknowledges once it has kept what was said.
        door: where.
        ready: whether the bot can work, for `/health`.

    Yields:
        The request URL, without TLS.

    Raises:
        ConfigurationError: nobody can listen there.
    """
    listening = _bound(door)
    server = uvicorn.Server(_configured(_routed(app, _expected(app.client, door), ready)))
    thread = threading.Thread(target=server.run, args=([listening],), name="http", daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.005)
    host, port = listening.getsockname()[:2]
    try:
        yield f"http://{host}:{port}{EVENTS_PATH}"
    finally:
        server.should_exit = True
        thread.join(10)
        listening.close()


def _expected(client: WebClient, door: Door) -> Expected:
    """Who may speak: the workspace, and the app where Slack tells the bot its id."""
    known = client.auth_test()
    try:
        app = str(client.bots_info(bot=known["bot_id"])["bot"]["app_id"])
    except (SlackClientError, OSError, KeyError, TypeError) as error:
        log.info("the app's id is not known: %s", type(error).__name__)
        app = ""
    team = "" if known.get("is_enterprise_install") else str(known["team_id"])
    return Expected(door.signing_secret, team, app)


def _bound(door: Door) -> socket.socket:
    family = socket.AF_INET6 if ":" in door.host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((door.host, door.port))
    except OSError as error:
        made.close()
        raise ConfigurationError(
            f"Nothing can listen at {door.host}, port {door.port} ({error.strerror}). "
            "Name another one with --host and --port."
        ) from error
    made.listen(512)
    return made


def _configured(app: ASGIApp) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http=Protocol,  # limits what a header may hold, and refuses what is not HTTP
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="error",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=_AT_A_TIME,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=5,
    )


def _routed(app: App, expected: Expected, ready: Callable[[], bool]) -> ASGIApp:
    guard = Guard(_Bolt(app).answer, expected)

    async def route(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        if scope["path"] == HEALTH and scope["method"] in ("GET", "HEAD"):
            is_ready = await run_in_threadpool(ready)
            state = PlainTextResponse(
                "ready\n" if is_ready else "not ready\n", 200 if is_ready else 503
            )
            await state(scope, receive, send)
            return
        await guard(scope, receive, send)

    return route


@dataclass(frozen=True)
class _Bolt:
    """Bolt, asked with what the guard has read already, as Socket Mode asks it.

    Its own reader of bodies takes a command whose text has the word "payload" for an empty one,
    and its ASGI adapter lets everybody wait while one listener works.
    """

    app: App

    async def answer(self, said: Json, headers: Headers) -> Response:
        """What Bolt answers; 503 where the listener could not keep what was said."""
        request = BoltRequest(mode="socket_mode", body=dict(said), headers=_of_retry(headers))
        try:
            answered: BoltResponse = await run_in_threadpool(self.app.dispatch, request)
        except Exception as error:  # noqa: BLE001 - whatever it is, Slack is to try again
            log.error("a request failed: %s", type(error).__name__)  # noqa: TRY400 - it may quote
            return _later()
        if answered.status >= 500:
            return _later()
        response = to_starlette_response(answered)
        if answered.status >= 400:
            response.headers["x-slack-no-retry"] = "1"  # it would be refused again
        return response


def _of_retry(headers: Headers) -> dict[str, str | Sequence[str]]:
    return {name.decode(): value.decode("latin-1") for name, value in headers if name in _RETRY}


def _later() -> Response:
    return PlainTextResponse("Not now. Please try again.\n", 503)
