"""Who reads what a terminal asks for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from knowledge.models import Reader

if TYPE_CHECKING:
    from knowledge.audience import AudienceRules


def reader_of(rules: AudienceRules, arguments: Mapping[str, Any]) -> Reader:
    """Who reads: `user`, `channel`, both (what both may read), or the operator."""
    user, channel = str(arguments.get("user") or ""), str(arguments.get("channel") or "")
    if user and channel:
        return rules.in_channel(rules.for_user(user), rules.for_channel(channel))
    if channel:
        return rules.for_channel(channel)
    return rules.for_user(user) if user else rules.operator()
