"""The bot as a whole: Bolt in front, the inbox and its workers behind, the outbox at the end."""

from __future__ import annotations

import logging
from datetime import datetime

from slack_bolt import App, BoltResponse
from slack_sdk import WebClient

from bot.delivery.heart import Heart
from bot.delivery.inbox.crowd import Crowd
from bot.delivery.inbox.workers import Workers
from bot.delivery.outbox.charts import Charts
from bot.delivery.outbox.flusher import Flusher
from bot.delivery.outbox.outbox import Outbox
from bot.delivery.outbox.posting import Poster
from bot.delivery.pace import Pace
from bot.delivery.signs.presence import Presence
from bot.delivery.signs.soon import Soon
from bot.delivery.slack import Calls
from bot.delivery.socket_mode.socket_mode import refusal
from bot.listeners.asking.questions import Questions
from bot.listeners.asking.replying import Replying
from bot.listeners.asking.threads import Threads
from bot.listeners.boundary import Boundary
from bot.listeners.desk import Desk
from bot.listeners.digests.talking import Talking
from bot.listeners.digests.whom import OwnersInSlack
from bot.listeners.directory import Directory
from bot.listeners.documents.documents import LONG, Documents
from bot.listeners.explaining.message import Explaining
from bot.listeners.feedback.aftercare import Aftercare
from bot.listeners.feedback.reaching import Reaching
from bot.listeners.home.home import Home
from bot.listeners.home.home_form import HomeForm
from bot.listeners.home.opened import Opened
from bot.listeners.home.prompts import Prompts
from bot.listeners.lingo.room import Lingo
from bot.listeners.meanings.room import DecidesOnTerms
from bot.listeners.needs.services import Services
from bot.listeners.permalinks import Permalinks
from bot.listeners.planning.room import PlansDigests
from bot.listeners.welcome import Welcome
from knowledge.errors import ConfigurationError, StoreError
from knowledge.store.messages.deliveries import Arrival

log = logging.getLogger(__name__)


class Bot:
    """Answers in Slack from `start` to `stop`; `listening` connects its app.

    Attributes:
        app: what Bolt's adapters serve.
        outbox: for whoever else has something to post.
        presence: the first sign that a question was heard.
        home: what people see when they open the app.
    """

    def __init__(self, services: Services, client: WebClient, pace: Pace | None = None) -> None:
        """`client` must be one of `posting_client`: it posts nothing twice.

        Raises:
            ConfigurationError: Slack does not take the client's token.
        """
        self._services = services
        self._directory = Directory(client, services.groups, services.clock)
        pace = pace or Pace(services.clock)
        calls = Calls(client, pace)
        poster = Poster(calls)
        self.outbox = Outbox(
            services.outgoing, poster, pace, Charts(services.facts, poster, services.clock)
        )
        self._flusher = Flusher(self.outbox.turns)
        self._soon = Soon()
        self.presence = Presence(calls, self._soon)
        self._workers = Workers(services.inbox, self._work, services.clock, LONG, pace.lease)
        self._heart = Heart((self._workers.renew, self.outbox.leases.renew), pace.lease)
        self._crowd = Crowd(services.inbox, self._workers, self.presence)
        desk = Desk(services, self._workers.wake)
        self._boundary = Boundary(desk, self.outbox)
        welcome = Welcome(desk, self._directory, self.outbox)
        welcome.register()
        self.app = _bolt(client)
        self._converse(desk, client, welcome)
        self.home = Home(services, self._directory, client, self._soon, Permalinks(client))
        self.home.register(self.app)
        HomeForm(desk, self.outbox, client).register(self.app)
        PlansDigests(
            client, desk, self._directory, self.outbox, self._soon, self.home.changed
        ).register(self.app)
        Opened(welcome, Prompts(client, services, self._directory), self.home, self._soon).register(
            self.app
        )
        self._aftercare = Aftercare(client, desk, self._directory, self.outbox, self._soon)
        self._aftercare.register(self.app)
        DecidesOnTerms(client, desk, self._directory, self.outbox, self._soon).register(self.app)
        self._lingo = Lingo(client, desk, self._directory, self.outbox, self._soon)
        self._lingo.register(self.app)

    def _converse(self, desk: Desk, client: WebClient, welcome: Welcome) -> None:
        """Everything that is said to the bot, below its digests too."""
        services = self._services
        talking = Talking(client, desk, self._directory, self.outbox, self._soon)
        questions = Questions(
            client, desk, self._directory, self.outbox, self.presence, self._soon, welcome, talking
        )
        if services.shelf is not None:
            Documents(
                desk, self._directory, self.outbox, client, services.shelf, questions.keeping
            ).register(self.app)
        questions.register(self.app)
        talking.register(self.app, questions.keeping.keep)
        Explaining(
            desk, Replying(services, self._directory), self.outbox, Threads(client)
        ).register(self.app)

    def may_read(self, channel: str, audience: str) -> bool:
        """Whether everybody in a channel belongs to an audience; unknown means no."""
        members = self._directory.members(channel)
        if members is None:
            return False
        return audience in self._services.audiences.for_channel(channel, members).audiences

    @property
    def owners(self) -> OwnersInSlack:
        """How owners of numbers can be asked."""
        reaching = Reaching(self._services, self._directory)
        return OwnersInSlack(self._services, self._directory, reaching)

    def tick(self, now: datetime) -> None:
        """What the clock brings: verified answers whose day is over, words whose review is due."""
        self._aftercare.tick(now)
        self._lingo.tick(now)

    def start(self, workers: int = 4) -> None:
        """Begins to work, first on what was left when the last process ended.

        In a file that is taken over at once: nobody else works on it. On a server others may be at
        work, and what a dead one had at hand is somebody's when its lease ends, in under a minute.
        """
        self._services.calendar.recover()
        kept = self._services.inbox.recover() + self.outbox.turns.recover()
        if kept:
            log.info("%s questions or messages were left by the last process", kept)
        self._soon.start()
        self._flusher.start()
        self._workers.start(workers)
        self._crowd.start()
        self._heart.start()

    def is_ready(self) -> bool:
        """Whether what is said to it now would be kept, and somebody works on it."""
        try:
            self._services.inbox.waiting()
        except StoreError:
            return False
        return self._workers.at_work

    def stop(self) -> None:
        """Ends what is at hand, takes nothing more; what takes too long waits in the inbox."""
        self._workers.stop()
        self._crowd.stop()
        self.presence.tend()
        self._flusher.stop()
        self._soon.stop()
        self._heart.stop()

    def _work(self, arrival: Arrival) -> None:
        if arrival.attempts > 1:
            self.presence.left_behind(arrival.channel, str(arrival.body.get("thread", "")))
        self._boundary.work(arrival)
        self.home.worked(arrival)


def _bolt(client: WebClient) -> App:
    # process_before_response: a listener only keeps, and the acknowledgement waits for it
    try:
        app = App(client=client, process_before_response=True, logger=_quiet())
    except Exception as error:
        raise ConfigurationError(refusal("SLACK_BOT_TOKEN", error)) from error
    app.error(_failed)
    return app


def _failed(error: Exception) -> BoltResponse:
    """Not acknowledged: what could not be kept comes again; its words stay out of the log."""
    log.error("something from Slack was not kept: %s", type(error).__name__)
    return BoltResponse(status=503 if isinstance(error, StoreError) else 400)


def _quiet() -> logging.Logger:
    """Bolt's logger. Below warnings it writes whole messages, and those are people's questions."""
    quiet = logging.getLogger("bot.slack")
    quiet.setLevel(logging.WARNING)
    return quiet
