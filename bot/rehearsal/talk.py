"""The page to talk in, and what it asks for: the workspace, its changes, saying and clicking."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from copy import deepcopy
from pathlib import Path
from typing import Protocol

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.rehearsal.workspace import BOT_USER, Conversation, Json, Refused, Workspace

_PAGE = Path(__file__).parent / "page"
_SAFE = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; style-src 'self'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


class Stage(Protocol):
    """Where people act."""

    workspace: Workspace

    def say(self, user: str, channel: str, text: str, thread: str | None = None) -> str: ...

    def click(self, user: str, channel: str, ts: str, action: Json) -> None: ...


class Talk:
    """The routes of the page."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._workspace = stage.workspace
        self._open: set[asyncio.Queue[Json | None]] = set()

    def routes(self) -> list[Route]:
        return [
            Route("/", self._page),
            Route("/page/{name:str}", self._page),
            Route("/talk/workspace", self._whole),
            Route("/talk/changes", self._changes),
            Route("/talk/files/{file}", self._file),
            Route("/talk/say", self._say, methods=["POST"]),
            Route("/talk/click", self._click, methods=["POST"]),
        ]

    def watch(self, loop: asyncio.AbstractEventLoop) -> None:
        """Passes every change of the workspace on to open pages."""

        def tell(change: Json) -> None:
            copy = deepcopy(change)
            if not loop.is_closed():
                loop.call_soon_threadsafe(self._spread, copy)

        self._workspace.watchers.append(tell)

    def end(self) -> None:
        """Lets open pages go."""
        self._spread(None)

    def _spread(self, change: Json | None) -> None:
        for queue in self._open:
            queue.put_nowait(change)

    async def _page(self, request: Request) -> Response:
        name = request.path_params.get("name", "index.html")
        path = _PAGE / name
        if path.parent != _PAGE or not path.is_file():
            return Response(status_code=404)
        return FileResponse(path, headers=_SAFE)

    async def _whole(self, request: Request) -> Response:
        user = self._user(request)
        with self._workspace.lock:
            seen = [one for one in self._workspace.conversations.values() if user in one.members]
            answer = {
                "name": self._workspace.cast.name,
                "bot": {"id": BOT_USER, "name": self._workspace.cast.bot},
                "you": user,
                "people": [
                    {"id": p.id, "name": p.name, "title": p.title, "guest": p.guest}
                    for p in self._workspace.people.values()
                ],
                "questions": list(self._workspace.cast.questions),
                "channels": [_channel(one, user) for one in seen],
                "statuses": [
                    {"channel": channel, "thread": thread, "text": text}
                    for (channel, thread), text in self._workspace.statuses.items()
                    if text
                ],
            }
            body = json.dumps(answer)
        return Response(body, media_type="application/json", headers=_SAFE)

    async def _changes(self, request: Request) -> Response:
        user = self._user(request)
        queue: asyncio.Queue[Json | None] = asyncio.Queue()
        self._open.add(queue)

        async def lines() -> AsyncIterator[str]:
            try:
                yield "retry: 500\n\n"
                while (change := await queue.get()) is not None:
                    if self._may_see(user, change):
                        yield f"data: {json.dumps(change)}\n\n"
            finally:
                self._open.discard(queue)

        return StreamingResponse(lines(), media_type="text/event-stream", headers=_SAFE)

    async def _file(self, request: Request) -> Response:
        file = self._workspace.files.get(request.path_params["file"])
        if file is None or not file.complete:
            return Response(status_code=404)
        png = file.content.startswith(b"\x89PNG")
        kind = "image/png" if png else "application/octet-stream"
        return Response(file.content, media_type=kind, headers=_SAFE)

    async def _say(self, request: Request) -> Response:
        asked = await _json(request)
        text = str(asked.get("text", "")).strip()
        if not text:
            return JSONResponse({"error": "empty"}, 400)
        thread = str(asked.get("thread") or "") or None
        try:
            stamp = self._stage.say(str(asked["user"]), str(asked["channel"]), text, thread)
        except (Refused, KeyError) as error:
            return JSONResponse({"error": str(error)}, 400)
        return JSONResponse({"ts": stamp})

    async def _click(self, request: Request) -> Response:
        asked = await _json(request)
        try:
            self._stage.click(
                str(asked["user"]), str(asked["channel"]), str(asked["ts"]), asked["action"]
            )
        except (Refused, KeyError) as error:
            return JSONResponse({"error": str(error)}, 400)
        return JSONResponse({})

    def _user(self, request: Request) -> str:
        user = request.query_params.get("as", "")
        if user in self._workspace.people:
            return user
        return max(self._workspace.people, key=self._sees)  # a newcomer is to see much

    def _sees(self, user: str) -> int:
        conversations = self._workspace.conversations.values()
        return sum(user in one.members and bool(one.messages) for one in conversations)

    def _may_see(self, user: str, change: Json) -> bool:
        if user not in self._workspace.conversation(change["channel"]).members:
            return False
        return bool(change.get("message", {}).get("ephemeral_to", user) == user)


def _channel(one: Conversation, user: str) -> Json:
    return {
        "id": one.id,
        "name": one.name,
        "topic": one.topic,
        "private": one.private,
        "direct": bool(one.direct),
        "members": len(one.members) + int(one.bot),
        "messages": [m for m in one.messages if m.get("ephemeral_to", user) == user],
    }


async def _json(request: Request) -> Json:
    # only a page of this server may send JSON without being asked first by the browser
    if request.headers.get("content-type", "").partition(";")[0] != "application/json":
        return {}
    said = json.loads(await request.body())
    return said if isinstance(said, dict) else {}
