"""The guard before Bolt on HTTP: what is not Slack's goes no further, and makes nothing stumble."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable

from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from bot.manifest import EVENTS_PATH
from bot.over_http.genuine import Expected, Headers, Json, Refused, check, claimed

MOST = 1_000_000
"""Bytes of a body; Slack's largest are some hundred thousand."""

_HEADERS = 16_384  # bytes
_VERSIONS = ("1.0", "1.1")
_SECONDS = 5.0  # Slack itself gives up after three
_POLITE = (16 * MOST, 1.0)  # how much is read, and how long, of what is refused already
_OFTEN = 60.0

log = logging.getLogger(__name__)

Answering = Callable[[Json, Headers], Awaitable[Response]]


class Guard:
    """ASGI: hands on what a genuine request says; refuses the rest with 4xx and one sentence."""

    def __init__(
        self, answering: Answering, expected: Expected, clock: Callable[[], float] = time.time
    ) -> None:
        """`answering` gets the body as JSON values, and the headers; `clock` gives Unix seconds."""
        self._answering, self._expected, self._clock = answering, expected, clock
        self._told: dict[str, float] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        body = _Body(receive)
        try:
            said = await self._said(scope, body)
        except Refused as refused:
            self._tell(str(refused))
            await _refuse(refused, body, send)
        except _Gone:
            return
        else:
            response = await self._answering(said, scope["headers"])
            await response(scope, receive, send)

    async def _said(self, scope: Scope, body: _Body) -> Json:
        headers = scope["headers"]
        if scope["http_version"] not in _VERSIONS:
            raise Refused(400, "That is not HTTP/1.1.")
        if sum(len(name) + len(value) for name, value in headers) > _HEADERS:
            raise Refused(431, "The headers are too long.")
        if scope["path"] != EVENTS_PATH:
            raise Refused(404, "There is nothing here.")
        if scope["method"] != "POST":
            raise Refused(405, "Only POST is answered here.")
        claimed(headers, self._clock())  # of who claims nothing, no body is awaited
        if any(name == b"content-length" and _is_too_much(value) for name, value in headers):
            raise Refused(413, "The body is too long.")
        return check(headers, await body.read(), self._expected, self._clock())

    def _tell(self, reason: str) -> None:
        """Logs each reason at most once a minute: strangers do not fill the disk."""
        now = self._clock()
        if now - self._told.get(reason, 0.0) >= _OFTEN:
            self._told[reason] = now
            log.warning("a request was refused: %s", reason)


class _Gone(Exception):
    """The other side went away."""


class _Body:
    """The body of a request as it arrives."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._ended = False

    async def read(self) -> bytes:
        """The whole of it; what its headers say of its length does not matter.

        Raises:
            Refused: it is too long, or too slow.
        """
        read = bytearray()
        try:
            async with asyncio.timeout(_SECONDS):
                while not self._ended:
                    read += await self._next()
                    if len(read) > MOST:
                        raise Refused(413, "The body is too long.")
        except TimeoutError as error:
            raise Refused(408, "The body came too slowly.") from error
        return bytes(read)

    async def drain(self) -> None:
        """Lets a sender finish, within limits: one that is cut off does not read the answer."""
        left, seconds = _POLITE
        try:
            async with asyncio.timeout(seconds):
                while not self._ended and left > 0:
                    left -= len(await self._next())
        except (TimeoutError, _Gone):
            return

    async def _next(self) -> bytes:
        message = await self._receive()
        if message["type"] != "http.request":
            raise _Gone
        self._ended = not message.get("more_body", False)
        return bytes(message.get("body", b""))


def _is_too_much(length: bytes) -> bool:
    return not length.isdigit() or len(length) > 9 or int(length) > MOST


async def _refuse(refused: Refused, body: _Body, send: Send) -> None:
    headers = {"connection": "close", "x-slack-no-retry": "1"}
    answer = PlainTextResponse(f"{refused}\n", refused.status, headers)
    await send(
        {"type": "http.response.start", "status": refused.status, "headers": answer.raw_headers}
    )
    await send({"type": "http.response.body", "body": answer.body, "more_body": True})
    await body.drain()
    await send({"type": "http.response.body", "body": b""})
