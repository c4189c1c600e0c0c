"""The whole bot at work over one core: Slack, the calendar, and other terminals' commands."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING, Any

from bot.commands.commands import ping, serve
from bot.commands.digests import digest_send
from bot.delivery.slack import posting_client
from bot.delivery.socket_mode.connection import Plan
from bot.delivery.socket_mode.socket_mode import Connections, listening
from bot.over_http.mode import Door, answering_http
from bot.running.app import Bot
from bot.running.digest_sending import refusals_of, sender_of
from bot.running.keeping_up import SECONDS, KeepingUp
from bot.running.reviewing import reviewing_of
from bot.running.services import services_of
from bot.schedule.ticker import Ticker
from knowledge.errors import ThroughlineError

if TYPE_CHECKING:
    from datetime import datetime

    from bot.commands.handover import Progress
    from bot.listeners.needs.health import Health
    from bot.schedule.sending.sender import DigestSender
    from bot.shapes.shapes import Shape
    from bot.wiring.throughline import Throughline

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Line:
    """The way to a Slack: the real one, or a rehearsal.

    Attributes:
        app_token: for Socket Mode; "" does without.
        door: where Slack's requests arrive over HTTP; None does without.
    """

    bot_token: str
    app_token: str
    api_url: str = ""
    door: Door | None = None


@dataclass(frozen=True, slots=True)
class AtWork:
    """What works; `sender.tick` does what the clock does.

    Attributes:
        connections: those of Socket Mode, and how well they hear.
        request_url: where the requests arrive, without TLS.
    """

    bot: Bot
    sender: DigestSender
    connections: Connections | None = None
    request_url: str = ""


@contextmanager
def at_work(
    throughline: Throughline, line: Line, examples: Sequence[str] = (), *, ticks: bool = True
) -> Iterator[AtWork]:
    """Answers, posts and serves for as long as the block runs.

    Args:
        throughline: its metrics and digests are checked first.
        line: where the Slack is.
        examples: questions that a newcomer may begin with.
        ticks: whether digests are posted by the clock.

    Raises:
        ConfigurationError: Slack does not take a token.
        DefinitionError: a metric or a digest is defined wrongly.
    """
    with ExitStack() as stack:
        client = posting_client(line.bot_token, line.api_url)
        services = services_of(throughline, examples)
        bot = Bot(services, client)
        sender = sender_of(throughline, services, bot)
        stack.callback(_warming(throughline).join)
        own = {
            "ping": partial(_ping, services.health),
            "digest send": partial(digest_send, sender),
        }
        serve(throughline, own)
        stack.callback(bot.stop)
        bot.start(throughline.settings.slack.workers)
        if throughline.database.shared:
            following = Ticker(KeepingUp(throughline).tick, throughline.clock, SECONDS)
            stack.callback(following.stop)
            following.start()
        if ticks:
            refusals = refusals_of(throughline, services, bot)
            ticks_of = (sender.tick, refusals.tick, bot.tick)
            ticker = Ticker(partial(_tick, ticks_of), throughline.clock)
            stack.callback(ticker.stop)
            ticker.start()
        _reviewing(throughline, stack, ticks=ticks)
        # last in, first out: whoever ends the block is not spoken to any more
        slack, connections, url = throughline.settings.slack, None, ""
        if line.app_token:
            plan = Plan(slack.connections, slack.deaf_after_seconds)
            connections = stack.enter_context(listening(bot.app, line.app_token, plan))
            services.health.hearing = connections.hearing
        if line.door:
            url = stack.enter_context(answering_http(bot.app, line.door, bot.is_ready))
        yield AtWork(bot, sender, connections, url)


def _warming(throughline: Throughline) -> Thread:
    """Loads what the first question for a number or a theme would wait for, in the background."""

    def warm() -> None:
        try:
            if throughline.settings.metrics is not None:
                throughline.numbers.warm()
            throughline.insights.themes(throughline.audiences.operator())
        except ThroughlineError as error:  # questions find documents all the same
            log.warning("numbers cannot be computed: %s", type(error).__name__)

    thread = Thread(target=warm, name="warming", daemon=True)
    thread.start()
    return thread


def _reviewing(throughline: Throughline, stack: ExitStack, *, ticks: bool) -> None:
    """Terms are looked through when the clock finds that documents changed, else at once."""
    reviewing = reviewing_of(throughline)
    stack.callback(reviewing.stop)
    if ticks:
        ticker = Ticker(reviewing.tick, throughline.clock)
        stack.callback(ticker.stop)
        ticker.start()
    else:
        reviewing.begin(throughline.clock())


def _tick(ticks: Sequence[Callable[[datetime], None]], now: datetime) -> None:
    with ExitStack() as stack:  # where one of them fails, the others have their turn all the same
        for one in reversed(ticks):
            stack.callback(one, now)


def _ping(
    health: Health, throughline: Throughline, arguments: Mapping[str, Any], progress: Progress
) -> Shape:
    """{} -> {"chunks", "slack"}; `slack` says how well it is heard, null where Slack calls."""
    slack = None
    if health.hearing is not None:
        hearing = health.hearing()
        heard = hearing.heard.isoformat() if hearing.heard else None
        slack = {"wanted": hearing.wanted, "connected": hearing.connected, "heard": heard}
    return {**ping(throughline, arguments, progress), "slack": slack}
