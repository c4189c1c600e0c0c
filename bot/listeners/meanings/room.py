"""Everything about deciding on terms, put together."""

from __future__ import annotations

from dataclasses import dataclass

from slack_bolt import App
from slack_sdk import WebClient

from bot.delivery.outbox.outbox import Outbox
from bot.delivery.signs.soon import Soon
from bot.listeners.desk import Desk
from bot.listeners.directory import Directory
from bot.listeners.feedback.telling import Telling
from bot.listeners.meanings.asked import Asked
from bot.listeners.meanings.found import APPROVING, MERGING, FoundTerms
from bot.listeners.meanings.lists import Lists
from bot.listeners.meanings.owners import SETTLING, OwnersSettle
from bot.listeners.meanings.review import JUDGING, REJECTING, TermReview

DECISIONS = frozenset({JUDGING, REJECTING, APPROVING, MERGING, SETTLING})
"""Kinds of arrivals after which other admins' homes show something else."""


@dataclass(frozen=True)
class DecidesOnTerms:
    """Registers all of it where something can be decided."""

    client: WebClient
    desk: Desk
    directory: Directory
    outbox: Outbox
    soon: Soon

    def register(self, app: App) -> None:
        """Listens for admins' and owners' buttons and forms."""
        services = self.desk.services
        if services.to_review is None:
            return
        asked = Asked(services, self.directory, services.to_review)
        lists = Lists(asked)
        telling = Telling(self.client, self.outbox, services.outgoing, self.soon)
        owners = OwnersSettle(self.desk, asked, telling)
        review = TermReview(self.desk, lists, owners, self.client, self.soon, telling)
        owners.register(app)
        review.register(app)
        FoundTerms(self.desk, lists, review, self.client).register(app)
