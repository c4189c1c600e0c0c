"""What a digest for a channel can be made of, within what the channel and the person may read."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.blocks.planning.draft import Draft
from bot.blocks.planning.form import Offer
from bot.listeners.directory import Directory
from bot.listeners.needs.planner import Planner
from bot.listeners.needs.services import Services
from bot.listeners.planning.rights import is_channel
from bot.listeners.readers import in_private
from knowledge.errors import ThroughlineError
from knowledge.models import EVERYONE

_PRESELECTED = 5


class Mixed(ValueError):
    """What was chosen is for different groups of people; one sentence."""


@dataclass(frozen=True)
class Offering:
    """Makes offers; what cannot be computed is not offered."""

    services: Services
    directory: Directory
    planner: Planner

    def offer(self, user: str, draft: Draft) -> Offer:
        """What there is for the channel of a draft, and what its metrics can be split by."""
        readable = self.readable(user, draft.channel)
        known = self.planner.definitions().metrics
        open_to = {name: one for name, one in known.items() if self._allowed(name, readable)}
        names = sorted(open_to, key=lambda name: open_to[name].label.casefold())
        return Offer(
            metrics={name: open_to[name].label for name in names},
            percents=frozenset(name for name in names if open_to[name].unit == "percent"),
            dimensions=self._shared([one for one in draft.metrics if one in open_to]),
            sources={
                name: f"What customers said: {name}"
                for name, audience in self.planner.quotable.items()
                if audience in readable
            },
            holidays=bool(self.planner.holidays),
            note=_note(len(known) - len(names), len(known)),
        )

    def readable(self, user: str, channel: str) -> frozenset[str]:
        """The audiences that a person and everybody in a channel are of; nobody's if unknown.

        Where no channel is chosen yet, those of the person.
        """
        own = frozenset(in_private(self.services, self.directory, user).audiences)
        if not channel:
            return own
        members = self.directory.members(channel)
        if members is None:
            return frozenset()
        return own & self.services.audiences.for_channel(channel, members).audiences

    def audience(self, draft: Draft, readable: Collection[str]) -> str:
        """The one audience that may read all of a draft: the widest that its parts allow.

        Raises:
            Mixed: not everybody in the channel may read it, or its parts are for different groups.
        """
        needed: set[str] = set()
        labels = self.planner.definitions().metrics
        for name in draft.metrics:
            if not self._allowed(name, readable):
                label = labels[name].label if name in labels else name
                raise Mixed(f"{label} is not for everybody in that channel.")
            needed |= self.planner.audiences(name)
        if draft.quotes:
            audience = self.planner.quotable.get(draft.quotes, "")
            if audience not in readable:
                raise Mixed("These quotes are not for everybody in that channel.")
            needed.add(audience)
        narrow = sorted(needed - {EVERYONE})
        if len(narrow) > 1:
            groups = " and ".join(narrow)
            raise Mixed(f"These are for different groups ({groups}): plan one digest for each.")
        return narrow[0] if narrow else EVERYONE

    def begun(self, user: str, channel: str) -> Draft:
        """A new draft that needs no more than a look: its channel's numbers on Monday at nine."""
        place = self.directory.place(channel) if is_channel(channel) else None
        channel = channel if place else ""
        name = place.name if place else ""
        return Draft(
            title=f"Numbers for #{name}" if name else "Our numbers",
            channel=channel,
            metrics=self._near(user, channel),
            zone=self.directory.zone(user) or self.planner.zone,
        )

    def _near(self, user: str, channel: str) -> tuple[str, ...]:
        """The metrics of the channel's department, else those that the person answers for."""
        readable = self.readable(user, channel)
        domain = self.services.audiences.for_channel(channel).domain
        known = self.planner.definitions().metrics
        own = [name for name, one in known.items() if domain and one.domain == domain]
        own = own or [name for name, one in known.items() if one.owner == user]
        return tuple(name for name in own if self._allowed(name, readable))[:_PRESELECTED]

    def _allowed(self, metric: str, readable: Collection[str]) -> bool:
        try:
            return self.planner.audiences(metric) <= frozenset(readable)
        except ThroughlineError:
            return False

    def _shared(self, metrics: Sequence[str]) -> dict[str, str]:
        """The dimensions that all of these can be split by, with their labels."""
        try:
            each = [{one.name: one.label for one in self.planner.dimensions(m)} for m in metrics]
        except ThroughlineError:
            return {}
        if not each:
            return {}
        common = set(each[0]).intersection(*each[1:])
        return {name: label for name, label in each[0].items() if name in common}


def _note(closed: int, all_of_them: int) -> str:
    if not all_of_them:
        return "No numbers are defined yet: the people who look after me can add them."
    if closed == all_of_them:
        return "There is no number that everybody in this channel, and you, may read."
    if closed:
        many = "1 number is" if closed == 1 else f"{closed} numbers are"
        return f"{many} not offered: not everybody in the channel may read what is behind."
    return ""
