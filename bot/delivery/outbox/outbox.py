"""Messages that are posted once: frozen under a key, looked for before a second try."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from bot.delivery.outbox.charts import Charts
from bot.delivery.outbox.leases import Leases
from bot.delivery.outbox.payload import Picture, payload
from bot.delivery.outbox.posting import Poster
from bot.delivery.outbox.sending import Sending
from bot.delivery.outbox.streaming import Grown, Stream, Way
from bot.delivery.outbox.turns import Turns
from bot.delivery.pace import Pace
from knowledge.store.messages.departures import DEAD, Outgoing
from knowledge.store.messages.replies import AMENDS, WAITING

Json = Mapping[str, Any]


class Outbox:
    """Posts each message once for its key, however often it is handed over or tried.

    "Once" holds unless a process is halted between its look-up and its post for longer than the
    lease: Slack offers no key of its own to prevent that.

    Attributes:
        turns: what brings kept messages to Slack; to be flushed when something was left to it.
        leases: of what is being sent; to be renewed every few seconds.
    """

    def __init__(self, rows: Outgoing, poster: Poster, pace: Pace, charts: Charts) -> None:
        self._rows, self._poster, self._pace = rows, poster, pace
        self.leases = Leases(rows, pace)
        sending = Sending(rows, poster, pace, charts, self.leases)
        self.turns = Turns(rows, pace, self.leases, sending)

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

    def _keep(self, key: str, place: tuple[str, str], told: Json) -> str:
        if self._pace.enter(place[0]):
            departure = None
            try:
                now = self._pace.clock()
                departure = self._rows.put_claimed(key, place, told, now, self._pace.lease)
                if departure is not None:
                    return self.turns.attempt(departure)
            finally:
                self._pace.leave(place[0], spoke=departure is not None)
        if (
            not self._rows.put(key, place, told, self._pace.clock())
            and self._rows.complete(key, told)
            and not self._message(key)
        ):
            self.turns.leave(key, self._pace.settle)  # begun, perhaps: Slack tells of it by then
            return ""
        return self.turns.send(key, place[0], begun=False)

    def _below(self, parent: str, key: str, channel: str, told: Json) -> str:
        replies = self._rows.replies
        replies.put(parent, key, channel, told, self._pace.clock())
        replies.release()
        state = self._rows.state(key)
        if state is None or state.state in (WAITING, DEAD):
            return ""  # the flusher asks what it waits for
        return self.turns.send(key, channel, begun=AMENDS in told)

    def _finish(
        self, key: str, place: tuple[str, str], text: str, blocks: Sequence[Json], grown: Grown
    ) -> str:
        told = {"text": text, "blocks": list(blocks)}
        if grown.message and self._rows.complete(key, told, grown.message):
            return self.turns.send(key, place[0], begun=True, grown=grown)
        return self._keep(key, place, told)

    def _message(self, key: str) -> str:
        state = self._rows.state(key)
        return state.message if state else ""
