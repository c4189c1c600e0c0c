"""What a call of the Web API carries: token and arguments, from query, form or JSON."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request

from bot.rehearsal.workspace.workspace import Json, Refused

_AS_JSON = (
    "blocks", "view", "files", "prompts", "metadata", "attachments", "loading_messages", "chunks",
)  # fmt: skip
_INVALID = {"blocks": "invalid_blocks_format", "chunks": "invalid_chunks"}


async def arguments(request: Request, *, form: bool) -> Json:
    """The arguments of a call; a method that reads forms only does not see JSON.

    Raises:
        Refused: `invalid_json`, or what Slack says of a field that is no JSON.
    """
    args: Json = dict(request.query_params)
    body = await request.body()
    if body and request.headers.get("content-type", "").startswith("application/json"):
        args |= {} if form else _object(body)
    elif body:
        args |= dict(parse_qsl(body.decode(), keep_blank_values=True))
    for name in _AS_JSON:
        if isinstance(args.get(name), str):
            args[name] = _parsed(name, args[name])
    return args


def bearer(request: Request, args: Json) -> str:
    """The token of a call, "" where there is none."""
    said = request.headers.get("authorization", "").removeprefix("Bearer ").strip()
    return said or str(args.get("token", ""))


def _parsed(name: str, text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        raise Refused(_INVALID.get(name, "invalid_arguments")) from None


def _object(body: bytes) -> Json:
    try:
        value = json.loads(body)
    except ValueError:
        raise Refused("invalid_json") from None
    if not isinstance(value, dict):
        raise Refused("json_not_object")
    return value
