"""One try to bring a message to Slack, by what is known of the tries before it."""

from __future__ import annotations

import base64
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from bot.blocks.parts.plots import NATIVE, bare
from bot.charts.canvas import Picture
from bot.delivery.outbox.charts import REFUSALS, Charts, has_native
from bot.delivery.outbox.leases import Leases, Lost
from bot.delivery.outbox.posting import Poster
from bot.delivery.outbox.streaming import Grown
from bot.delivery.pace import Pace
from bot.delivery.slack import NotNow, Refused, Unclear
from knowledge.errors import StoreError
from knowledge.store.messages.departures import Departure, Outgoing
from knowledge.store.messages.replies import AMENDS

Json = Mapping[str, Any]
Send = Callable[[str, Sequence[Json]], str]

OURS = frozenset(
    "invalid_auth not_authed token_revoked token_expired account_inactive missing_scope "
    "not_allowed_token_type ekm_access_denied org_login_required team_access_not_granted "
    "accesslimited two_factor_setup_required team_added_to_org".split()
)
"""Refusals that say nothing about the message: an administrator mends the app, then it goes."""

_FORM = frozenset(
    "invalid_blocks invalid_blocks_format msg_blocks_too_long msg_blocks_too_many "
    "msg_too_long block_mismatch".split()
)
_PRIVATE_TRIES = 2
_TAKEN_AWAY = 6  # tries
_PLAIN = 3_900  # characters, also of an edited message

log = logging.getLogger(__name__)


class NotLooked(Exception):
    """It is not known whether the message is there, and could not be found out.

    Attributes:
        why: Refused, NotNow or Unclear.
    """

    def __init__(self, why: Exception) -> None:
        super().__init__(str(why))
        self.why = why


class Anew(Exception):
    """It cannot be what it was to be, and is not in Slack: an ordinary message takes its place.

    Attributes:
        place: the (channel, thread) of that.
    """

    def __init__(self, place: tuple[str, str]) -> None:
        super().__init__(place)
        self.place = place


