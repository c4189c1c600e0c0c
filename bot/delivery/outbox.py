"""Messages that are posted once: frozen under a key, looked for before a second try."""

from __future__ import annotations

import base64
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from bot.delivery.slack import NotNow, Poster, Refused, Unclear
from bot.delivery.streaming import Stream
from knowledge.store.deliveries import DEAD, HELD, PENDING, SENT, Departure, Outgoing

Json = Mapping[str, Any]

LEASE = timedelta(minutes=5)
"""Longer than the tries in a row with all their waits."""

SETTLE = 5.0
"""Seconds until a message that Slack took is surely among those that it tells of."""

_TRIES = 3  # in a row, before it is left for later
_MOST = 40  # tries in all
_FORM = frozenset(
    {"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long"}
)

log = logging.getLogger(__name__)


class Picture(Protocol):
    """A PNG with its words for those who do not see it."""

    @property
    def name(self) -> str: ...
    @property
    def png(self) -> bytes: ...
    @property
    def alt(self) -> str: ...


@dataclass(frozen=True)
class Pace:
    """The clock of the outbox, and how it waits."""

    clock: Callable[[], datetime]
    sleep: Callable[[float], None] = time.sleep
    settle: float = SETTLE


class Outbox:
    """Posts each message once for its key, however often it is handed over or tried.

    "Once" holds unless a process is halted between its look-up and its post for longer than the
    lease: Slack offers no key of its own to prevent that.
    """

    def __init__(self, rows: Outgoing, poster: Poster, pace: Pace) -> None:
        self._rows = rows
        self._poster = poster
        self._pace = pace

    def post_once(  # noqa: PLR0913, PLR0917 - a message is no less
        self,
        key: str,
        channel: str,
        thread: str,
        text: str,
        blocks: Sequence[Json],
        files: Sequence[Picture] = (),
    ) -> str:
        """Keeps the message durably, then posts it; what cannot be posted now is tried later.

        Pictures follow the blocks. The first message under a key counts.

        Returns:
            Slack's id of the message, "" while it is not posted.

        Raises:
            StoreError: it could not be kept.
        """
        pictures = [
            {"name": one.name, "alt": one.alt, "png": base64.b64encode(one.png).decode()}
            for one in files
        ]
        payload = {"text": text, "blocks": list(blocks), "pictures": pictures}
        self._rows.put(key, (channel, thread), payload, self._pace.clock())
        return self.send(key)

    def stream(
        self,
        key: str,
        channel: str,
        thread: str,
        recipient: tuple[str, str],  # noqa: ARG002
    ) -> Stream:
        """A message that is shown while it is written; `finish` posts it once under the key.

        `recipient` is the (team, user) that it is for; everybody in the channel can read it.
        After a crash, the message that was begun under the key is taken up again.
        """
        return Stream(lambda text, blocks: self.post_once(key, channel, thread, text, blocks))

    def send(self, key: str) -> str:
        """Tries to post a message that is kept; gives Slack's id of it, "" while there is none."""
        departure = self._rows.claim(key, self._pace.clock(), LEASE)
        if departure is None:
            state = self._rows.state(key)
            return state.message if state else ""
        reason = ""
        for number in range(_TRIES):
            try:
                message = self._attempt(departure, again=number > 0)
            except Unclear as error:
                reason = f"Slack did not say whether it was posted ({error})."
                self._pace.sleep(self._pace.settle)
                continue
            except NotNow:
                self._rows.unsent(departure, "Slack asked to wait.")
                return ""
            except Refused as error:
                return self._refused(departure, error)
            self._rows.settle(departure, SENT, message=message)
            return message
        held = departure.attempts >= _MOST
        self._rows.settle(departure, HELD if held else PENDING, reason)
        log.warning("message %s is %s: %s", departure.id, "held" if held else "pending", reason)
        return ""

    def flush(self) -> None:
        """Tries everything that waits for a sender."""
        for key in self._rows.open(self._pace.clock()):
            self.send(key)

    def _attempt(self, departure: Departure, *, again: bool) -> str:
        place = (departure.channel, departure.thread)
        if again or departure.attempts > 1:
            found = self._look(departure, place)
            if found:
                return found
        text, blocks = str(departure.payload["text"]), list(departure.payload["blocks"])
        blocks += self._pictures(departure)
        try:
            return self._poster.post(place, departure.key, text, blocks)
        except Refused as error:
            if error.code not in _FORM:
                raise
            log.warning("message %s was refused in its form: %s", departure.id, error.code)
            return self._poster.post(place, departure.key, plain(text, blocks), ())

    def _look(self, departure: Departure, place: tuple[str, str]) -> str:
        try:
            return self._poster.find(place, departure.key, departure.first_try)
        except NotNow as error:
            raise Unclear("Slack asked to wait") from error

    def _pictures(self, departure: Departure) -> list[Json]:
        blocks: list[Json] = []
        for one in departure.payload["pictures"]:
            try:
                file = self._poster.upload(one["name"], base64.b64decode(one["png"]), one["alt"])
            except (Refused, NotNow, Unclear) as error:
                log.warning("a picture of message %s is left out: %s", departure.id, error)
                continue  # its words are worth posting without it
            blocks.append(
                {"type": "image", "slack_file": {"id": file}, "alt_text": one["alt"][:2000]}
            )
        return blocks

    def _refused(self, departure: Departure, error: Refused) -> str:
        looking = departure.attempts > 1
        self._rows.settle(departure, HELD if looking else DEAD, f"Slack refused it: {error.code}.")
        log.warning("message %s cannot be posted: %s", departure.id, error.code)
        return ""


def plain(text: str, blocks: Sequence[Json]) -> str:
    """What the blocks say, as text, for where Slack does not take the blocks."""
    said = [str(one["text"]["text"]) for one in blocks if "text" in one]
    for one in blocks:
        if one.get("type") == "context":
            said += [str(element["text"]) for element in one["elements"] if "text" in element]
    return "\n".join(said)[:3900] or text
