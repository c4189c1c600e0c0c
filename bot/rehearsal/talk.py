"""The page to talk in, and what it looks at: the workspace, its changes, files and the log."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import AsyncIterator
from copy import deepcopy
from dataclasses import asdict
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.rehearsal.deeds import Deeds, Stage
from bot.rehearsal.workspace.workspace import BOT_USER, Conversation, Json

_PAGE = Path(__file__).parent / "page"
_SAFE = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; style-src 'self'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
_SHOWN = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg", b"GIF8": "image/gif"}
"""How files begin that a browser may show; others are only saved."""


class Talk:
    """The routes of the page."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._workspace = stage.workspace
        self._deeds = Deeds(stage)
        self._session = secrets.token_hex(4)  # what a page remembers is of one rehearsal only
        self._open: set[asyncio.Queue[Json | None]] = set()

    def routes(self) -> list[Route]:
        return [
            Route("/", self._page),
            Route("/page/{name:str}", self._page),
            Route("/talk/workspace", self._whole),
            Route("/talk/changes", self._changes),
            Route("/talk/story", self._story),
            Route("/talk/log", self._log),
            Route("/talk/files/{file}", self._file),
            Route("/talk/props/{name}", self._prop),
            *self._deeds.routes(),
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
        user, workspace = self._user(request), self._workspace
        with workspace.lock:
            seen = [one for one in workspace.conversations.values() if user in one.members]
            answer = {
                "name": workspace.cast.name,
                "bot": {"id": BOT_USER, "name": workspace.cast.bot},
                "you": user,
                "people": [
                    {"id": p.id, "name": p.name, "title": p.title, "guest": p.guest}
                    for p in workspace.people.values()
                ],
                "questions": list(workspace.cast.questions),
                "commands": [dict(one) for one in workspace.cast.commands],
                "shortcuts": [dict(one) for one in workspace.cast.shortcuts],
                "channels": [_channel(one, user) for one in seen],
                "statuses": self._statuses({one.id for one in seen}),
                "home": workspace.homes.get(user),
                "modals": workspace.modals.get(user, []),
                "prompts": workspace.prompts.get(user),
                "zone": workspace.zone,
                "now": workspace.clock(),
            }
            body = json.dumps(answer)
        return Response(body, media_type="application/json", headers=_SAFE)

    def _statuses(self, channels: set[str]) -> list[Json]:
        workspace = self._workspace
        return [
            {"channel": key[0], "thread": key[1], "text": text, "loading": workspace.loading[key]}
            for key, text in workspace.statuses.items()
            if text and key[0] in channels
        ]

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

    async def _story(self, _: Request) -> Response:
        story = self._workspace.cast.story
        told = asdict(story) if story else None
        return JSONResponse({"session": self._session, "story": told}, headers=_SAFE)

    async def _log(self, _: Request) -> Response:
        with self._workspace.lock:
            entries = list(self._workspace.log)
        return JSONResponse({"log": entries}, headers=_SAFE)

    async def _file(self, request: Request) -> Response:
        file = self._workspace.files.get(request.path_params["file"])
        if file is None or not file.complete:
            return Response(status_code=404)
        kinds = (kind for begin, kind in _SHOWN.items() if file.content.startswith(begin))
        kind = next(kinds, "application/octet-stream")
        return Response(file.content, media_type=kind, headers=_SAFE)

    async def _prop(self, request: Request) -> Response:
        content = self._workspace.cast.props.get(request.path_params["name"])
        if content is None:
            return Response(status_code=404)
        return Response(content, media_type="application/octet-stream", headers=_SAFE)

    def _user(self, request: Request) -> str:
        user = request.query_params.get("as", "")
        if user in self._workspace.people:
            return user
        return max(self._workspace.people, key=self._sees)  # a newcomer is to see much

    def _sees(self, user: str) -> int:
        conversations = self._workspace.conversations.values()
        return sum(user in one.members and bool(one.messages) for one in conversations)

    def _may_see(self, user: str, change: Json) -> bool:
        if "channel" not in change:
            return bool(change.get("user", user) == user)
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