@dataclass(frozen=True)
class Sending:
    """Posts, completes or finds a message; gives Slack's id of it.

    Raises:
        NotLooked, Anew, Lost, and what `Poster` raises.
    """

    rows: Outgoing
    poster: Poster
    pace: Pace
    charts: Charts
    leases: Leases

    def attempt(self, departure: Departure, grown: Grown | None) -> str:
        """What fails in a way of its own is unclear, too: no message may keep all others back.

        `grown` is what a stream of this process leaves, the first time it is completed.
        """
        try:
            return self._tried(departure, grown)
        except (StoreError, Refused, NotNow, Unclear, NotLooked, Anew, Lost):
            raise
        except Exception as error:
            raise Unclear(type(error).__name__) from error

    def _tried(self, departure: Departure, grown: Grown | None) -> str:
        if departure.payload.get("private"):
            return self._privately(departure)
        if departure.payload.get("begun"):
            return self._complete(departure, grown)
        if departure.payload.get(AMENDS):
            return self._change(departure, departure.message)
        if departure.attempts > 1:
            return self._look(departure) or self._post(departure)
        return self._post(departure)

    def _post(self, departure: Departure) -> str:
        place = (self._addressed(departure.channel), departure.thread)
        send = partial(self.poster.post, place, departure.key)
        return self._formed(departure, send, self._pictures(departure))

    def _addressed(self, channel: str) -> str:
        """The direct messages of a person, which have one pace however they are addressed."""
        real = self.poster.conversation(channel)
        wait = self.pace.same(channel, real)
        if wait:
            raise NotNow(wait)
        return real

    def _privately(self, departure: Departure) -> str:
        """Slack never tells whether it was shown: after an unclear reply there is one more try."""
        if departure.attempts > _PRIVATE_TRIES:
            raise Refused("unclear_twice")
        place = (departure.channel, departure.thread)
        try:
            return self._formed(
                departure,
                partial(self.poster.post_privately, place, departure.payload["private"]),
            )
        except Refused as error:
            if error.code in OURS:
                raise
            raise Anew((str(departure.payload["private"]), "")) from error

    def _complete(self, departure: Departure, grown: Grown | None) -> str:
        """Makes the message that was begun say all; where it is gone, posts another one."""
        message = departure.message or self._orphan(departure)
        if not message:
            return self._look(departure) or self._post(departure)
        if self._stopped(departure, message, grown) or self._said(departure, message):
            return message
        raise Anew((departure.channel, departure.thread))

    def _stopped(self, departure: Departure, message: str, grown: Grown | None) -> bool:
        """Ends the stream; whether the message is complete with it.

        Only a complete message has its key: what is found by it needs nothing more.
        """
        key, rest, below = "", "", list[Json]()
        whole = grown is not None and grown.well and grown.said > 0
        if grown is not None and whole:
            key, rest = departure.key, grown.rest
            below = self.charts.taken(departure.payload["blocks"][grown.said :])
        try:
            self.poster.stop(departure.channel, message, key, rest, below)
        except Refused as error:
            if error.code in OURS:
                raise
            return False  # it had ended, or does not take these blocks
        return whole

    def _said(self, departure: Departure, message: str) -> bool:
        """Replaces what the message says; False where it cannot be, and is not there any more."""
        try:
            self._change(departure, message)
        except Refused as error:
            if error.code in OURS:
                raise
            log.info("message %s cannot be completed: %s", departure.id, error.code)
        else:
            return True
        self._take_away(departure, message)
        return False

    def _change(self, departure: Departure, message: str) -> str:
        def send(text: str, blocks: Sequence[Json]) -> str:
            place = self._addressed(departure.channel)
            self.poster.update(place, message, departure.key, text, blocks)
            return message

        return self._formed(departure, send, self._pictures(departure))

    def _take_away(self, departure: Departure, message: str) -> None:
        """A message that can be neither completed nor taken away stays in the end, half."""
        try:
            self.poster.delete(departure.channel, message)
        except Refused as error:
            if error.code in OURS:
                raise
            if error.code != "message_not_found" and departure.attempts < _TAKEN_AWAY:
                raise Unclear(error.code) from error
            log.info("message %s cannot be taken away: %s", departure.id, error.code)

    def _formed(self, departure: Departure, send: Send, pictures: Sequence[Json] = ()) -> str:
        text = str(departure.payload["text"])
        blocks = [*self.charts.taken(departure.payload["blocks"]), *pictures]
        self.leases.sure(departure)
        try:
            return send(text, bare(blocks))
        except Refused as error:
            if error.code not in _FORM:
                raise
            log.warning("message %s was refused in its form: %s", departure.id, error.code)
            if error.code in REFUSALS and has_native(blocks):
                return self._drawn(send, text, blocks)
            return send(plain(text, blocks), ())

    def _drawn(self, send: Send, text: str, blocks: Sequence[Json]) -> str:
        """With pictures in the place of charts; where that is taken, the charts were to blame."""
        try:
            message = send(text, self.charts.drawn(blocks))
        except Refused as error:
            if error.code not in _FORM:
                raise
            return send(plain(text, blocks), ())
        self.charts.refuse()
        return message

    def _look(self, departure: Departure) -> str:
        place = (departure.channel, departure.thread)
        return self._looked(lambda: self.poster.find(place, departure.key, departure.first_try))

    def _orphan(self, departure: Departure) -> str:
        place = (departure.channel, departure.thread)
        known = self.rows.messages(place)
        return self._looked(lambda: self.poster.orphan(place, departure.first_try, known))

    @staticmethod
    def _looked(look: Callable[[], str]) -> str:
        try:
            return look()
        except (Refused, NotNow, Unclear) as error:
            raise NotLooked(error) from error

    def _pictures(self, departure: Departure) -> list[Json]:
        kept = departure.payload.get("pictures", ())
        pictures = (Picture(one["name"], base64.b64decode(one["png"]), one["alt"]) for one in kept)
        return [image for one in pictures if (image := self.charts.uploaded(one)) is not None]


def plain(text: str, blocks: Sequence[Json]) -> str:
    """What the blocks say, as text, for where Slack does not take the blocks."""
    said = [words for one in blocks if one.get("type") != "actions" for words in _words(one)]
    return "\n".join(said)[:_PLAIN] or text[:_PLAIN]


def _words(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        said = value["title"] if value.get("type") == NATIVE else value.get("text")
        if isinstance(said, str):
            yield said
        for name, inner in value.items():
            if name in ("text", "fields", "elements", "rows") and not isinstance(inner, str):
                yield from _words(inner)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _words(one)
