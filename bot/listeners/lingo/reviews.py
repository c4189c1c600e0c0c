"""Words whose review is due: their owners are asked once a week, all in one message."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bot.blocks.lingo.changing import Due, due_since, reviews
from bot.listeners.desk import Desk
from bot.listeners.feedback.telling import Telling
from bot.listeners.lingo.knowing import Knowing
from knowledge.errors import StoreError
from knowledge.lingo.due import review_due
from knowledge.lingo.glossary import reference
from knowledge.models import Sense
from knowledge.store.feedback.asks import NOBODY

_FACT = "lingo reviews asked in"
_OPEN = range(9, 17)  # hours in the workspace's zone, on working days
_FRIDAY = 4

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Reviews:
    """Reminds owners. Several bots say it once: a message's key is its week and its reader."""

    desk: Desk
    knowing: Knowing
    telling: Telling

    def tick(self, now: datetime) -> None:
        """On Monday morning, else on the first working day on which the bot is there."""
        terms, facts = self.knowing.terms, self.desk.services.facts
        if terms is None:
            return
        local = now.astimezone(terms.zone)
        if local.hour not in _OPEN or local.weekday() > _FRIDAY:
            return
        year, number, _ = local.isocalendar()
        week = f"{year}-W{number:02}"
        try:
            if facts.get(_FACT) == week:
                return
            for person, due in self._due(local.date()).items():
                self.telling.direct(f"lingo:reviews:{week}:{person}", person, reviews(due))
            facts.set(_FACT, week)
        except StoreError as error:
            log.warning("words that are due could not be looked at: %s", error)

    def _due(self, today: date) -> Mapping[str, list[Due]]:
        """What each person is asked about, the oldest first; of words that they may read."""
        terms, reaching = self.knowing.terms, self.knowing.reaching
        assert terms is not None, "asked before"
        senses = [one for one in terms.every() if one.review_days]
        pages = terms.pages({one.document for one in senses})
        dated: list[tuple[date, Sense]] = []
        for sense in senses:
            page = pages.get(sense.document)
            when = review_due(sense, page.updated if page else None)
            if when is not None and when <= today:
                dated.append((when, sense))
        found: dict[str, list[Due]] = {}
        for when, sense in sorted(dated, key=lambda one: (one[0], one[1].label)):
            for person in reaching.people(sense.owner) or reaching.people(NOBODY):
                if self.knowing.may_read(person, sense):
                    due = Due(sense, reference(sense), due_since(when))
                    found.setdefault(person, []).append(due)
        return found
