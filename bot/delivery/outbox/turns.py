"""Whose turn it is: each message is tried in its channel's turn, and what must wait is left."""

from __future__ import annotations

import logging
import threading
from datetime import timedelta

from bot.delivery.outbox.leases import Leases, Lost
from bot.delivery.outbox.sending import Anew, NotLooked, Sending
from bot.delivery.outbox.streaming import Grown
from bot.delivery.outbox.verdicts import at_last, verdict
from bot.delivery.pace import Later, Pace
from bot.delivery.slack import NotNow, Refused, Unclear
from knowledge.store.messages.departures import DEAD, SENT, Departure, Open, Outgoing

BROKEN_OFF = timedelta(minutes=15)
"""A message that was begun before that is completed by nobody else."""

_BROKEN = "Sorry, this answer broke off. Please ask again."
_SAID = frozenset({"text", "blocks", "pictures"})
_IDLE, _BLINK = 60.0, 0.5  # seconds

log = logging.getLogger(__name__)


class Turns:
    """Claims messages that are kept, and brings them to Slack one after another.

    Nobody waits in here for a channel's turn or for Slack: what cannot be posted at once is left to
    whoever calls `flush`.

    Attributes:
        left: is set when something was left to `flush`.
    """

    def __init__(self, rows: Outgoing, pace: Pace, leases: Leases, sending: Sending) -> None:
        self.left = threading.Event()
        self._rows, self._pace, self._leases, self._sending = rows, pace, leases, sending
        self._later = Later(pace.seconds)

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
                self.send(one.key, one.channel, begun=bool(one.message))

    def recover(self) -> int:
        """Takes over what a dead process was sending; it is looked for when Slack tells of it.

        Returns how many messages those are. Where others may work on the store too, none: what a
        dead one was sending is free when its lease ends.
        """
        keys = self._rows.recover()
        for key in keys:
            self._later.put(key, self._pace.settle)
        return len(keys)

    def send(self, key: str, channel: str, *, begun: bool, grown: Grown | None = None) -> str:
        """Tries once, where it is the channel's turn; a message that is there needs none."""
        if begun:
            departure = self._claimed(key)
            return self.attempt(departure, grown) if departure else self._sent(key)
        if not self._pace.enter(channel):
            self.left.set()
            return ""
        departure = None
        try:
            departure = self._claimed(key)
            return self.attempt(departure, grown) if departure else self._sent(key)
        finally:
            self._pace.leave(channel, spoke=departure is not None)

    def attempt(self, departure: Departure, grown: Grown | None = None) -> str:
        """Tries once what is claimed already; gives Slack's id of it, "" while it is not there."""
        try:
            with self._leases.held(departure):
                message = self._sending.attempt(departure, grown)
        except Lost:
            self.leave(departure.key, _BLINK)
            return ""
        except Anew as error:
            told = {name: departure.payload[name] for name in departure.payload if name in _SAID}
            self._rows.redirect(departure, error.place, told)
            self.leave(departure.key, 0.0)
            return ""
        except (NotLooked, NotNow, Unclear, Refused) as error:
            self._not_sent(departure, error)
            return ""
        self._rows.settle(departure, SENT, message=message)
        self._later.forget(departure.key)
        return message

    def leave(self, key: str, seconds: float) -> None:
        """Leaves a message to `flush`, which does not try it before so many seconds have passed."""
        self._later.put(key, seconds)
        self.left.set()

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

    def _claimed(self, key: str) -> Departure | None:
        return self._rows.claim(key, self._pace.clock(), self._pace.lease)

    def _sent(self, key: str) -> str:
        """Slack's id of a message that could not be claimed."""
        state = self._rows.state(key)
        if state is not None and state.state == SENT:
            return state.message
        self.leave(key, _BLINK)  # somebody else has it, or an earlier one is to go first
        return ""

    def _not_sent(self, departure: Departure, error: Exception) -> None:
        told = verdict(error, departure.attempts, self._pace.settle)
        if isinstance(error, NotNow) and not departure.payload.get("begun"):
            self._rows.unsent(departure, told.reason)
            self.leave(departure.key, told.wait)
            return
        if isinstance(error, NotLooked) and isinstance(error.why, NotNow):
            self._rows.put_off(departure, told.reason)  # else many waits would make one long one
            self.leave(departure.key, told.wait)
            return
        told = at_last(told, self._pace.clock() - departure.created_at, departure.attempts)
        log.warning("message %s is %s: %s", departure.id, told.state, told.reason)
        self._rows.settle(departure, told.state, told.reason)
        if told.state == DEAD:
            self._later.forget(departure.key)
        else:
            self.leave(departure.key, told.wait)
