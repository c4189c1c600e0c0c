"""The Web API over HTTP, with the faults that a test asks for."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from bot.rehearsal.delivering.sockets import Sockets
from bot.rehearsal.hooks import Hooks
from bot.rehearsal.methods import METHODS, Method
from bot.rehearsal.methods.filing import kind
from bot.rehearsal.web_api.arguments import arguments, bearer
from bot.rehearsal.web_api.permissions import authorize, granted, permit
from bot.rehearsal.web_api.tiers import Tiers
from bot.rehearsal.workspace.presence import lapse
from bot.rehearsal.workspace.workspace import Json, Refused, Workspace


@dataclass
class Fault:
    """Something that goes wrong with the next calls of a method.

    Attributes:
        kind: `ratelimit`, `http_500`, `drop`, `slow`, or an error code that Slack would give.
        times: how many calls.
        after: whether the call takes effect all the same; a slow one does, before its reply.
        seconds: how late a slow reply is.
    """

    method: str
    kind: str
    times: int = 1
    after: bool = False
    retry_after: int = 1
    seconds: float = 10.0


class Dropped(Response):
    """A reply that breaks off: the caller cannot know what came of its call."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002
        headers = [(b"content-length", b"1000")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b'{"ok": tr', "more_body": True})
        raise ConnectionAbortedError


class WebApi:
    """`/api/{method}`, uploads, private files and response URLs.

    Attributes:
        tiers: how often methods may be called; None for as often as one likes.
    """

    def __init__(self, workspace: Workspace, sockets: Sockets, tiers: Tiers | None = None) -> None:
        self.faults: list[Fault] = []
        self.hooks = Hooks(workspace)
        self.tiers = tiers
        self._workspace = workspace
        self._sockets = sockets

    async def call(self, request: Request) -> Response:
        """One call of a method: always 200 with `ok`, but for faults and too many calls."""
        method, began = request.path_params["method"], time.perf_counter()
        fault = self._fault(method)
        if fault and fault.kind == "slow":
            error, answer = await self._answer(method, request)
            await asyncio.sleep(fault.seconds)
        elif fault and not fault.after:
            error, answer = fault.kind, _broken(fault)
            self._workspace.calls.append((method, await _read(request)))
        else:
            error, answer = await self._answer(method, request)
        if fault and fault.after and fault.kind != "slow":
            error, answer = fault.kind, _broken(fault)
        self._workspace.note("in", method, error, (time.perf_counter() - began) * 1000)
        return answer

    async def upload(self, request: Request) -> Response:
        """The bytes of a file, as they come."""
        file = self._workspace.files.get(request.path_params["file"])
        if file is None:
            return Response(status_code=404)
        file.content = await request.body()
        return Response("OK")

    async def private_file(self, request: Request) -> Response:
        """A file, for who has the bot's token, where the bot may read files."""
        file = self._workspace.files.get(request.path_params["file"])
        allowed = "files:read" in granted(self._workspace)
        if bearer(request, {}) != self._workspace.bot_token or file is None or not allowed:
            return Response(status_code=403)
        return Response(file.content, media_type=kind(file))

    async def hook(self, request: Request) -> Response:
        """A reply by `response_url`: five of them, within half an hour."""
        began, error = time.perf_counter(), ""
        try:
            self.hooks.use(request.path_params["hook"], await arguments(request, form=False))
        except Refused as refused:
            error = refused.error
        self._workspace.note("in", "response_url", error, (time.perf_counter() - began) * 1000)
        if error:
            gone = error in ("used_url", "expired_url")
            return JSONResponse({"ok": False, "error": error}, 404 if gone else 400)
        return Response("ok")

    async def _answer(self, method: str, request: Request) -> tuple[str, Response]:
        """The error, "" where there is none, and the reply."""
        try:
            known = METHODS.get(method)
            args = await arguments(request, form=known is not None and known.form)
            self._workspace.calls.append((method, args))
            authorize(self._workspace, method, bearer(request, args))
            wait = self.tiers.wait(method, args) if self.tiers else 0
            if wait:
                return "ratelimited", _limited(wait)
            headers = self._told(bearer(request, args))
            with self._workspace.lock:  # a reply is written before anybody changes what it tells
                done = {"ok": True, **self._done(method, known, args)}
                return "", JSONResponse(done, headers=headers)
        except Refused as refused:
            said: Json = {"ok": False, "error": refused.error, **refused.more}
            if refused.details:
                said["response_metadata"] = {"messages": list(refused.details)}
            return refused.error, JSONResponse(said)

    def _told(self, token: str) -> dict[str, str]:
        """The headers of a reply: what the token may do."""
        bot = token == self._workspace.bot_token
        scopes = sorted(granted(self._workspace)) if bot else ["connections:write"]
        return {"x-oauth-scopes": ",".join(scopes)}

    def _done(self, name: str, method: Method | None, args: Json) -> Json:
        if name == "apps.connections.open":
            return self._open_connection()
        if method is None:
            raise Refused("unknown_method", more={"req_method": name})
        permit(self._workspace, method, args)
        lapse(self._workspace)
        return method.call(self._workspace, args)

    def _open_connection(self) -> Json:
        return {"url": f"{self._sockets.address}?ticket={self._sockets.ticket()}"}

    def _fault(self, method: str) -> Fault | None:
        for fault in self.faults:
            if fault.method == method and fault.times > 0:
                fault.times -= 1
                return fault
        return None


def _limited(seconds: int) -> Response:
    said = {"ok": False, "error": "ratelimited"}
    return JSONResponse(said, 429, {"Retry-After": str(seconds)})


async def _read(request: Request) -> Json:
    try:
        return await arguments(request, form=False)
    except Refused:
        return {}


def _broken(fault: Fault) -> Response:
    if fault.kind == "ratelimit":
        return _limited(fault.retry_after)
    if fault.kind == "http_500":
        return Response("upstream is unwell", 500)
    if fault.kind == "drop":
        return Dropped()
    return JSONResponse({"ok": False, "error": fault.kind})
