"""What one person's home shows, gathered from the stores within what they may read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.blocks import home_items as items
from bot.blocks.answers import Setting
from bot.blocks.home import A_PAGE, Item, Part
from bot.blocks.home_items import Mine
from bot.listeners.directory import Directory
from bot.listeners.services import Services
from knowledge.models import Reader
from knowledge.store.asks import NOBODY
from knowledge.store.feedback import Flag
from knowledge.store.journal import Entry

_FEW, _MINE, _OLDEST = 5, 8, 200

Window = tuple[int, int]
"""Which lines of a list are wanted: from where, and how many."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks.

    Attributes:
        since: when they looked before, None where they never did.
    """

    user: str
    reader: Reader
    admin: bool
    since: datetime | None


@dataclass(frozen=True)
class Overview:
    """Gathers parts.

    Attributes:
        permalink: of a message in a channel, "" where none is known yet.
    """

    services: Services
    directory: Directory
    permalink: Callable[[str, str], str]

    def own(self, viewer: Viewer) -> list[Part]:
        """What everybody sees, of themselves."""
        return [
            self.asked_of_you(viewer, (0, _FEW)),
            self.mine(viewer, (0, _MINE)),
            self.new(viewer, (0, _MINE)),
        ]

    def admins(self, viewer: Viewer) -> list[Part]:
        """What those who look after the bot see besides; nothing for everybody else."""
        if not viewer.admin:
            return []
        return [
            self.documents(viewer, (0, _MINE)),
            self.failed(viewer, (0, _FEW)),
            self.overdue(viewer, (0, _FEW)),
            self.gaps(viewer, (0, _FEW)),
            self.fixes(viewer, (0, _FEW)),
            self.health(viewer, (0, _OLDEST)),
        ]

    def page(self, name: str, viewer: Viewer, number: int) -> Part | None:
        """One page of a part in full; None where there is none of that name for this person."""
        window = (number * A_PAGE, A_PAGE)
        made: dict[str, Callable[[Viewer, Window], Part]] = {
            "asked": self.asked_of_you,
            "mine": self.mine,
            "new": self.new,
        }
        if viewer.admin:
            made |= {
                "documents": self.documents,
                "failed": self.failed,
                "overdue": self.overdue,
                "gaps": self.gaps,
                "fixes": self.fixes,
            }
        return made[name](viewer, window) if name in made else None

    def asked_of_you(self, viewer: Viewer, window: Window) -> Part:
        """Questions and flags that wait for this person."""
        setting = self._setting()
        waiting = [
            items.asked_of_you(one, setting)
            for one in self.services.asks.open()
            if one.asker != viewer.user and self._is_owner(viewer, one.owner)
        ]
        for flag in self.services.flags.open():
            asked = self._question(flag)
            if asked is not None and self._is_owner(viewer, flag.owner):
                waiting.append(items.to_fix(flag, asked.text, setting))
        return Part("asked", "Asked of you", _of(waiting, window), len(waiting))

    def mine(self, viewer: Viewer, window: Window) -> Part:
        """The person's own questions, newest first."""
        kept = self.services.journal.asked_by(viewer.user, _OLDEST)
        asks = {one.question: one for one in self.services.asks.of_asker(viewer.user, _OLDEST)}
        setting, first = self._setting(), window[0]
        lines = [
            items.mine(
                Mine(
                    entry,
                    asks.get(number),
                    self.services.flags.of(number, viewer.user),
                    self._link(entry),
                ),
                setting,
            )
            for number, entry in kept[first : first + window[1]]
        ]
        empty = (
            "You have not asked anything yet. Press *Ask a question*, write to me under "
            "*Messages*, or mention me in a channel."
        )
        return Part("mine", "My questions", lines, len(kept), empty=empty)

    def new(self, viewer: Viewer, window: Window) -> Part:
        """Documents that came or changed since they looked; at the first look the newest ones."""
        audiences, first, most = viewer.reader.audiences, *window
        news, setting = self.services.news, self._setting()
        if viewer.since is None:
            pages = news.newest(audiences, min(_FEW, most), viewer.reader.domain)
            lines = [items.document(one, setting) for one in pages.first]
            return Part("new", "Newest documents", lines, len(lines))
        pages = news.since(audiences, viewer.since, first + most)
        lines = [items.document(one, setting) for one in pages.first[first:]]
        empty = "Nothing is new in the documents that you can read." if audiences else ""
        return Part("new", "New since you last looked", lines, pages.total, empty=empty)

    def documents(self, viewer: Viewer, window: Window) -> Part:
        """How much each source holds."""
        audiences = viewer.reader.audiences
        counts, everything = self.services.counts(audiences), self.services.counts(None)
        setting = self._setting()
        lines = [items.source(one, setting) for one in counts.sources]
        hidden = everything.documents - counts.documents
        note = _more(hidden, "is kept", "are kept", "for people of other groups")
        title = f"Documents: {counts.documents:,}"
        empty = "There are no documents yet. `throughline ingest` brings them in."
        return Part("documents", title, _of(lines, window), len(lines), note, empty)

    def failed(self, viewer: Viewer, window: Window) -> Part:
        """Documents that could not be read, and why."""
        found = self.services.failures.of(viewer.reader.audiences)
        lines = [items.failed(one) for one in found]
        return Part("failed", "Documents that I could not read", _of(lines, window), len(lines))

    def overdue(self, viewer: Viewer, window: Window) -> Part:
        """Documents whose day of review has passed."""
        today, (first, most) = self.services.clock().date(), window
        pages = self.services.news.overdue(viewer.reader.audiences, today, first + most)
        lines = [items.overdue(one, self._setting()) for one in pages.first[first:]]
        return Part("overdue", "Documents to review again", lines, pages.total)

    def gaps(self, viewer: Viewer, window: Window) -> Part:
        """What nobody could answer, most asked first."""
        journal = self.services.journal
        found = journal.gaps(viewer.reader.audiences, limit=10_000)
        hidden = len(journal.gaps(None, limit=10_000)) - len(found)
        first, most = window
        lines = [items.gap(one, self._setting()) for one in found[first : first + most]]
        note = _more(hidden, "was asked", "were asked", "by people who may read more than you")
        empty = "Nothing: every question so far found an answer."
        return Part("gaps", "What nobody could answer", lines, len(found), note, empty)

    def fixes(self, viewer: Viewer, window: Window) -> Part:
        """Answers that people say are not right and that somebody else is to settle."""
        setting, lines = self._setting(), []
        for flag in self.services.flags.open():
            asked = self._question(flag)
            readable = asked and set(asked.audiences) <= viewer.reader.audiences
            if asked and readable and not self._is_owner(viewer, flag.owner):
                lines.append(items.flagged(flag, asked.text, setting))
        empty = "Nothing waits for anybody else."
        return Part("fixes", "Answers to put right", _of(lines, window), len(lines), empty=empty)

    def health(self, viewer: Viewer, window: Window) -> Part:
        """How the bot itself is."""
        del viewer
        lines = [items.fact(name, state) for name, state in self.services.health.lines()]
        return Part("health", "How I am", _of(lines, window), len(lines))

    def missing_links(self, viewer: Viewer) -> list[tuple[str, str]]:
        """Channel and message of each shown answer, so that its link can be looked up."""
        kept = self.services.journal.asked_by(viewer.user, _MINE)
        places = [self._place(entry) for _, entry in kept]
        return [place for place in places if place and not self.permalink(*place)]

    def _is_owner(self, viewer: Viewer, owner: str) -> bool:
        """Whether something waits for this person: for them, their group, or nobody else."""
        if owner == NOBODY:
            return viewer.admin
        group = owner.startswith("S") and owner != viewer.user
        return owner == viewer.user or (group and viewer.user in self.directory.in_group(owner))

    def _link(self, entry: Entry) -> str:
        place = self._place(entry)
        return self.permalink(*place) if place else ""

    def _place(self, entry: Entry) -> tuple[str, str] | None:
        state = self.services.outgoing.state(entry.key) if entry.key else None
        if state is None or not state.message or not entry.place:
            return None
        return entry.place, state.message

    def _question(self, flag: Flag) -> Entry | None:
        return self.services.journal.question(flag.question)

    def _setting(self) -> Setting:
        return Setting(self.directory.name, self.services.clock().date())


def _of(lines: Sequence[Item], window: Window) -> Sequence[Item]:
    first, most = window
    return lines[first : first + most]


def _more(count: int, one: str, several: str, rest: str) -> str:
    return f"{count:,} more {one if count == 1 else several} {rest}." if count else ""
