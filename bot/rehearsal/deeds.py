"""What people do on the page, as requests: say, press, fill in, send, share."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.rehearsal.workspace.workspace import Json, Refused, Workspace

LARGEST = 20_000_000
"""Bytes of a file that somebody shares."""

_SIMPLE = ("application/x-www-form-urlencoded", "multipart/form-data", "text/plain", "")
"""What any page may send to this server without being asked first by the browser."""


class Stage(Protocol):
    """Where people act.

    Attributes:
        acts: what else a story may ask for, by name.
    """

    workspace: Workspace
    acts: dict[str, Callable[[], None]]

    def say(self, user: str, channel: str, text: str, thread: str | None = None) -> str: ...

    def click(self, user: str, channel: str, ts: str, action: Json) -> None: ...

    def act(self, user: str, view_id: str, action: Json, values: Json) -> None: ...

    def submit(self, user: str, view_id: str, values: Json) -> None: ...

    def close(self, user: str, view_id: str) -> None: ...

    def shortcut(self, user: str, callback_id: str, channel: str = "", ts: str = "") -> None: ...

    def open_home(self, user: str, tab: str = "home") -> None: ...

    def stop_agent(self, user: str, channel: str, thread: str) -> None: ...

    def upload(  # noqa: PLR0913, PLR0917 - what a person chooses when sharing a file
        self,
        user: str,
        channel: str,
        name: str,
        content: bytes,
        text: str = "",
        thread: str | None = None,
    ) -> str: ...


class Deeds:
    """The routes by which the page acts. Each answers JSON; 400 says why not."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    def routes(self) -> list[Route]:
        deeds = {
            "say": self._say,
            "click": self._click,
            "act": self._act,
            "submit": self._submit,
            "close": self._close,
            "shortcut": self._shortcut,
            "home": self._home,
            "stop": self._stop,
            "stage": self._on_stage,
        }
        posts = {name: _answering(deed) for name, deed in deeds.items()}
        posts["upload"] = self._upload
        return [Route(f"/talk/{name}", post, methods=["POST"]) for name, post in posts.items()]

    def _say(self, asked: Json) -> Json:
        text = str(asked.get("text", "")).strip()
        if not text:
            raise Refused("empty")
        thread = str(asked.get("thread") or "") or None
        return {"ts": self._stage.say(asked["user"], str(asked["channel"]), text, thread)}

    def _click(self, asked: Json) -> None:
        self._stage.click(asked["user"], asked["channel"], str(asked["ts"]), asked["action"])

    def _act(self, asked: Json) -> None:
        self._stage.act(asked["user"], asked["view_id"], asked["action"], asked["values"])

    def _submit(self, asked: Json) -> None:
        self._stage.submit(asked["user"], asked["view_id"], asked["values"])

    def _close(self, asked: Json) -> None:
        self._stage.close(asked["user"], asked["view_id"])

    def _shortcut(self, asked: Json) -> None:
        channel, ts = str(asked.get("channel", "")), str(asked.get("ts", ""))
        self._stage.shortcut(asked["user"], asked["callback_id"], channel, ts)

    def _home(self, asked: Json) -> None:
        self._stage.open_home(asked["user"], asked.get("tab", "home"))

    def _stop(self, asked: Json) -> None:
        self._stage.stop_agent(asked["user"], asked["channel"], str(asked["thread"]))

    def _on_stage(self, asked: Json) -> Json:
        act = self._stage.acts.get(asked["does"])
        if act:
            act()
        return {"done": act is not None}

    async def _upload(self, request: Request) -> Response:
        if not _from_here(request) or _kind(request) in _SIMPLE:
            return JSONResponse({"error": "not from this page"}, 403)
        content = bytearray()
        async for part in request.stream():
            content += part
            if len(content) > LARGEST:
                return JSONResponse({"error": "The file is larger than 20 MB."}, 413)
        asked = request.query_params
        who, where, name = (asked.get(one, "") for one in ("user", "channel", "name"))
        if not content or not name:
            return JSONResponse({"error": "The file is empty."}, 400)
        thread = asked.get("thread") or None
        try:
            ts = await run_in_threadpool(
                self._stage.upload, who, where, name, bytes(content), asked.get("text", ""), thread
            )
        except Refused as error:
            return JSONResponse({"error": error.error}, 400)
        return JSONResponse({"ts": ts})


def _answering(deed: Callable[[Json], Json | None]) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        try:
            asked = await _json(request)
            return JSONResponse(await run_in_threadpool(deed, asked) or {})
        except Refused as refused:
            return JSONResponse({"error": refused.error}, 400)
        except (KeyError, TypeError, ValueError):
            return JSONResponse({"error": "invalid_arguments"}, 400)

    return answer


async def _json(request: Request) -> dict[str, Any]:
    if _kind(request) != "application/json":
        return {}
    said = json.loads(await request.body())
    return said if isinstance(said, dict) else {}


def _kind(request: Request) -> str:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def _from_here(request: Request) -> bool:
    origin = request.headers.get("origin")
    return origin in (None, f"http://{request.headers.get('host')}")
