"""Who may read what: as the settings declare it, and for what a terminal asks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from knowledge.audience import AudienceMembers, AudienceRules, Department
from knowledge.models import Reader

if TYPE_CHECKING:
    from bot.settings.settings import Settings


def audience_rules(settings: Settings) -> AudienceRules:
    """The named audiences and departments, as the settings declare them."""
    return AudienceRules(
        audiences={
            name: AudienceMembers(entry.usergroups, entry.users, entry.guests)
            for name, entry in settings.audiences.items()
        },
        departments=[
            Department(entry.domain or name, entry.usergroups, entry.channels)
            for name, entry in settings.departments.items()
        ],
    )


def reader_of(rules: AudienceRules, arguments: Mapping[str, Any]) -> Reader:
    """Who reads: `user`, `channel`, both (what both may read), or the operator."""
    user, channel = str(arguments.get("user") or ""), str(arguments.get("channel") or "")
    if user and channel:
        return rules.in_channel(rules.for_user(user), rules.for_channel(channel))
    if channel:
        return rules.for_channel(channel)
    return rules.for_user(user) if user else rules.operator()
