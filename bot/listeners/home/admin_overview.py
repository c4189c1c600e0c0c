"""What those who look after the bot see on their home besides, within what they may read."""

from __future__ import annotations

from dataclasses import dataclass

from bot.blocks.home import items
from bot.blocks.home.home import A_PAGE, Part
from bot.blocks.parts.setting import Setting
from bot.listeners.directory import Directory
from bot.listeners.home.overview import Viewer, Window, is_owner, of
from bot.listeners.meanings.asked import Asked
from bot.listeners.meanings.lists import Lists
from bot.listeners.needs.services import Services

_FEW, _SOME, _ALL = 5, 8, 200
_MOST_GAPS = 10_000


@dataclass(frozen=True)
class AdminOverview:
    """Gathers parts for admins. What they may not read is counted, not shown."""

    services: Services
    directory: Directory

    def parts(self, viewer: Viewer) -> list[Part]:
        """All of them, short; nothing for people who are no admins."""
        if not viewer.admin:
            return []
        return [
            *self.terms(viewer),
            self.documents(viewer, (0, _SOME)),
            self.failed(viewer, (0, _FEW)),
            self.overdue(viewer, (0, _FEW)),
            self.gaps(viewer, (0, _FEW)),
            self.fixes(viewer, (0, _FEW)),
            self.health(viewer, (0, _ALL)),
        ]

    def page(self, name: str, viewer: Viewer, number: int) -> Part | None:
        """One page of a part in full; None where there is none, or for people who are no admins."""
        made = {
            "documents": self.documents,
            "failed": self.failed,
            "overdue": self.overdue,
            "gaps": self.gaps,
            "fixes": self.fixes,
        }
        known = viewer.admin and name in made
        return made[name](viewer, (number * A_PAGE, A_PAGE)) if known else None

    def terms(self, viewer: Viewer) -> list[Part]:
        """Meanings that differ and terms that nobody has defined; what is hidden is not counted."""
        waits = self.services.to_review
        return (
            [Lists(Asked(self.services, self.directory, waits)).part(viewer.user)] if waits else []
        )

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
        return Part("documents", title, of(lines, window), len(lines), note, empty)

    def failed(self, viewer: Viewer, window: Window) -> Part:
        """Documents that could not be read, and why."""
        found = self.services.failures.of(viewer.reader.audiences)
        lines = [items.failed(one) for one in found]
        return Part("failed", "Documents that I could not read", of(lines, window), len(lines))

    def overdue(self, viewer: Viewer, window: Window) -> Part:
        """Documents whose day of review has passed."""
        today, (first, most) = self.services.clock().date(), window
        pages = self.services.news.overdue(viewer.reader.audiences, today, first + most)
        lines = [items.overdue(one, self._setting()) for one in pages.first[first:]]
        return Part("overdue", "Documents to review again", lines, pages.total)

    def gaps(self, viewer: Viewer, window: Window) -> Part:
        """What nobody could answer, most asked first."""
        journal = self.services.journal
        found = journal.gaps(viewer.reader.audiences, _MOST_GAPS)
        hidden = len(journal.gaps(None, _MOST_GAPS)) - len(found)
        first, most = window
        lines = [items.gap(one, self._setting()) for one in found[first : first + most]]
        note = _more(hidden, "was asked", "were asked", "by people who may read more than you")
        empty = "Nothing: every question so far found an answer."
        return Part("gaps", "What nobody could answer", lines, len(found), note, empty)

    def fixes(self, viewer: Viewer, window: Window) -> Part:
        """Answers that people say are not right and that somebody else is to settle."""
        setting, lines, hidden = self._setting(), [], 0
        for flag in self.services.flags.open():
            asked = self.services.journal.question(flag.question)
            if asked is None or is_owner(self.directory, viewer, flag.owner):
                continue
            if set(asked.audiences) <= viewer.reader.audiences:
                lines.append(items.flagged(flag, asked.text, setting))
            else:
                hidden += 1
        rest = "by people who may read more than you"
        note = _more(hidden, "was reported", "were reported", rest)
        empty = "Nothing waits for anybody else."
        title = "Answers to put right"
        return Part("fixes", title, of(lines, window), len(lines), note, empty)

    def health(self, viewer: Viewer, window: Window) -> Part:
        """How the bot itself is."""
        del viewer
        lines = [items.fact(name, state) for name, state in self.services.health.lines()]
        return Part("health", "How I am", of(lines, window), len(lines))

    def _setting(self) -> Setting:
        return Setting(self.directory.name, self.services.clock().date())


def _more(count: int, one: str, several: str, rest: str) -> str:
    return f"{count:,} more {one if count == 1 else several} {rest}." if count else ""
