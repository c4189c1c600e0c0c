"""HTTP as uvicorn speaks it; who speaks something else is told so, and can read it."""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.h11_impl import H11Protocol

_POLITE = (1_000_000, 1.0)  # how many bytes are taken after a refusal, and for how long
_REFUSAL = (
    b"HTTP/1.1 400 Bad Request\r\n"
    b"content-type: text/plain; charset=utf-8\r\n"
    b"content-length: 22\r\n"
    b"x-slack-no-retry: 1\r\n"
    b"connection: close\r\n\r\n"
    b"That is not HTTP/1.1.\n"
)


class Protocol(H11Protocol):
    """Refuses what uvicorn refuses, but lets the sender finish, within limits.

    Where a connection is closed while more is on its way, TCP resets it, and the refusal is lost.
    """

    _left = 0
    _ending: asyncio.TimerHandle | None = None

    def data_received(self, data: bytes) -> None:
        """Takes what arrives; after a refusal nothing is done with it."""
        if self._ending is None:
            super().data_received(data)
            return
        self._left -= len(data)
        if self._left < 0:
            self.transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection is over, whoever ended it."""
        if self._ending is not None:
            self._ending.cancel()
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - uvicorn's own words
        """Refuses what cannot be read; the connection ends when the sender ends it, or soon."""
        cycle, said = self.cycle, False
        if cycle and not cycle.response_complete:  # the body of a request broke off
            said, cycle.disconnected = cycle.response_started, True
            cycle.message_event.set()
        if not said:
            self.transport.write(_REFUSAL)
        self.transport.write_eof()
        self._left, seconds = _POLITE
        self._ending = self.loop.call_later(seconds, self.transport.close)
