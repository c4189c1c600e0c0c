"""Who is asked about a conflict, and who may see or settle it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from bot.blocks.meanings.sides import Case
from bot.blocks.parts.setting import Setting
from bot.listeners.directory import Directory
from bot.listeners.feedback.reaching import Reaching
from bot.listeners.needs.services import Services
from bot.listeners.needs.to_review import ToReview
from bot.listeners.readers import in_private
from knowledge.lingo.deciding.settling import SIDES, side
from knowledge.store.feedback.asks import NOBODY
from knowledge.store.lingo.conflicts import OTHER
from knowledge.store.lingo.records import DEPRECATED, Conflict, Side


@dataclass(frozen=True)
class Asked:
    """People of a conflict. Whoever may not read one of its sides is not one of them."""

    services: Services
    directory: Directory
    terms: ToReview

    def case(self, conflict: Conflict) -> Case:
        """What is needed to show it."""
        pages = self.terms.pages.of([conflict.one.document, conflict.other.document])
        setting = Setting(self.directory.name, self.services.clock().date())
        return Case(conflict, pages, setting)

    def may_read(self, user: str, conflict: Conflict) -> bool:
        """Whether somebody may read both sides."""
        read = in_private(self.services, self.directory, user).audiences
        return {conflict.one.audience, conflict.other.audience} <= read

    def is_admin(self, user: str) -> bool:
        """Whether somebody looks after the bot."""
        return user in self.services.admins

    def mine(self, user: str, conflict: Conflict) -> frozenset[str]:
        """The sides that somebody answers for."""
        return frozenset(
            which
            for which in SIDES
            if self._reaching.looks_after(user, self.owner(side(conflict, which)))
        )

    def may_settle(self, user: str, conflict: Conflict) -> bool:
        """Whether somebody may say what comes of it: an owner of a side, or an admin."""
        speaks = self.is_admin(user) or bool(self.mine(user, conflict))
        return speaks and self.may_read(user, conflict)

    def of(self, conflict: Conflict, sides: Collection[str] = ()) -> list[str]:
        """Whom to tell: the owners of these sides; admins for one whose owner cannot be told.

        Without sides it is both; where a word is not to be used any more, who uses it.
        """
        people: dict[str, None] = {}
        both = (OTHER,) if conflict.difference.kind == DEPRECATED else SIDES
        for which in sides or both:
            owner = self.owner(side(conflict, which))
            for one in self._readers(owner, conflict) or self._readers(NOBODY, conflict):
                people[one] = None
        return list(people)

    def owner(self, one: Side) -> str:
        """Who answers for a side: as it says, or whose its page is."""
        if one.owner:
            return one.owner
        page = self.terms.pages.of([one.document]).get(one.document)
        return (page.owner if page else "") or self.services.source_owner(one.document)

    def page_owners(self, one: Side) -> tuple[str, ...]:
        """Those who look after a page, and are there."""
        owner = self.owner(one)
        return self._reaching.people(owner) if owner else ()

    def _readers(self, owner: str, conflict: Conflict) -> list[str]:
        there = self._reaching.people(owner) if owner or owner == NOBODY else ()
        return [one for one in there if self.may_read(one, conflict)]

    @property
    def _reaching(self) -> Reaching:
        return Reaching(self.services, self.directory)
