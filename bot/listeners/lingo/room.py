"""Everything about terms in Slack, put together."""

from __future__ import annotations

from datetime import datetime

from slack_bolt import App
from slack_sdk import WebClient

from bot.delivery.outbox.outbox import Outbox
from bot.delivery.signs.soon import Soon
from bot.listeners.desk import Desk
from bot.listeners.directory import Directory
from bot.listeners.feedback.reaching import Reaching
from bot.listeners.feedback.telling import Telling
from bot.listeners.lingo.knowing import Knowing
from bot.listeners.lingo.latest import Latest
from bot.listeners.lingo.looking_up import LookingUp
from bot.listeners.lingo.newcomers import Newcomers
from bot.listeners.lingo.reviews import Reviews
from bot.listeners.lingo.settling import Settling
from bot.listeners.lingo.suggesting import Suggesting


class Lingo:
    """Put together once; `register` before the app listens."""

    def __init__(
        self, client: WebClient, desk: Desk, directory: Directory, outbox: Outbox, soon: Soon
    ) -> None:
        services = desk.services
        reaching = Reaching(services, directory)
        knowing = Knowing(services, directory, reaching, Latest(services))
        telling = Telling(client, outbox, services.outgoing, soon)
        self._looking_up = LookingUp(desk, knowing, telling, soon)
        self._newcomers = Newcomers(desk, knowing, telling)
        self._suggesting = Suggesting(desk, knowing, telling)
        self._settling = Settling(desk, knowing, telling, self._suggesting)
        self._reviews = Reviews(desk, knowing, telling)
        self._may_change = services.terms is not None

    def register(self, app: App) -> None:
        """Listens for the command, and for every button and form of its cards."""
        self._looking_up.register(app)
        self._newcomers.register()
        if self._may_change:
            self._suggesting.register(app)
            self._settling.register(app)

    def tick(self, now: datetime) -> None:
        """What the clock brings: words whose review is due."""
        self._reviews.tick(now)
