"""What follows an answer: its making, feedback, questions to owners, and what they vouch for."""

from __future__ import annotations

from datetime import datetime

from slack_bolt import App
from slack_sdk import WebClient

from bot.delivery.outbox.outbox import Outbox
from bot.delivery.signs.soon import Soon
from bot.listeners.asking.replying import Replying
from bot.listeners.desk import Desk
from bot.listeners.directory import Directory
from bot.listeners.feedback.explaining import Explaining
from bot.listeners.feedback.feedback import Feedback
from bot.listeners.feedback.fixing import Fixing
from bot.listeners.feedback.owners import Owners
from bot.listeners.feedback.owners_reply import OwnersReplies
from bot.listeners.feedback.reaching import Reaching
from bot.listeners.feedback.telling import Telling
from bot.listeners.feedback.verifying import Verifying


class Aftercare:
    """Put together once; `register` before the app listens."""

    def __init__(
        self, client: WebClient, desk: Desk, directory: Directory, outbox: Outbox, soon: Soon
    ) -> None:
        replying = Replying(desk.services, directory)
        reaching = Reaching(desk.services, directory)
        telling = Telling(client, outbox, desk.services.outgoing, soon)
        owners = Owners(desk, replying, reaching, telling)
        self._verifying = Verifying(desk, reaching, telling)
        self._parts = (
            Feedback(desk, replying, reaching, telling),
            Fixing(desk, replying, reaching, telling),
            owners,
            Explaining(replying, telling),
            OwnersReplies(desk, replying, owners, telling),
            self._verifying,
        )

    def register(self, app: App) -> None:
        """Listens for every button and form of these."""
        for part in self._parts:
            part.register(app)

    def tick(self, now: datetime) -> None:
        """What the clock brings: verified answers whose day is over."""
        self._verifying.tick(now)
