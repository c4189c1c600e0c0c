"""Socket Mode: connections by single-use tickets, pings, envelopes, and how they break."""

from __future__ import annotations

import asyncio
import json
import logging
import secrets
import socket
import struct
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Literal
from urllib.parse import parse_qs, urlsplit

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response

from bot.rehearsal.delivering.attempt import Again, Attempt, Patience
from bot.rehearsal.workspace.workspace import APP, Json, Refused

MOST = 10

Cut = Literal["warning", "close", "reset", "silence"]
"""How a connection ends: announced; closed; reset under it; or open, and swallowing everything."""

_RESET = struct.pack("ii", 1, 0)  # lingers for no time: closing resets


@dataclass(eq=False)
class _Connection:
    socket: ServerConnection
    waiting: dict[str, asyncio.Future[Json]] = field(default_factory=dict)
    silent: bool = False


class Sockets:
    """The app's connections. Everything here runs on the server's event loop."""

    name = "socket"

    def __init__(self, patience: Patience) -> None:
        self.patience = patience
        self.address = ""
        self._server: Server | None = None
        self._tickets: set[str] = set()
        self._connections: deque[_Connection] = deque()
        self._arrived = asyncio.Event()
        self._refusing_until = 0.0

    @property
    def connected(self) -> int:
        """Connections that are open and not silent."""
        return sum(not one.silent for one in self._connections)

    async def open(self) -> None:
        """Listens on a port of 127.0.0.1 that is free."""
        quiet = logging.getLogger("bot.rehearsal.websockets")
        quiet.setLevel(logging.CRITICAL)
        self._server = await serve(
            self._serve,
            "127.0.0.1",
            0,
            process_request=self._admit,
            ping_interval=None,
            close_timeout=1,
            logger=quiet,
            compression=None,
        )
        port = next(iter(self._server.sockets)).getsockname()[1]
        self.address = f"ws://127.0.0.1:{port}/link/"

    async def close(self) -> None:
        """Ends every connection and listens no more."""
        await self.cut("close")
        if self._server is not None:
            self._server.close()

    def ticket(self) -> str:
        """A ticket for one connection.

        Raises:
            Refused: none is given for a while.
        """
        if time.monotonic() < self._refusing_until:
            raise Refused("internal_error")
        made = secrets.token_urlsafe(12)
        self._tickets.add(made)
        return made

    def refuse(self, seconds: float) -> None:
        """Gives no tickets for so long."""
        self._refusing_until = time.monotonic() + seconds

    async def send(self, kind: str, payload: Json, again: Again | None) -> Attempt:
        """Sends an envelope over one connection, as soon as there is one."""
        envelope: Json = {
            "envelope_id": secrets.token_hex(16),
            "type": kind,
            "payload": payload,
            "accepts_response_payload": kind != "events_api",
        }
        if again:
            envelope |= {"retry_attempt": again.number, "retry_reason": again.reason}
        connection = await self._next()
        answer: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        connection.waiting[envelope["envelope_id"]] = answer
        try:
            if not connection.silent:
                await connection.socket.send(json.dumps(envelope))
            async with asyncio.timeout(self.patience.ack):
                return Attempt(await answer)
        except (TimeoutError, ConnectionClosed):
            return Attempt(None, "timeout")
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if task is not None and task.cancelling():
                raise
            return Attempt(None, "timeout")  # its connection is gone
        finally:
            connection.waiting.pop(envelope["envelope_id"], None)

    async def cut(self, how: Cut, count: int = MOST, *, noticed: float = 3.0) -> None:
        """Breaks so many connections.

        Args:
            how: `warning` says so first, in Slack's words.
            count: how many, the next to be used first.
            noticed: seconds until Slack itself gives a silent connection up.
        """
        for connection in list(self._connections)[:count]:
            if how == "silence":
                connection.silent = True
                connection.socket.transport.pause_reading()
                asyncio.get_running_loop().call_later(noticed, self._give_up, connection)
                continue
            self._forget(connection)
            if how == "reset":
                under = connection.socket.transport.get_extra_info("socket")
                under.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
                connection.socket.transport.abort()
                continue
            if how == "warning":
                notice = {"type": "disconnect", "reason": "refresh_requested"}
                with suppress(ConnectionClosed):
                    await connection.socket.send(json.dumps(notice))
            await connection.socket.close()

    def _admit(self, _: ServerConnection, request: Request) -> Response | None:
        (ticket,) = parse_qs(urlsplit(request.path).query).get("ticket", [""])
        if ticket not in self._tickets or len(self._connections) >= MOST:
            return Response(HTTPStatus.FORBIDDEN, HTTPStatus.FORBIDDEN.phrase, request.headers)
        self._tickets.discard(ticket)
        return None

    async def _serve(self, opened: ServerConnection) -> None:
        connection = _Connection(opened)
        pings = asyncio.ensure_future(self._ping(connection))
        try:
            await opened.send(json.dumps(_hello(len(self._connections) + 1)))
            self._connections.append(connection)
            self._arrived.set()
            async for said in opened:
                _acknowledge(connection, json.loads(said))
        except (ConnectionClosed, ValueError):
            pass  # gone, by its own will or ours
        finally:
            pings.cancel()
            self._forget(connection)

    async def _ping(self, connection: _Connection) -> None:
        while True:
            await asyncio.sleep(self.patience.ping)
            if not connection.silent:
                await connection.socket.ping()

    async def _next(self) -> _Connection:
        while not self._connections:
            self._arrived.clear()
            await self._arrived.wait()
        self._connections.rotate()
        return self._connections[0]

    def _give_up(self, connection: _Connection) -> None:
        self._forget(connection)
        connection.socket.transport.abort()

    def _forget(self, connection: _Connection) -> None:
        with suppress(ValueError):
            self._connections.remove(connection)
        for answer in connection.waiting.values():
            answer.cancel()


def _hello(connections: int) -> Json:
    return {
        "type": "hello",
        "num_connections": connections,
        "connection_info": {"app_id": APP},
        "debug_info": {"host": "rehearsal", "approximate_connection_time": 18060},
    }


def _acknowledge(connection: _Connection, said: Json) -> None:
    answer = connection.waiting.get(str(said.get("envelope_id")))
    if answer is not None and not answer.done():
        answer.set_result(said.get("payload") or {})
