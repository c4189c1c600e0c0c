"""What posts the digests of a bot: by its clock, or once for a terminal."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from bot.commands.digests import digest_send
from bot.delivery.slack import posting_client
from bot.running.app import Bot
from bot.running.services import services_of
from bot.schedule.asking_owners import AskingOwners
from bot.schedule.sending.handing import Handing
from bot.schedule.sending.refusals import Refusals
from bot.schedule.sending.responsible import answering, responsible
from bot.schedule.sending.sender import DigestSender
from knowledge.errors import ConfigurationError

if TYPE_CHECKING:
    from bot.listeners.needs.services import Services
    from bot.shapes.shapes import Shape
    from bot.wiring.throughline import Throughline

_LONGEST = 30.0  # seconds that a terminal waits for Slack; what is left then is the next start's


def sender_of(throughline: Throughline, services: Services, bot: Bot) -> DigestSender:
    """The sender of a bot's digests.

    Raises:
        DefinitionError: a metric or a digest is defined wrongly.
    """
    owners = {one.name: one.owner for one in throughline.settings.sources}
    return DigestSender(
        throughline.book,
        throughline.build_digest,
        throughline.metrics,
        services.calendar,
        bot.outbox,
        bot.may_read,
        AskingOwners(services.owners_said.rows, bot.outbox, bot.owners, services.clock),
        responsible(owners, bot.owners.people),
        bot.owners.directory.name,
    )


def refusals_of(throughline: Throughline, services: Services, bot: Bot) -> Refusals:
    """What tells that Slack did not take a digest."""
    return Refusals(
        throughline.book,
        services.calendar,
        Handing(bot.outbox, lambda *_: None),
        services.outgoing.state,
        answering(bot.owners.people),
    )


def send_once(throughline: Throughline, arguments: Mapping[str, Any]) -> Shape:
    """Posts a digest to Slack from this process, which owns the store.

    Raises:
        ConfigurationError: there is no token, or Slack does not take it.
        DefinitionError: a metric or a digest is defined wrongly.
        InputError: there is no such digest.
    """
    settings = throughline.settings
    token = settings.secrets.bot_token.get_secret_value()
    if not token:
        raise ConfigurationError("SLACK_BOT_TOKEN must be set: a digest is posted to Slack.")
    services = services_of(throughline)
    bot = Bot(services, posting_client(token, settings.slack_api_url))
    told = digest_send(sender_of(throughline, services, bot), throughline, arguments, _silent)
    _until_posted(bot.outbox.turns.flush)
    return told


def _until_posted(flush: Callable[[], float]) -> None:
    end = time.monotonic() + _LONGEST
    while (wait := flush()) < end - time.monotonic():
        time.sleep(wait)


def _silent(done: int, total: int, what: str) -> None: ...
