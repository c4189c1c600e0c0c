"""The rehearsal: a server on this machine, people who speak, and what a test can see and break."""

from __future__ import annotations

import asyncio
import logging
import re
import secrets
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

from bot.rehearsal import events
from bot.rehearsal.attempt import Patience
from bot.rehearsal.cast import Cast, Line
from bot.rehearsal.delivering import Delivering, Which
from bot.rehearsal.http_events import HttpEvents
from bot.rehearsal.hooks import answer
from bot.rehearsal.sockets import Cut, Sockets
from bot.rehearsal.talk import Talk
from bot.rehearsal.webapi import Fault, WebApi
from bot.rehearsal.workspace import BOT_USER, Conversation, Json, Refused, Workspace

log = logging.getLogger(__name__)


class Rehearsal:
    """A Slack workspace on 127.0.0.1, from `start` to `stop`.

    Attributes:
        url: the page to talk in.
        api_url: for `SLACK_API_URL`.
    """

    def __init__(self, cast: Cast, patience: Patience | None = None) -> None:
        self.workspace = Workspace(cast)
        self._patience = patience or Patience()
        self.sockets = Sockets(self._patience)
        self._delivering = Delivering(self.sockets, self._patience)
        self.api = WebApi(self.workspace, self.sockets, self.deliver)
        self.url = self.api_url = ""
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

    def say(self, user: str, channel: str, text: str, thread: str | None = None) -> str:
        """Says something as a person; a channel is an id, or "" for the bot's direct messages.

        `@` with the bot's name mentions it. `/word ...` is a slash command.

        Returns:
            The message's time, its id in Slack; "" for a command.

        Raises:
            Refused: no such person or channel, or not theirs.
        """
        conversation = self._entered(user, channel or f"D{user}")
        if text.startswith("/"):
            name, _, rest = text.partition(" ")
            hook = self._hook({"user": user, "channel": conversation.id, "thread_ts": thread})
            payload = events.command(self.workspace, hook, name, rest.strip())
            self._later(self._command(hook, payload))
            return ""
        said: Json = {"user": user, "text": self._written(text)}
        if thread:
            self.workspace.find(conversation.id, thread)
            said["thread_ts"] = thread
        message = self.workspace.post(conversation.id, said)
        for payload in events.of_message(conversation, message):
            self._later(self.deliver("events_api", payload))
        return str(message["ts"])

    def click(self, user: str, channel: str, ts: str, action: Json) -> None:
        """Clicks a button; `action` has its `action_id`, `block_id`, `value` and `text`."""
        conversation = self._entered(user, channel)
        message = self.workspace.find(conversation.id, ts)
        hook = self._hook({"user": user, "channel": conversation.id, "ts": ts})
        payload = events.click(self.workspace, hook, message, {"type": "button", **action})
        self._later(self.deliver("interactive", payload))

    def redeliver(self, payload: Json) -> None:
        """Delivers an event again, as Slack does where it is not sure."""
        self._later(self.deliver("events_api", payload))

    async def deliver(self, kind: str, payload: Json) -> Json | None:
        """Sends something to the app; the only way out. Runs on the server's event loop.

        Args:
            kind: as Socket Mode calls it: `events_api`, `slash_commands` or `interactive`.
            payload: what the app is told.

        Returns:
            What came with the acknowledgement, None where none came.
        """
        return await self._delivering.deliver(kind, payload)

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

    def _entered(self, user: str, channel: str) -> Conversation:
        conversation = self.workspace.conversation(channel)
        if user not in self.workspace.people:
            raise Refused("user_not_found")
        if user not in conversation.members:
            raise Refused("not_in_channel")
        return conversation

    def _written(self, text: str) -> str:
        """What was typed, as Slack sends it: escaped, with mentions as ids."""
        said = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        names = {one.name: one.id for one in self.workspace.people.values()}
        for name, user in {**names, self.workspace.cast.bot: BOT_USER}.items():
            said = re.sub(rf"@{re.escape(name)}\b", f"<@{user}>", said, flags=re.IGNORECASE)
        return said

    def _hook(self, hook: Json) -> Json:
        name = secrets.token_urlsafe(12)
        hook |= {"left": 5, "url": f"{self.workspace.base}/hooks/{name}"}
        self.api.hooks[name] = hook
        return hook

    async def _command(self, hook: Json, payload: Json) -> None:
        answer = await self.deliver("slash_commands", payload)
        if answer is None:
            said = f"{payload['command']} was not answered in time (dispatch_failed)."
            answer = {"text": said}
        if answer:
            answer_hook(self.workspace, hook, answer)

    def _later(self, work: Coroutine[Any, Any, Any]) -> None:
        assert self._loop is not None, "the rehearsal has not started"
        self._loop.call_soon_threadsafe(self._begin, work)

    def _begin(self, work: Coroutine[Any, Any, Any]) -> None:
        task = asyncio.ensure_future(work)
        self.api.tasks.add(task)
        task.add_done_callback(self.api.tasks.discard)

    def _do(self, work: Coroutine[Any, Any, Any]) -> Any:
        assert self._loop is not None, "the rehearsal has not started"
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    async def _farewell(self) -> None:
        for task in list(self.api.tasks):
            task.cancel()
        await self.sockets.close()
        self._talk.end()

    def _app(self) -> Starlette:
        @asynccontextmanager
        async def lifespan(_: Starlette) -> AsyncIterator[None]:
            self._loop = asyncio.get_running_loop()
            await self.sockets.open()
            self._talk.watch(self._loop)
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
