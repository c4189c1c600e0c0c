"""Commands beside the owner of the store: left in SQL, done by the owner, followed there."""

from __future__ import annotations

import json
import logging
import math
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from knowledge.errors import StoreBusy, StoreError, ThroughlineError
from knowledge.store.messages.requests import DONE, FAILED, Request, Requests

if TYPE_CHECKING:
    from knowledge.store.database.database import Database
    from knowledge.store.database.ownership import Ownership

Progress = Callable[[int, int, str], None]
"""Called with how many are done, of how many, and of what."""

Serve = Callable[[str, Mapping[str, Any], Progress], Mapping[str, Any]]
"""Does a command with its arguments; gives a JSON object."""

LONG = frozenset({"ingest", "rebuild", "evaluate"})

_LOOK = 0.1  # seconds between two looks at the requests
_TELL = 0.5  # seconds between two notes on progress: each is a durable write

log = logging.getLogger(__name__)


class Gone(StoreError):
    """The owner went before it took the request, or while it was at it."""


class Server:
    """The owner's side: a thread that looks for requests and has them done, until `stop`.

    Long ones wait for each other; a question never waits for them.
    """

    def __init__(self, requests: Requests, serve: Serve) -> None:
        self._requests, self._serve = requests, serve
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="handover", daemon=True)
        self._long = ThreadPoolExecutor(1, "handover-long")
        self._short = ThreadPoolExecutor(2, "handover-short")

    def start(self) -> None:
        self._requests.abandon()
        self._thread.start()

    def stop(self) -> None:
        """Takes no more requests, and waits for those at hand."""
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join()
        self._long.shutdown()
        self._short.shutdown()

    def _run(self) -> None:
        while not self._stopped.wait(_LOOK):
            try:
                while not self._stopped.is_set() and (request := self._requests.take()):
                    pool = self._long if request.command in LONG else self._short
                    pool.submit(self._do, request)
            except StoreError as error:  # a full disk may have room again
                log.warning("requests cannot be looked at: %s", error)
                self._stopped.wait(5)

    def _do(self, request: Request) -> None:
        log.info("request %d: %s", request.id, request.command)
        told = 0.0

        def progress(done: int, total: int, _what: str) -> None:
            nonlocal told
            now = time.monotonic()
            if now - told >= _TELL or done == total:
                told = now
                self._requests.advance(request.id, done, total)

        try:
            result = self._serve(request.command, request.arguments, progress)
            self._requests.finish(request.id, json.dumps(result))
        except ThroughlineError as error:
            self._failed(request, str(error))
        except Exception as error:  # noqa: BLE001 - whoever waits is told, and the bot goes on
            log.error("request %d failed: %s", request.id, type(error).__name__)  # noqa: TRY400 - no trace
            self._failed(request, "The bot could not do this; its log says why.")

    def _failed(self, request: Request, sentence: str) -> None:
        try:
            self._requests.fail(request.id, sentence)
        except StoreError as error:  # whoever waits sees that nothing moves any more
            log.warning("request %d: its failure cannot be kept: %s", request.id, error)


class Beside:
    """The other side: a process that left the store to its owner."""

    def __init__(self, database: Database, ownership: Ownership) -> None:
        self._requests = Requests(database, lambda: datetime.now(UTC), ownership.name)
        self._ownership = ownership

    def do(
        self,
        command: str,
        arguments: Mapping[str, Any],
        progress: Progress | None = None,
        patience: float = math.inf,
    ) -> dict[str, Any]:
        """Leaves a command with the owner and waits for what comes of it.

        Raises:
            Gone: nobody owns the store any more; the caller may do it itself.
            StoreBusy: it is not done after `patience` seconds.
            ThroughlineError: the owner's sentence, where it failed.
        """
        number = self._requests.put(command, arguments)
        until = time.monotonic() + patience
        while True:
            status = self._requests.status(number)
            if status.state == DONE:
                found: dict[str, Any] = json.loads(status.result)
                return found
            if status.state == FAILED:
                raise ThroughlineError(status.result)
            if status.total and progress:
                progress(status.done, status.total, f"{command}, by the running bot")
            self._given_up(number, until)
            time.sleep(_LOOK)

    def _given_up(self, number: int, until: float) -> None:
        if time.monotonic() > until:
            raise StoreBusy("The running bot did not react in time; see its log, or start it anew.")
        try:
            self._ownership.acquire()
        except StoreBusy:
            return
        self._ownership.release()
        self._requests.fail(number, "Nobody was there to do this.")
        raise Gone("The Throughline that owned the store has stopped. Run the command again.")
