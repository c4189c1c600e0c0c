"""The Web API over HTTP: arguments, tokens, refusals and the faults that a test asks for."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from bot.rehearsal.hooks import Hooks
from bot.rehearsal.lives import lapse
from bot.rehearsal.methods import METHODS, Method
from bot.rehearsal.sockets import Sockets
from bot.rehearsal.workspace import Json, Refused, Workspace

_AS_JSON = (
    "blocks", "view", "files", "prompts", "metadata", "attachments", "loading_messages", "chunks",
)  # fmt: skip

_FORM_ONLY = frozenset(
    {"users.info", "users.list", "usergroups.users.list", "files.getUploadURLExternal"}
)
"""Methods that do not read JSON."""


@dataclass
class Fault:
    """Something that goes wrong with the next calls of a method.

    Attributes:
        kind: `ratelimit`, `http_500`, `drop`, or an error code that Slack would give.
        times: how many calls.
        after: whether the call takes effect all the same.
    """

    method: str
    kind: str
    times: int = 1
    after: bool = False
    retry_after: int = 1


class Dropped(Response):
    """A reply that breaks off: the caller cannot know what came of its call."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002
        headers = [(b"content-length", b"1000")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b'{"ok": tr', "more_body": True})
        raise ConnectionAbortedError


class WebApi:
    """`/api/{method}`, uploads, private files and response URLs."""

    def __init__(self, workspace: Workspace, sockets: Sockets) -> None:
        self.faults: list[Fault] = []
        self.hooks = Hooks(workspace)
        self._workspace = workspace
        self._sockets = sockets

    async def call(self, request: Request) -> Response:
        """One call of a method: always 200 with `ok`, but for faults."""
        method = request.path_params["method"]
        args = await _arguments(request, as_form=method in _FORM_ONLY)
        self._workspace.calls.append((method, args))
        began = time.perf_counter()
        fault = self._fault(method)
        error, answer = fault.kind if fault else "", JSONResponse({})
        if not fault or fault.after:
            said = self._answer(method, args, request)
            error = error or str(said.get("error", ""))
            answer = JSONResponse(said)
        self._workspace.note("in", method, error, (time.perf_counter() - began) * 1000)
        return _broken(fault) if fault else answer

    async def upload(self, request: Request) -> Response:
        """The bytes of a file, as they come."""
        file = self._workspace.files.get(request.path_params["file"])
        if file is None:
            return Response(status_code=404)
        file.content = await request.body()
        return Response("OK")

    async def private_file(self, request: Request) -> Response:
        """A file, for who has the bot's token."""
        file = self._workspace.files.get(request.path_params["file"])
        if _token(request, {}) != self._workspace.bot_token or file is None:
            return Response(status_code=403)
        return Response(file.content)

    async def hook(self, request: Request) -> Response:
        """A reply by `response_url`: five of them, within half an hour."""
        try:
            self.hooks.use(request.path_params["hook"], _object(json.loads(await request.body())))
        except Refused as refused:
            gone = refused.error in ("used_url", "expired_url")
            return JSONResponse({"ok": False, "error": refused.error}, 404 if gone else 400)
        return Response("ok")

    def _answer(self, method: str, args: Json, request: Request) -> Json:
        try:
            self._authorize(method, _token(request, args))
            lapse(self._workspace)
            with self._workspace.lock:
                return {"ok": True, **self._method(method)(self._workspace, args)}
        except Refused as refused:
            answer: Json = {"ok": False, "error": refused.error, **refused.more}
            if refused.details:
                answer["response_metadata"] = {"messages": list(refused.details)}
            return answer

    def _method(self, name: str) -> Method:
        if name == "apps.connections.open":
            return self._open_connection
        if name not in METHODS:
            raise Refused("unknown_method")
        return METHODS[name]

    def _open_connection(self, _: Workspace, __: Json) -> Json:
        return {"url": f"{self._sockets.address}?ticket={self._sockets.ticket()}"}

    def _authorize(self, method: str, token: str) -> None:
        known = (self._workspace.app_token, self._workspace.bot_token)
        if not token:
            raise Refused("not_authed")
        if token not in known:
            raise Refused("invalid_auth")
        if (method == "apps.connections.open") != (token == self._workspace.app_token):
            raise Refused("not_allowed_token_type")

    def _fault(self, method: str) -> Fault | None:
        for fault in self.faults:
            if fault.method == method and fault.times > 0:
                fault.times -= 1
                return fault
        return None


def _broken(fault: Fault) -> Response:
    if fault.kind == "ratelimit":
        answer = {"ok": False, "error": "ratelimited"}
        return JSONResponse(answer, 429, {"Retry-After": str(fault.retry_after)})
    if fault.kind == "http_500":
        return Response("upstream is unwell", 500)
    if fault.kind == "drop":
        return Dropped()
    return JSONResponse({"ok": False, "error": fault.kind})


def _token(request: Request, args: Json) -> str:
    bearer = request.headers.get("authorization", "").removeprefix("Bearer ").strip()
    return bearer or str(args.get("token", ""))


async def _arguments(request: Request, *, as_form: bool) -> Json:
    args: Json = dict(request.query_params)
    body = await request.body()
    if not body:
        return args
    if request.headers.get("content-type", "").startswith("application/json"):
        return args if as_form else args | _object(json.loads(body))
    args |= dict(parse_qsl(body.decode(), keep_blank_values=True))
    for name in _AS_JSON:
        if isinstance(args.get(name), str):
            args[name] = json.loads(args[name])
    return args


def _object(value: Any) -> Json:
    return value if isinstance(value, dict) else {}
