"""Socket Mode: connections by single-use tickets, envelopes, acks, retries, disconnects."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field

from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.rehearsal.workspace import APP, Json

MOST = 10


@dataclass
class Patience:
    """How long an app may take, in seconds; Slack's own are 3, and 0, 60 and 300."""

    ack: float = 3.0
    retries: tuple[float, ...] = (0.0, 60.0, 300.0)


@dataclass(eq=False)
class _Connection:
    socket: WebSocket
    waiting: dict[str, asyncio.Future[Json]] = field(default_factory=dict)


class Sockets:
    """The app's connections. Everything here runs on the server's event loop."""

    def __init__(self, patience: Patience) -> None:
        self.patience = patience
        self.deliveries: list[Json] = []
        self._tickets: set[str] = set()
        self._connections: deque[_Connection] = deque()
        self._arrived = asyncio.Event()

    @property
    def connected(self) -> int:
        return len(self._connections)

    def ticket(self) -> str:
        """A ticket for one connection."""
        made = secrets.token_urlsafe(12)
        self._tickets.add(made)
        return made

    async def serve(self, socket: WebSocket) -> None:
        """One connection, from hello to its end."""
        ticket = socket.query_params.get("ticket", "")
        if ticket not in self._tickets or len(self._connections) >= MOST:
            await socket.close(4003)
            return
        self._tickets.discard(ticket)
        await socket.accept()
        connection = _Connection(socket)
        await socket.send_text(json.dumps(_hello(len(self._connections) + 1)))
        self._connections.append(connection)
        self._arrived.set()
        try:
            while True:
                _acknowledge(connection, json.loads(await socket.receive_text()))
        except (WebSocketDisconnect, RuntimeError, ValueError):
            pass  # gone, by its own will or ours
        finally:
            self._forget(connection)

    async def deliver(self, kind: str, payload: Json) -> Json | None:
        """Sends an envelope until it is acknowledged; events are retried, the rest is not.

        Returns:
            What came with the acknowledgement, None where none came.
        """
        delays = (0.0, *self.patience.retries) if kind == "events_api" else (0.0,)
        for attempt, delay in enumerate(delays):
            await asyncio.sleep(delay)
            envelope: Json = {
                "envelope_id": secrets.token_hex(16),
                "type": kind,
                "payload": payload,
                "accepts_response_payload": kind != "events_api",
            }
            if attempt:
                envelope |= {"retry_attempt": attempt, "retry_reason": "timeout"}
            answer = await self._send(envelope)
            record = {"type": kind, "attempt": attempt, "acknowledged": answer is not None}
            self.deliveries.append({**record, "event": payload.get("event_id", "")})
            if answer is not None:
                return answer
        return None

    async def disconnect(self, reason: str = "refresh_requested", *, abrupt: bool = False) -> None:
        """Ends every connection: with Slack's word of warning, or without."""
        for connection in list(self._connections):
            self._forget(connection)
            with suppress(RuntimeError, WebSocketDisconnect):
                if not abrupt:
                    notice = {"type": "disconnect", "reason": reason}
                    await connection.socket.send_text(json.dumps(notice))
                await connection.socket.close()

    async def _send(self, envelope: Json) -> Json | None:
        connection = await self._next()
        answer: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        connection.waiting[envelope["envelope_id"]] = answer
        try:
            await connection.socket.send_text(json.dumps(envelope))
            return await asyncio.wait_for(answer, self.patience.ack)
        except (TimeoutError, asyncio.CancelledError, RuntimeError, WebSocketDisconnect):
            return None
        finally:
            connection.waiting.pop(envelope["envelope_id"], None)

    async def _next(self) -> _Connection:
        while not self._connections:
            self._arrived.clear()
            await self._arrived.wait()
        self._connections.rotate()
        return self._connections[0]

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
