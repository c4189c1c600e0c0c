"""Who answers for a number, by name: a digest notifies nobody. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.blocks.parts.mrkdwn import escaped

Names = Callable[[str], str]
"""The name of a person or group by id, "" where nobody knows it; a name that is no id stays."""

_ID = re.compile(r"[UWS][A-Z0-9]{2,}")


def unknown(owner: str) -> str:
    """Names where nobody can be looked up: what is no id is a name already."""
    return "" if _ID.fullmatch(owner) else owner


def owner_words(owner: str, names: Names) -> str:
    """The accountable one by name; "" where nobody knows it: an id says nothing to a reader."""
    return escaped(" ".join((names(owner) or "").split())) if owner else ""
