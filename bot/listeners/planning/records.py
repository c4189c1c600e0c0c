"""What was: who changed a digest, and what became of its days."""

from __future__ import annotations

from dataclasses import dataclass

from bot.blocks.parts.message import Block
from bot.blocks.parts.mrkdwn import escaped, shortened
from bot.blocks.planning import listing
from bot.listeners.directory import Directory
from bot.listeners.needs.planner import Planner
from bot.listeners.needs.services import Services
from bot.listeners.planning.rights import Rights
from bot.schedule.saying import moment
from knowledge.store.digests.calendar import Delivery
from knowledge.store.digests.planned import CREATED, DELETED, EDITED, PAUSED, RESUMED, DigestChange

_DEEDS = {
    CREATED: "planned it",
    EDITED: "changed it",
    PAUSED: "paused it",
    RESUMED: "let it go on",
    DELETED: "deleted it",
}
_TEN, _LONGEST = 10, 900


@dataclass(frozen=True)
class Records:
    """Tells them to whoever may see the digest."""

    services: Services
    directory: Directory
    planner: Planner

    def history(self, user: str, name: str) -> Block:
        """Who changed it when, newest first."""
        seen = self._sees(user, name)
        told = [self._change(one) for one in self.planner.plans.history(name)] if seen else []
        return listing.lines("History", told, "Nobody has changed it here.")

    def deliveries(self, user: str, name: str) -> Block:
        """What became of its last ten days, newest first."""
        seen = self._sees(user, name)
        found = self.services.calendar.of_digest(name, _TEN) if seen else []
        return listing.lines(
            "Last ten", [self._delivery(one) for one in found], "None was due yet."
        )

    def _change(self, one: DigestChange) -> str:
        who = self.directory.name(one.by) or "Somebody"
        when = f"{one.at.day} {one.at:%b %Y, %H:%M} UTC"
        return f"*{escaped(who)}* {_DEEDS.get(one.what, one.what)} · {when}"

    def _delivery(self, one: Delivery) -> str:
        planned = self.planner.book.planned().get(one.digest)
        slot = one.slot.astimezone(planned.schedule.zone) if planned else one.slot
        told = escaped(shortened(self.services.why_posted(one), _LONGEST))
        return f"*{moment(slot)}* · {one.state.value}\n{told}"

    def _sees(self, user: str, name: str) -> bool:
        rights = Rights(self.services, self.directory)
        planned = self.planner.book.planned().get(name)
        if planned is None:
            authors = [one.author for one in self.planner.book.broken() if one.name == name]
            return rights.is_admin(user) or user in authors
        return rights.sees(user, planned.definition.channel)
