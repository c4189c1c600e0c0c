"""Digests that talk back, put together: reasons, what is clicked, questions in their threads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from slack_bolt import App
from slack_sdk import WebClient

from bot.delivery.outbox.outbox import Outbox
from bot.delivery.signs.soon import Soon
from bot.listeners.asking.replying import Replying
from bot.listeners.asking.threads import Threads
from bot.listeners.desk import Desk
from bot.listeners.digests.issues import Issues
from bot.listeners.digests.menu import Menu
from bot.listeners.digests.reasons import OwnersWords
from bot.listeners.directory import Directory
from bot.listeners.feedback.owners import Owners
from bot.listeners.feedback.reaching import Reaching
from bot.listeners.feedback.telling import Telling
from bot.listeners.incoming import Said
from knowledge.digests.issue import Read
from knowledge.models import Turn
from knowledge.store.questions.turns import Latest, Place


@dataclass(frozen=True)
class Talking:
    """What a conversation needs to know of digests; `register` before the app listens."""

    client: WebClient
    desk: Desk
    directory: Directory
    outbox: Outbox
    soon: Soon

    def latest(self, place: Place) -> Latest | None:
        """An issue as what was said last in its thread; None elsewhere."""
        return self._issues.latest(place)

    def read(self, place: Place, question: str, earlier: Sequence[Turn]) -> Read:
        """A question with the time of its issue; elsewhere as it is."""
        return self._issues.read(place, question, earlier)

    def take(self, said: Said) -> bool:
        """Keeps the reason that an owner gives; False where something else was said."""
        return self._words.take(said)

    def register(self, app: App, keep: Callable[[Said, str], None]) -> None:
        """Listens for every button and form of these; `keep` leaves a question for the workers."""
        replying = Replying(self.desk.services, self.directory)
        owners = Owners(self.desk, replying, self._reaching, self._telling)
        self._words.register(app)
        Menu(self.desk, self._issues, replying, owners, self._telling, keep).register(app)

    @cached_property
    def _issues(self) -> Issues:
        return Issues(self.desk.services)

    @cached_property
    def _reaching(self) -> Reaching:
        return Reaching(self.desk.services, self.directory)

    @cached_property
    def _telling(self) -> Telling:
        return Telling(self.client, self.outbox, self.desk.services.outgoing, self.soon)

    @cached_property
    def _words(self) -> OwnersWords:
        return OwnersWords(
            self.desk, self._issues, self._reaching, self._telling, Threads(self.client)
        )
