"""What Slack needs to decide on terms, from an opened core."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.listeners.needs.to_review import ToReview
from bot.schedule.reviewing import Reviewing
from knowledge.lingo.deciding.deciding import Deciding
from knowledge.lingo.deciding.own_words import OwnWords
from knowledge.lingo.deciding.settling import Settling
from knowledge.store.documents.pages import Pages
from knowledge.store.lingo.candidates import Candidates
from knowledge.store.lingo.conflicts import Conflicts
from knowledge.store.lingo.own_senses import OwnSenses

if TYPE_CHECKING:
    from bot.wiring.throughline import Throughline


def to_review_of(opened: Throughline) -> ToReview:
    """Candidates and conflicts, and who writes what comes of them."""
    database = opened.database
    words = OwnWords(opened.senses, OwnSenses(database), opened.writing)
    candidates, conflicts = Candidates(database), Conflicts(database)
    return ToReview(
        candidates,
        conflicts,
        Deciding(candidates, opened.senses, words),
        Settling(conflicts, words),
        Pages(database),
    )


def reviewing_of(opened: Throughline) -> Reviewing:
    """Looks all documents through for these, beside everything else."""
    return Reviewing(lambda: opened.review, opened.facts, opened.documents.sequence, opened.clock)
