"""Who may plan a digest for a channel, and who may change one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.listeners.directory import Directory
from bot.listeners.needs.services import Services
from bot.schedule.digests import PlannedDigest
from knowledge.audience import ChannelMembers

_CHANNEL = re.compile(r"[CG][A-Z0-9]{2,}")

NO_CHANNEL = "Choose a channel: digests are not posted in direct messages."
GUEST = "Guests cannot plan digests: please ask a colleague in the channel."
NOT_THERE = "I am not in that channel. Write /invite @Throughline there, then try again."
SHARED = "That channel is shared with another organisation. I say nothing there."
UNKNOWN = "Slack does not tell me who is in that channel. Please try again in a moment."
NO_MEMBER = "Only somebody who is in that channel can plan a digest for it."


def is_channel(name: str) -> bool:
    """Whether this is the id of a channel, and not of direct messages."""
    return bool(_CHANNEL.fullmatch(name))


@dataclass(frozen=True)
class Rights:
    """What Slack and the settings say about people and channels. Unknown means no."""

    services: Services
    directory: Directory

    def refusal(self, user: str, channel: str) -> str:
        """Why somebody may not plan a digest for a channel, "" where they may."""
        if not is_channel(channel):
            return NO_CHANNEL
        if self.directory.person(user).guest:
            return GUEST
        place = self.directory.place(channel)
        if place is None or not place.joined:
            return NOT_THERE
        if place.shared and not self.services.open_to_others:
            return SHARED
        members = self.directory.members(channel)
        if members is None:
            return UNKNOWN
        return "" if self.is_in(user, members) else NO_MEMBER

    def sees(self, user: str, channel: str) -> bool:
        """Whether somebody sees the digests of a channel: they are in it, or an admin."""
        members = self.directory.members(channel)
        return self.is_admin(user) or (members is not None and self.is_in(user, members))

    def may_change(self, user: str, planned: PlannedDigest) -> bool:
        """Whether somebody may change, pause or delete a digest that was planned in Slack.

        Its author may, admins may, and who answers for one of its metrics: they are asked for
        reasons there.
        """
        if user == planned.author or self.is_admin(user):
            return True
        return not self.directory.person(user).guest and self._answers_for(user, planned)

    def is_admin(self, user: str) -> bool:
        """Whether somebody looks after the bot."""
        return user in self.services.admins

    @staticmethod
    def is_in(user: str, members: ChannelMembers) -> bool:
        """Whether somebody is one of these."""
        return any(one.user == user for one in members.people)

    def _answers_for(self, user: str, planned: PlannedDigest) -> bool:
        planner = self.services.planner
        if planner is None:
            return False
        known = planner.definitions().metrics
        owners = {
            known[one.metric].owner for one in planned.definition.metrics if one.metric in known
        }
        return any(one == user or self._in_group(user, one) for one in owners if one)

    def _in_group(self, user: str, owner: str) -> bool:
        return owner.startswith("S") and user in self.directory.in_group(owner)
