"""What one person's home shows, gathered from the stores within what they may read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from bot.blocks.home import items
from bot.blocks.home.home import A_PAGE, Part
from bot.blocks.home.items import Mine
from bot.blocks.parts.setting import Setting
from bot.listeners.directory import Directory
from bot.listeners.needs.services import Services
from bot.listeners.permalinks import Permalinks
from knowledge.models import Reader
from knowledge.store.feedback.asks import NOBODY
from knowledge.store.feedback.feedback import Flag
from knowledge.store.lingo.own_senses import SUGGESTED, OwnSense
from knowledge.store.questions.journal import Entry

_FEW, _MINE, _OLDEST = 5, 8, 200

Line = TypeVar("Line")

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
    """Gathers what everybody sees of themselves.

    Attributes:
        links: addresses of messages.
    """

    services: Services
    directory: Directory
    links: Permalinks

    def own(self, viewer: Viewer) -> list[Part]:
        """What everybody sees, of themselves."""
        return [
            self.asked_of_you(viewer, (0, _FEW)),
            self.mine(viewer, (0, _MINE)),
            self.new(viewer, (0, _MINE)),
        ]

    def page(self, name: str, viewer: Viewer, number: int) -> Part | None:
        """One page of a part in full; None where there is none of that name."""
        window = (number * A_PAGE, A_PAGE)
        made = {"asked": self.asked_of_you, "mine": self.mine, "new": self.new}
        return made[name](viewer, window) if name in made else None

    def asked_of_you(self, viewer: Viewer, window: Window) -> Part:
        """Questions and flags that wait for this person."""
        setting = self._setting()
        waiting = [
            items.asked_of_you(one, setting)
            for one in self.services.asks.open()
            if one.asker != viewer.user and is_owner(self.directory, viewer, one.owner)
        ]
        for flag in self.services.flags.open():
            asked = self._question(flag)
            if asked is not None and is_owner(self.directory, viewer, flag.owner):
                waiting.append(items.to_fix(flag, asked.text, setting))
        waiting += [items.suggested(one, setting) for one in self._suggested(viewer)]
        return Part("asked", "Asked of you", of(waiting, window), len(waiting))

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

    def missing_links(self, viewer: Viewer) -> list[tuple[str, str]]:
        """Channel and message of each shown answer, so that its link can be looked up."""
        kept = self.services.journal.asked_by(viewer.user, _MINE)
        places = [self._place(entry) for _, entry in kept]
        return [place for place in places if place and not self.links.asked(*place)]

    def _suggested(self, viewer: Viewer) -> list[OwnSense]:
        """Wordings that wait for this person, of words that they may read."""
        terms = self.services.terms
        return [
            one
            for one in (terms.changing.own.of_state(SUGGESTED) if terms else ())
            if one.sense.audience in viewer.reader.audiences
            and is_owner(self.directory, viewer, one.sense.owner)
        ]

    def _link(self, entry: Entry) -> str:
        place = self._place(entry)
        return self.links.known(*place) if place else ""

    def _place(self, entry: Entry) -> tuple[str, str] | None:
        state = self.services.outgoing.state(entry.key) if entry.key else None
        if state is None or not state.message or state.channel.startswith(("U", "W")):
            return None  # of direct messages that are named by the person, Slack tells no address
        return state.channel, state.message

    def _question(self, flag: Flag) -> Entry | None:
        return self.services.journal.question(flag.question)

    def _setting(self) -> Setting:
        return Setting(self.directory.name, self.services.clock().date())


def is_owner(directory: Directory, viewer: Viewer, owner: str) -> bool:
    """Whether what waits for an owner waits for this person: for them, their group, or nobody."""
    if owner == NOBODY:
        return viewer.admin
    group = owner.startswith("S") and owner != viewer.user
    return owner == viewer.user or (group and viewer.user in directory.in_group(owner))


def of(lines: Sequence[Line], window: Window) -> Sequence[Line]:
    """The lines that are wanted."""
    first, most = window
    return lines[first : first + most]
