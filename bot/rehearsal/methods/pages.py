"""Lists that are given in pages, with a cursor to the next one."""

from __future__ import annotations

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from typing import TypeVar

from bot.rehearsal.workspace.workspace import Json, Refused

Item = TypeVar("Item")


def page(items: Sequence[Item], args: Json, most: int = 1000) -> tuple[list[Item], Json]:
    """The page that `cursor` and `limit` ask for, and what says where the next one begins.

    Raises:
        Refused: `invalid_cursor` or `invalid_limit`.
    """
    start = _offset(str(args.get("cursor") or ""))
    size = int(args.get("limit") or 100) if str(args.get("limit") or 1).isdigit() else 0
    if size <= 0:
        raise Refused("invalid_limit")
    end = start + min(size, most)
    cursor = urlsafe_b64encode(f"next:{end}".encode()).decode() if end < len(items) else ""
    return list(items[start:end]), {"response_metadata": {"next_cursor": cursor}}


def _offset(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        name, _, number = urlsafe_b64decode(cursor).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        raise Refused("invalid_cursor") from None
    if name != "next" or not number.isdigit():
        raise Refused("invalid_cursor")
    return int(number)
