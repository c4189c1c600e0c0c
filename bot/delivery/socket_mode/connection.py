"""One Socket Mode connection: opened, listened to, and made again whenever it ends."""

from __future__ import annotations

import json
import logging
import math
import random
import selectors
import socket
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from slack_sdk.socket_mode.client import BaseSocketModeClient
from websocket import ABNF, WebSocket, WebSocketException, WebSocketTimeoutException

Json = Mapping[str, Any]

_OPENING = 10.0  # seconds for a step of the handshake
_STEP = 3.0  # seconds for a step of reading or writing afterwards
_STEADY = 2.0  # a connection that lasted so long is made again at once
_LOOK = 0.25

log = logging.getLogger(__name__)


class NoTicket(Exception):
    """Slack gives no address to connect to; `wait` is how many seconds it asks for."""

    def __init__(self, reason: str, wait: float = 0.0) -> None:
        super().__init__(reason)
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Plan:
    """How the bot stays connected.

    Attributes:
        connections: how many at a time.
        deaf_after: seconds without a sign of life until a connection is given up.
        longest_wait: seconds, at most, between two tries to connect.
    """

    connections: int = 2
    deaf_after: float = 45.0
    longest_wait: float = 5.0


class Session(BaseSocketModeClient):
    """One connection's life; what came over it is acknowledged over it."""

    def __init__(self, logger: logging.Logger) -> None:
        self.logger = logger
        self.opened = self.heard = math.inf
        self.greeted = False
        self._socket = WebSocket(enable_multithread=True)

    def open(self, address: str) -> None:
        self.opened = self.heard = time.monotonic()
        self._socket.connect(address, timeout=_OPENING)  # type: ignore[no-untyped-call]
        self._socket.settimeout(_STEP)

    def frames(self, stopped: Callable[[], bool], ping_every: float) -> Any:
        """Texts as they come, until the connection ends or `stopped` says so."""
        with selectors.DefaultSelector() as selector:
            selector.register(self._socket.fileno(), selectors.EVENT_READ)  # type: ignore[no-untyped-call]
            pinged = time.monotonic()
            while not stopped():
                if self._waits() or selector.select(_LOOK):
                    code, data = self._next()
                    if code == ABNF.OPCODE_CLOSE:
                        return
                    if code == ABNF.OPCODE_TEXT:
                        yield data
                elif time.monotonic() - max(pinged, self.heard) > ping_every:
                    pinged = time.monotonic()
                    self._socket.ping()

    @property
    def lasted(self) -> float:
        """Seconds since it was opened, 0 where it was not."""
        return max(0.0, time.monotonic() - self.opened)

    def is_connected(self) -> bool:
        return self.greeted

    def send_message(self, message: str) -> None:
        """Sends an acknowledgement; one that cannot be sent any more is done without."""
        try:
            self._socket.send_text(message)
        except (WebSocketException, OSError) as error:
            log.info("an acknowledgement was not sent: %s", type(error).__name__)
            self.cut()  # half of it may have been: nothing after it would be understood

    def cut(self) -> None:
        """Ends it hard; whoever reads or writes at the moment is woken."""
        under = self._socket.sock
        if under is not None:
            with suppress(OSError):  # not the method of TLS sockets, which pulls the rug from both
                socket.socket.shutdown(under, socket.SHUT_RDWR)

    def close(self) -> None:
        """Says good-bye, without waiting for a reply."""
        self.greeted = False
        with suppress(WebSocketException, OSError, ValueError):
            if self._socket.connected:
                self._socket.send_close()
        self._socket.shutdown()  # type: ignore[no-untyped-call]

    def _next(self) -> tuple[int, bytes]:
        """The next frame; -1 where there was none yet: TLS has words of its own between them."""
        try:
            code, frame = self._socket.recv_data_frame(control_frame=True)
        except WebSocketTimeoutException:
            return -1, b""  # a part that came is kept
        self.heard = time.monotonic()
        return code, frame.data

    def _waits(self) -> bool:
        under = self._socket.sock
        return isinstance(under, ssl.SSLSocket) and under.pending() > 0


class Connection:
    """Keeps one session open, from `start` to `stop`; the next follows within seconds."""

    def __init__(
        self,
        plan: Plan,
        ticket: Callable[[], str],
        take: Callable[[Session, Json], None],
        logger: logging.Logger,
    ) -> None:
        """Listens with `take`, which must return at once.

        Args:
            plan: how.
            ticket: gives a new address; raises NoTicket.
            take: gets each envelope, and the session to acknowledge it over.
            logger: for Bolt's adapter.
        """
        self._plan, self._ticket, self._take, self._logger = plan, ticket, take, logger
        self._stopped, self._over = threading.Event(), threading.Event()
        self._session: Session | None = None
        self._failures = 0
        self._last_heard = 0.0
        self._thread = threading.Thread(target=self._run, name="slack", daemon=True)

    @property
    def connected(self) -> bool:
        session = self._session
        return session is not None and session.greeted

    @property
    def heard(self) -> float:
        """When Slack was last heard, on the monotonic clock; 0 where it never was."""
        return self._last_heard

    def start(self) -> None:
        self._thread.start()

    def look(self, now: float) -> None:
        """Cuts a session that is deaf; for the watchdog."""
        session = self._session
        if session is None:
            return
        if session.greeted:
            self._last_heard = max(self._last_heard, session.heard)
        if now - session.heard > self._plan.deaf_after:
            log.warning("a connection to Slack was deaf for %.0f s: cut", now - session.heard)
            session.greeted = False
            session.cut()

    def hush(self) -> None:
        """Reads no more; what was read can still be acknowledged."""
        self._stopped.set()

    def stop(self) -> None:
        """Ends it; twice is once."""
        self.hush()
        self._over.set()
        if self._thread.is_alive():
            self._thread.join(1.0)
        session, self._session = self._session, None
        self._end(session)

    def _run(self) -> None:
        while not self._stopped.is_set():
            before, session, wait = self._session, Session(self._logger), 0.0
            try:
                address = self._ticket()
                self._session = session
                session.open(address)
                self._end(before)
                self._listen(session)
            except NoTicket as error:
                log.warning("Slack gives no connection: %s", error)
                wait = error.wait
            except Exception as error:  # noqa: BLE001 - whatever ends it, the next one begins
                if not self._stopped.is_set():
                    log.warning("a connection to Slack ended: %s", type(error).__name__)
            session.greeted = False
            self._end(before)
            self._failures = 0 if session.lasted > _STEADY else self._failures + 1
            self._stopped.wait(max(wait, self._pause()))
        if self._over.is_set():  # it was being opened when it was to end
            self._end(self._session)

    @staticmethod
    def _end(before: Session | None) -> None:
        """Ends the session before: until now, what came over it could be acknowledged."""
        if before is not None:
            before.close()

    def _listen(self, session: Session) -> None:
        every = min(10.0, self._plan.deaf_after / 3)
        for text in session.frames(self._stopped.is_set, every):
            said = json.loads(text)
            kind = said.get("type")
            if kind == "disconnect":
                log.info("Slack asks to connect anew: %s", said.get("reason"))
                return
            if kind == "hello":
                session.greeted = True
            elif said.get("envelope_id"):
                self._take(session, said)

    def _pause(self) -> float:
        """Nothing after a steady connection; else doubled each time, and never in step."""
        if not self._failures:
            return 0.0
        longest = min(self._plan.longest_wait, 0.1 * 2.0 ** min(self._failures, 16))
        return longest * random.uniform(0.5, 1.0)  # noqa: S311 - no secret
