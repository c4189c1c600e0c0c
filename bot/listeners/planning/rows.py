"""Digests as rows of a list, with what whoever looks may do about each."""

from __future__ import annotations

from dataclasses import dataclass

from bot.blocks.planning import listing
from bot.blocks.planning.listing import Row
from bot.listeners.directory import Directory
from bot.listeners.needs.planner import Planner
from bot.listeners.needs.services import Services
from bot.listeners.planning.rights import Rights
from bot.listeners.readers import in_private
from bot.schedule.book import Broken
from bot.schedule.digests import PlannedDigest
from bot.schedule.saying import moment, next_slot, when


@dataclass(frozen=True)
class Rows:
    """Makes rows for whoever looks."""

    services: Services
    directory: Directory
    planner: Planner

    def of_channel(self, user: str, channel: str) -> list[Row]:
        """The digests of one channel, `listing.ALL` for all that this person may see, by title."""
        everywhere = channel == listing.ALL
        rows = [
            self.row(user, name, one)
            for name, one in self.planner.book.planned().items()
            if (everywhere or one.definition.channel == channel) and self._sees(user, one)
        ]
        broken = [
            self._broken(one)
            for one in self.planner.book.broken()
            if user == one.author or self._rights().is_admin(user)
        ]
        return broken + sorted(rows, key=lambda row: row.title.casefold())

    def row(self, user: str, name: str, planned: PlannedDigest, note: str = "") -> Row:
        """One digest."""
        due = next_slot(planned, self.services.clock())
        often = when(planned.schedule)
        author = self.directory.name(planned.author) if planned.author else ""
        return Row(
            name=name,
            title=planned.definition.title,
            channel=planned.definition.channel,
            when=often[:1].upper() + often[1:],
            next=moment(due) if due else "",
            by=f"planned by {author or 'a colleague'}" if planned.author else _filed(planned.file),
            note=note,
            paused=planned.paused,
            can=self.can(user, name, planned),
        )

    def can(self, user: str, name: str, planned: PlannedDigest) -> tuple[str, ...]:
        """What somebody may do about a digest; of a file's, admins may pause it and nothing else.

        Whoever is in its channel and of its audience may see a test of it.
        """
        rights, deeds = self._rights(), []
        is_file = self.planner.book.is_file(name)
        changes = rights.is_admin(user) if is_file else rights.may_change(user, planned)
        pause = listing.RESUME if planned.paused else listing.PAUSE
        if changes:
            deeds += [pause] if is_file else [listing.EDIT, pause]
        if planned.definition.audience in in_private(self.services, self.directory, user).audiences:
            deeds.append(listing.TEST)
        if not is_file or rights.is_admin(user):
            deeds.append(listing.HISTORY)
        if rights.is_admin(user):
            deeds.append(listing.DELIVERIES)
        if changes and not is_file:
            deeds.append(listing.DELETE)
        return tuple(deeds)

    def _sees(self, user: str, planned: PlannedDigest) -> bool:
        """Whether somebody is in its channel and may read it, planned it, or is an admin."""
        if user == planned.author or self._rights().is_admin(user):
            return True
        said, reader = planned.definition, in_private(self.services, self.directory, user)
        return said.audience in reader.audiences and self._rights().sees(user, said.channel)

    def _broken(self, one: Broken) -> Row:
        note = f"It cannot be posted: {one.sentence}"
        deeds = (listing.HISTORY, listing.DELETE)
        return Row(one.name, one.name, "", "", note=note, can=deeds)

    def _rights(self) -> Rights:
        return Rights(self.services, self.directory)


def _filed(file: str) -> str:
    return f"planned in a file: {file}" if file else "planned in a file"
