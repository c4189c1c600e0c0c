"""The rehearsal: a server on this machine, people who speak, and what a test can see and break."""

from __future__ import annotations

import asyncio
import logging
import socket
import threading
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.routing import Route

from bot.rehearsal.delivering.attempt import Patience
from bot.rehearsal.delivering.delivering import Delivering, Which
from bot.rehearsal.delivering.http_events import HttpEvents
from bot.rehearsal.delivering.sockets import Cut, Sockets
from bot.rehearsal.people.acting import Acting
from bot.rehearsal.talk import Talk
from bot.rehearsal.web_api.tiers import Tiers
from bot.rehearsal.web_api.webapi import Fault, WebApi
from bot.rehearsal.workspace.cast import Cast, Line
from bot.rehearsal.workspace.lives import Lives
from bot.rehearsal.workspace.presence import lapse
from bot.rehearsal.workspace.workspace import Json, Workspace

log = logging.getLogger(__name__)


class Rehearsal(Acting):
    """A Slack workspace on 127.0.0.1, from `start` to `stop`.

    Attributes:
        url: the page to talk in.
        api_url: for `SLACK_API_URL`.
        acts: what a story may ask for besides what people do, by name.
    """

    def __init__(
        self,
        cast: Cast,
        patience: Patience | None = None,
        *,
        tiers: bool = False,
        lives: Lives | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """Nothing is open before `start`.

        Args:
            cast: who and what is there.
            patience: how long the app may take.
            tiers: whether calls are limited as Slack limits them.
            lives: how long trigger ids, streams, statuses and response URLs last.
            clock: seconds since 1970, for all of these and for the times of messages.
        """
        self.workspace = Workspace(cast, clock, lives)
        self.workspace.listeners.append(self.heard)
        self._patience = patience or Patience()
        self.sockets = Sockets(self._patience)
        self._delivering = Delivering(self.sockets, self._patience)
        self.api = WebApi(self.workspace, self.sockets, Tiers(clock) if tiers else None)
        self.hooks = self.api.hooks
        self._tasks: set[asyncio.Task[Any]] = set()
        self.url = self.api_url = ""
        self.acts: dict[str, Callable[[], None]] = {}
        self.bot_token, self.app_token = self.workspace.bot_token, self.workspace.app_token
        self._talk = Talk(self)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ready = threading.Event()
        self._server: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None

    def start(self, port: int = 0) -> None:
        """Listens on this port, or on any that is free; returns when it answers.

        Raises:
            OSError: the port is taken.
        """
        listening = socket.socket()
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(("127.0.0.1", port))
        self.workspace.base = f"http://127.0.0.1:{listening.getsockname()[1]}"
        self.url, self.api_url = f"{self.workspace.base}/", f"{self.workspace.base}/api/"
        config = uvicorn.Config(
            self._app(),
            log_config=None,
            log_level="critical",
            access_log=False,
            ws="none",
            lifespan="on",
            timeout_graceful_shutdown=1,
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [listening]}, name="rehearsal", daemon=True
        )
        self._thread.start()
        self._ready.wait(10)
        while not self._server.started:
            time.sleep(0.005)

    def stop(self) -> None:
        """Ends every connection and the server; twice is once."""
        server, thread = self._server, self._thread
        if server is None or thread is None:
            return
        self._server = None
        self._do(self._farewell())
        server.should_exit = True
        thread.join(10)

    def redeliver(self, payload: Json) -> None:
        """Delivers an event again, as Slack does where it is not sure."""
        self.later(self.deliver("events_api", payload))

    async def deliver(self, kind: str, payload: Json) -> Json | None:
        """Sends something to the app; the only way out. Runs on the server's event loop.

        Args:
            kind: as Socket Mode calls it: `events_api`, `slash_commands` or `interactive`.
            payload: what the app is told.

        Returns:
            What came with the acknowledgement, None where none came.
        """
        began = time.perf_counter()
        answer = await self._delivering.deliver(kind, payload)
        error = "" if answer is not None else "not_acknowledged"
        took = (time.perf_counter() - began) * 1000
        self.workspace.note("out", _name(payload), error, took)
        return answer

    def request_url(
        self, url: str, signing_secret: str, which: Which = lambda _payload: True
    ) -> bool:
        """Sends to an app's request URL, signed, what `which` picks of the payloads.

        Returns:
            Whether the app at the URL gave a challenge back, as Slack asks it to.
        """
        http = HttpEvents(url, signing_secret, self._patience)
        self._delivering.also(http, which)
        return bool(self._do(http.verify()))

    def tell_time(self, zone: str) -> None:
        """Lets the page show what time it is, with a button that lets it pass: the act `later`."""
        self.workspace.zone = zone
        self.workspace.tell({"kind": "moment", "zone": zone, "now": self.workspace.clock()})

    @property
    def deliveries(self) -> list[Json]:
        """Each try to tell the app something, over either way."""
        return self._delivering.deliveries

    def messages(self, channel: str) -> list[Json]:
        """Everything in a conversation, oldest first; a person's id names their direct messages."""
        return self.workspace.messages(channel)

    def replies(self, channel: str, ts: str) -> list[Json]:
        """What was said in a thread below its first message."""
        return [m for m in self.messages(channel) if m.get("thread_ts") == ts and m["ts"] != ts]

    def wait_for(self, ready: Callable[[], Any], timeout: float = 5.0) -> bool:
        """Whether something came true within so many seconds; looks again at each change."""
        return self.workspace.wait(lambda: bool(ready()), timeout)

    def tell(self, story: Sequence[Line], timeout: float = 20.0) -> None:
        """Plays a scripted opening: after each line that asks the bot, waits for its reply."""
        for line in story:
            channel = line.channel or f"D{line.user}"
            ts = self.say(line.user, line.channel, line.text)
            asked = not line.channel or f"@{self.workspace.cast.bot}".lower() in line.text.lower()
            if ts and asked:
                self.wait_for(partial(self.replies, channel, ts), timeout)

    def fault(self, fault: Fault) -> None:
        """Breaks the next calls of a method."""
        self.api.faults.append(fault)

    def disconnect(self, *, abrupt: bool = False) -> None:
        """Ends the bot's connections; it is expected to come back."""
        self.cut("close" if abrupt else "warning")

    def cut(self, how: Cut, count: int = 10, *, noticed: float = 3.0) -> None:
        """Breaks so many of the bot's connections; see `Sockets.cut`."""
        self._do(self.sockets.cut(how, count, noticed=noticed))

    def refuse_connections(self, seconds: float) -> None:
        """Lets nobody connect anew for so long."""
        self.sockets.refuse(seconds)

    def calls(self, method: str) -> list[Json]:
        """The arguments of every call of a method so far."""
        return [args for name, args in self.workspace.calls if name == method]

    def later(self, work: Coroutine[Any, Any, Any]) -> None:
        assert self._loop is not None, "the rehearsal has not started"
        self._loop.call_soon_threadsafe(self._begin, work)

    def _begin(self, work: Coroutine[Any, Any, Any]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _do(self, work: Coroutine[Any, Any, Any]) -> Any:
        assert self._loop is not None, "the rehearsal has not started"
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    async def _age(self) -> None:
        """Lets streams and statuses end in their time, also where nobody calls."""
        while True:
            await asyncio.sleep(1)
            lapse(self.workspace)

    async def _farewell(self) -> None:
        for task in list(self._tasks):
            task.cancel()
        await self.sockets.close()
        self._talk.end()

    def _app(self) -> Starlette:
        @asynccontextmanager
        async def lifespan(_: Starlette) -> AsyncIterator[None]:
            self._loop = asyncio.get_running_loop()
            await self.sockets.open()
            self._talk.watch(self._loop)
            self._begin(self._age())
            self._ready.set()
            yield

        return Starlette(
            routes=[
                Route("/api/{method}", self.api.call, methods=["GET", "POST"]),
                Route("/upload/v1/{file}", self.api.upload, methods=["POST"]),
                Route("/files-pri/{file}", self.api.private_file),
                Route("/hooks/{hook}", self.api.hook, methods=["POST"]),
                *self._talk.routes(),
            ],
            middleware=[
                Middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost"])
            ],
            lifespan=lifespan,
        )


def _name(payload: Json) -> str:
    """What a delivery is about, for the log."""
    event = payload.get("event") or {}
    return str(event.get("type") or payload.get("command") or payload.get("type") or "")
