"""All the ways in which people ask, put together."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from slack_bolt import App
from slack_sdk import WebClient

from bot.delivery.outbox.outbox import Outbox
from bot.delivery.signs.presence import Presence
from bot.delivery.signs.soon import Soon
from bot.delivery.signs.whisper import Whisper
from bot.listeners.asking.asking import Asking
from bot.listeners.asking.command import Command
from bot.listeners.asking.conversation import Conversation, KnowsIssues
from bot.listeners.asking.customer import Customer
from bot.listeners.asking.halted import Halted
from bot.listeners.asking.keeping import Keeping
from bot.listeners.asking.private import Private
from bot.listeners.asking.replying import Replying
from bot.listeners.asking.sharing import Sharing
from bot.listeners.asking.shortcut import Shortcut
from bot.listeners.asking.threads import Threads
from bot.listeners.desk import QUESTION, Desk
from bot.listeners.directory import Directory
from bot.listeners.welcome import Welcome


@dataclass(frozen=True)
class Questions:
    """Messages, mentions, buttons, commands, the shortcut; what is shared; what is stopped."""

    client: WebClient
    desk: Desk
    directory: Directory
    outbox: Outbox
    presence: Presence
    soon: Soon
    welcome: Welcome
    issues: KnowsIssues
    halted: Halted = field(default_factory=Halted)

    @cached_property
    def keeping(self) -> Keeping:
        """Hears what is said."""
        return Keeping(self.desk, self.presence, self.halted, self.soon, self.asking.stop)

    @cached_property
    def asking(self) -> Asking:
        """Answers what is said."""
        threads = Threads(self.client)
        conversation = Conversation(self.desk.services, self.directory, threads, self.issues)
        return Asking(
            self._replying, conversation, self._private, self.outbox, self.presence, self.halted
        )

    def register(self, app: App) -> None:
        """Listens, and takes what was left from the desk."""
        self.desk.on(QUESTION, self.asking.answer)
        self._private.register(self.desk)
        self._sharing.register(app, self.desk)
        self.keeping.register(app)
        Command(self.desk).register(app)
        Customer(self.desk, self._replying, self.outbox).register(app)
        Shortcut(self.desk, self._whisper, self.soon).register(app)

    @cached_property
    def _whisper(self) -> Whisper:
        return Whisper(self.client)

    @cached_property
    def _replying(self) -> Replying:
        return Replying(self.desk.services, self.directory)

    @cached_property
    def _sharing(self) -> Sharing:
        return Sharing(self._replying, self.outbox)

    @cached_property
    def _private(self) -> Private:
        return Private(self._replying, self._sharing, self.outbox, self._whisper, self.welcome)
