"""Messages that are posted once: frozen under a key, looked for before a second try."""

from __future__ import annotations

import logging
import threading
from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import partial
from typing import Any

from bot.delivery.charts import Charts
from bot.delivery.leases import Leases, Lost
from bot.delivery.pace import Later, Pace
from bot.delivery.payload import Picture, payload
from bot.delivery.posting import Poster
from bot.delivery.sending import Anew, NotLooked, Sending
from bot.delivery.slack import NotNow, Refused, Unclear
from bot.delivery.streaming import Grown, Stream, Way
from bot.delivery.verdicts import at_last, verdict
from knowledge.store.messages.departures import DEAD, SENT, Departure, Open, Outgoing
from knowledge.store.messages.replies import AMENDS, WAITING

Json = Mapping[str, Any]

BROKEN_OFF = timedelta(minutes=15)
"""A message that was begun before that is completed by nobody else."""

_BROKEN = "Sorry, this answer broke off. Please ask again."
_SAID = frozenset({"text", "blocks", "pictures"})
_IDLE, _BLINK = 60.0, 0.5  # seconds

log = logging.getLogger(__name__)


class Outbox:
    """Posts each message once for its key, however often it is handed over or tried.

    Nobody waits in here for a channel's turn or for Slack: what cannot be posted at once is left to
    whoever calls `flush`. "Once" holds unless a process is halted between its look-up and its post
    for longer than the lease: Slack offers no key of its own to prevent that.

    Attributes:
        left: is set when something was left to `flush`.
        leases: of what is being sent; to be renewed every few seconds.
    """

    def __init__(self, rows: Outgoing, poster: Poster, pace: Pace, charts: Charts) -> None:
        self.left = threading.Event()
        self._rows, self._poster, self._pace = rows, poster, pace
        self.leases = Leases(rows, pace)
        self._sending = Sending(rows, poster, pace, charts, self.leases)
        self._later = Later(pace.seconds)

    def post_once(  # noqa: PLR0913, PLR0917 - a message is no less
        self,
        key: str,
        channel: str,
        thread: str,
        text: str,
        blocks: Sequence[Json],
        files: Sequence[Picture] = (),
    ) -> str:
        """Keeps the message durably, then posts it; what cannot be posted now is posted later.

        Pictures follow the blocks. The first message under a key counts.

        Returns:
            Slack's id of the message, "" while it is not posted.

        Raises:
            StoreError: it could not be kept.
        """
        return self._keep(key, (channel, thread), payload(text, blocks, files))

    def reply_once(  # noqa: PLR0913, PLR0917 - a message is no less
        self,
        parent: str,
        key: str,
        channel: str,
        text: str,
        blocks: Sequence[Json],
        files: Sequence[Picture] = (),
    ) -> str:
        """Keeps a message for the thread below another one, and posts it once that one stands.

        `parent` is the key of the other one, in the same channel. Its replies come in the order in
        which they were kept; where it ends unsent, they end with it.

        Returns:
            Slack's id of the message, "" while it is not posted.

        Raises:
            StoreError: it could not be kept.
        """
        return self._below(parent, key, channel, payload(text, blocks, files))

    def amend_once(
        self, parent: str, key: str, channel: str, text: str, blocks: Sequence[Json]
    ) -> str:
        """Makes the message of another key say this, once it stands; where it is gone, nothing.

        Returns:
            Slack's id of the message, "" while it is not changed.

        Raises:
            StoreError: it could not be kept.
        """
        return self._below(parent, key, channel, payload(text, blocks) | {AMENDS: True})

    def is_kept(self, key: str) -> bool:
        """Whether a message was handed over under this key."""
        return self._rows.state(key) is not None

    def post_privately(  # noqa: PLR0913, PLR0917 - a message is no less
        self, key: str, channel: str, user: str, thread: str, text: str, blocks: Sequence[Json]
    ) -> str:
        """Shows the message to one person only, in a channel, where Slack does not keep it.

        Where Slack refuses that, it goes to the person's direct messages. Whether it was shown
        cannot be looked up: after an unclear reply there is one more try and no third.

        Returns:
            Slack's id of the message, "" while it is not shown.

        Raises:
            StoreError: it could not be kept.
        """
        told = {"text": text, "blocks": list(blocks), "private": user}
        return self._keep(key, (channel, thread), told)

    def stream(self, key: str, channel: str, thread: str, recipient: tuple[str, str]) -> Stream:
        """A message that is shown while it is written; `finish` posts it once under the key.

        `recipient` is the (team, user) that it is for; everybody in the channel can read it.
        After a crash, the message that was begun under the key is taken up again.
        """
        place = (channel, thread)
        way = Way(self._rows, self._poster, self._pace, partial(self._finish, key, place))
        return Stream(way, key, place, recipient)

    def flush(self) -> float:
        """Posts what is due, from each channel in turn.

        Returns:
            Seconds after which more may be due.

        Raises:
            StoreError: the outbox cannot be read or written.
        """
        for key in self._rows.broken_off(self._pace.clock() - BROKEN_OFF):
            self._rows.complete(key, {"text": _BROKEN, "blocks": []})
        while True:
            self._rows.replies.release()
            due, wait = self._due()
            if not due:
                return wait
            for one in due:
                self._send(one.key, one.channel, begun=bool(one.message))

    def recover(self) -> int:
        """Takes over what a dead process was sending; it is looked for when Slack tells of it.

        Returns how many messages those are. Where others may work on the store too, none: what a
        dead one was sending is free when its lease ends.
        """
        keys = self._rows.recover()
        for key in keys:
            self._later.put(key, self._pace.settle)
        return len(keys)

    def _keep(self, key: str, place: tuple[str, str], told: Json) -> str:
        if self._pace.enter(place[0]):
            departure = None
            try:
                now = self._pace.clock()
                departure = self._rows.put_claimed(key, place, told, now, self._pace.lease)
                if departure is not None:
                    return self._try(departure, None)
            finally:
                self._pace.leave(place[0], spoke=departure is not None)
        if (
            not self._rows.put(key, place, told, self._pace.clock())
            and self._rows.complete(key, told)
            and not self._message(key)
        ):
            self._leave(key, self._pace.settle)  # begun, perhaps: Slack tells of it by then
            return ""
        return self._send(key, place[0], begun=False)

    def _below(self, parent: str, key: str, channel: str, told: Json) -> str:
        replies = self._rows.replies
        replies.put(parent, key, channel, told, self._pace.clock())
        replies.release()
        state = self._rows.state(key)
        if state is None or state.state in (WAITING, DEAD):
            return ""  # the flusher asks what it waits for
        return self._send(key, channel, begun=AMENDS in told)

    def _finish(
        self, key: str, place: tuple[str, str], text: str, blocks: Sequence[Json], grown: Grown
    ) -> str:
        told = {"text": text, "blocks": list(blocks)}
        if grown.message and self._rows.complete(key, told, grown.message):
            return self._send(key, place[0], begun=True, grown=grown)
        return self._keep(key, place, told)

    def _due(self) -> tuple[list[Open], float]:
        """The next message of each channel whose turn it is, and the shortest wait of the others.

        A message that was tried already does not keep its channel from others while it waits.
        """
        due: dict[str, Open | None] = {}
        wait = _IDLE
        for one in self._rows.open(self._pace.clock()):
            if one.channel in due:
                continue
            turn = 0.0 if one.message else self._pace.wait(one.channel)
            left = max(self._later.left(one.key), turn)
            if left <= 0:
                due[one.channel] = one
                continue
            wait = min(wait, left)
            if not one.attempts:
                due[one.channel] = None
        return [one for one in due.values() if one], wait

    def _send(self, key: str, channel: str, *, begun: bool, grown: Grown | None = None) -> str:
        """Tries once, where it is the channel's turn; a message that is there needs none."""
        if begun:
            departure = self._claimed(key)
            return self._try(departure, grown) if departure else self._sent(key)
        if not self._pace.enter(channel):
            self.left.set()
            return ""
        departure = None
        try:
            departure = self._claimed(key)
            return self._try(departure, grown) if departure else self._sent(key)
        finally:
            self._pace.leave(channel, spoke=departure is not None)

    def _claimed(self, key: str) -> Departure | None:
        return self._rows.claim(key, self._pace.clock(), self._pace.lease)

    def _sent(self, key: str) -> str:
        """Slack's id of a message that could not be claimed."""
        state = self._rows.state(key)
        if state is not None and state.state == SENT:
            return state.message
        self._leave(key, _BLINK)  # somebody else has it, or an earlier one is to go first
        return ""

    def _try(self, departure: Departure, grown: Grown | None) -> str:
        try:
            with self.leases.held(departure):
                message = self._sending.attempt(departure, grown)
        except Lost:
            self._leave(departure.key, _BLINK)
            return ""
        except Anew as error:
            told = {name: departure.payload[name] for name in departure.payload if name in _SAID}
            self._rows.redirect(departure, error.place, told)
            self._leave(departure.key, 0.0)
            return ""
        except (NotLooked, NotNow, Unclear, Refused) as error:
            self._not_sent(departure, error)
            return ""
        self._rows.settle(departure, SENT, message=message)
        self._later.forget(departure.key)
        return message

    def _not_sent(self, departure: Departure, error: Exception) -> None:
        told = verdict(error, departure.attempts, self._pace.settle)
        if isinstance(error, NotNow) and not departure.payload.get("begun"):
            self._rows.unsent(departure, told.reason)
            self._leave(departure.key, told.wait)
            return
        if isinstance(error, NotLooked) and isinstance(error.why, NotNow):
            self._rows.put_off(departure, told.reason)  # else many waits would make one long one
            self._leave(departure.key, told.wait)
            return
        told = at_last(told, self._pace.clock() - departure.created_at, departure.attempts)
        log.warning("message %s is %s: %s", departure.id, told.state, told.reason)
        self._rows.settle(departure, told.state, told.reason)
        if told.state == DEAD:
            self._later.forget(departure.key)
        else:
            self._leave(departure.key, told.wait)

    def _leave(self, key: str, seconds: float) -> None:
        self._later.put(key, seconds)
        self.left.set()

    def _message(self, key: str) -> str:
        state = self._rows.state(key)
        return state.message if state else ""
