"""How the owner of a number can be asked about what stands in a channel."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.blocks.parts.forms import listed
from bot.listeners.directory import Directory
from bot.listeners.feedback.reaching import Reaching
from bot.listeners.needs.services import Services
from bot.listeners.readers import in_private
from bot.schedule.asking_owners import Whom
from knowledge.store.feedback.asks import NOBODY

_NAMED = 3
_GROUP = re.compile(r"S[A-Z0-9]{2,}")


@dataclass(frozen=True)
class OwnersInSlack:
    """Finds people, and keeps from them what they may not read."""

    services: Services
    directory: Directory
    reaching: Reaching

    def whom(self, owner: str, channel: str, audience: str) -> Whom:
        """How to ask an owner; nobody where it is no id, they left, or may not read it.

        Where Slack does not tell who is in the channel, they are asked there.
        """
        people = self.reaching.people(owner) if owner else ()
        if not people:
            return Whom()
        members = self.directory.members(channel)
        inside = {one.user for one in members.people} if members else set(people)
        if inside & self._behind(owner, people):
            mention = f"<!subteam^{owner}>" if _GROUP.fullmatch(owner) else f"<@{owner}>"
            return Whom(mention=mention)
        readers = tuple([one for one in people if self._may_read(one, audience)])
        return Whom(people=readers, names=_called([self.directory.name(one) for one in readers]))

    def people(self, owner: str) -> Sequence[str]:
        """Ids of who is behind an owner and still there; of the admins for ""."""
        return self.reaching.people(owner)

    def admins(self) -> Sequence[str]:
        """Ids of those who look after the bot."""
        return self.reaching.people(NOBODY)

    def _behind(self, owner: str, people: Sequence[str]) -> frozenset[str]:
        group = self.directory.in_group(owner) if _GROUP.fullmatch(owner) else frozenset[str]()
        return group | frozenset(people)

    def _may_read(self, user: str, audience: str) -> bool:
        return audience in in_private(self.services, self.directory, user).audiences


def _called(names: Sequence[str]) -> str:
    """The first of these people, and how many more; those without a name are still asked."""
    known = [one for one in names if one][:_NAMED]
    more = len(names) - len(known)
    if not known:
        return "who answers for it" if names else ""
    return listed([*known, *([f"{more} more"] if more else [])])
