"""Who looks after something, and whom that makes of the people who are there."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from bot.blocks.parts.forms import listed
from bot.listeners.directory import Directory
from bot.listeners.needs.services import Services
from knowledge.store.feedback.asks import NOBODY
from knowledge.store.questions.journal import Entry

MOST = 5
"""People of a user group, or admins, who are told of one thing."""

_PERSON, _GROUP = re.compile(r"[UW][A-Z0-9]{2,}"), re.compile(r"S[A-Z0-9]{2,}")


@dataclass(frozen=True, slots=True)
class Reached:
    """Whom something goes to.

    Attributes:
        owner: the id of a person or a user group, `NOBODY` for the admins.
        people: the ids of who is told, at most `MOST`; none where nobody can be.
    """

    owner: str
    people: tuple[str, ...]


@dataclass(frozen=True)
class Reaching:
    """Owners, as people who can be asked."""

    services: Services
    directory: Directory

    def owners(self, entry: Entry) -> tuple[str, ...]:
        """Who may look after what a question was answered from, the likeliest first.

        The owners of the pages, then of the sources that hold them.
        """
        told = [entry.ask, *(str(one.get("owner") or "") for one in entry.evidence)]
        pages = [str(one.get("document") or "") for one in entry.evidence]
        told += [self.services.source_owner(page) for page in pages]
        return tuple(dict.fromkeys(one for one in told if one))

    def of(self, entry: Entry, but: str = "") -> Reached:
        """Who is told about a question: the first owner who is there, else the admins.

        `but` is who tells of it, and need not be told.
        """
        return self.first(self.owners(entry), but)

    def first(self, owners: Iterable[str], but: str = "") -> Reached:
        """The first of several owners who is there, else the admins."""
        for owner in owners:
            people = self.people(owner, but)
            if people:
                return Reached(owner, people)
        return Reached(NOBODY, self.people(NOBODY, but))

    def tell(self, reached: Reached, tell: Callable[[str], bool], but: str = "") -> Reached:
        """Tells everybody; gives who was there. Where nobody was, the admins are told.

        Somebody may have left since Slack was asked about them.
        """
        there = tuple([one for one in reached.people if tell(one)])
        if not there and reached.owner != NOBODY:
            there = tuple([one for one in self.people(NOBODY, but) if tell(one)])
        return Reached(reached.owner, there)

    def people(self, owner: str, but: str = "") -> tuple[str, ...]:
        """Who is behind an owner and there; nobody where it is only a name, or who left."""
        there = [one for one in self._behind(owner) if one != but and self.directory.is_there(one)]
        return tuple(there[:MOST])

    def answers_for(self, user: str, owner: str) -> bool:
        """Whether somebody may speak for an owner: they are it, of its group, or an admin."""
        return user in self.services.admins or user in self._behind(owner)

    def looks_after(self, user: str, owner: str) -> bool:
        """Whether somebody is an owner, or of its group; not who stands in for one."""
        return owner != NOBODY and user in self._behind(owner)

    def named(self, reached: Reached) -> str:
        """Whom people read: names, "" where nobody is told."""
        names = [self.directory.name(one) for one in reached.people]
        return listed(names[:3] if len(names) <= 3 else [*names[:2], f"{len(names) - 2} others"])

    def _behind(self, owner: str) -> Collection[str]:
        if _PERSON.fullmatch(owner):
            return (owner,)
        if _GROUP.fullmatch(owner):
            return sorted(self.directory.in_group(owner))
        return tuple(self.services.admins) if owner == NOBODY else ()
