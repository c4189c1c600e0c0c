"""A digest as it would be today: in a view, or as a test in somebody's direct messages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from slack_sdk import WebClient

from bot.blocks.parts import forms
from bot.blocks.parts.message import Block
from bot.blocks.planning.preview import preview
from bot.delivery.outbox.outbox import Outbox
from bot.listeners import views
from bot.listeners.desk import Desk
from bot.listeners.directory import Directory
from bot.listeners.needs.planner import Planner
from bot.schedule.digests import PlannedDigest
from bot.schedule.sending.testing import post_test
from bot.schedule.slots import local_date
from knowledge.digests.digest import Digest
from knowledge.errors import ThroughlineError
from knowledge.store.messages.deliveries import Arrival

TEST = "digest test"


@dataclass(frozen=True)
class Previews:
    """Builds digests that are not due. Nothing of them stands in the calendar."""

    desk: Desk
    directory: Directory
    planner: Planner
    client: WebClient
    outbox: Outbox

    def register(self) -> None:
        """Takes the tests that are asked for."""
        self.desk.on(TEST, self.send)

    def show(self, view: str, planned: PlannedDigest) -> None:
        """Shows it in the place of a view; one that cannot be made says why."""
        views.show(self.client.views_update, view_id=view, view=self._view(planned))

    def send(self, arrival: Arrival) -> None:
        """Posts it to who asked for it, marked as a test.

        Raises:
            ThroughlineError: it cannot be made.
        """
        name, user = str(arrival.body["name"]), str(arrival.body["user"])
        digest = self._built(self.planner.book.named(name))
        post_test(self.outbox, digest, user, f"digest-test:{arrival.message}", self.directory.name)

    def _view(self, planned: PlannedDigest) -> Block:
        try:
            return preview(self._built(planned), self.directory.name)
        except ThroughlineError as error:
            return forms.note("Preview", str(error))

    def _built(self, planned: PlannedDigest) -> Digest:
        self.planner.refresh(self.desk.services.clock())
        return self.planner.build(planned, self._today(planned))

    def _today(self, planned: PlannedDigest) -> date:
        return local_date(self.desk.services.clock(), planned.schedule)
