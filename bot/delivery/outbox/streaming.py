"""A message that grows while it is written, and is final once, whatever happened on the way."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.delivery.outbox.posting import Place, Poster
from bot.delivery.pace import Pace
from bot.delivery.slack import NotNow, Refused, Unclear
from knowledge.errors import StoreError
from knowledge.store.messages.departures import Outgoing

Json = Mapping[str, Any]

ENOUGH = 800
"""Characters that are worth a call of their own: Slack takes about a hundred a minute."""

PAUSE = 0.7
"""Seconds after which fewer are shown too."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Grown:
    """A message as a stream leaves it.

    Attributes:
        rest: what was not shown yet.
        well: it takes text still, as far as anybody knows.
        said: how many of its first blocks say what was shown.
    """

    message: str
    rest: str
    well: bool
    said: int


Finish = Callable[[str, Sequence[Json], Grown], str]


@dataclass(frozen=True, slots=True)
class Way:
    """What a stream needs of the outbox."""

    rows: Outgoing
    poster: Poster
    pace: Pace
    finish: Finish
    clock: Callable[[], float] = time.monotonic

    def now(self) -> datetime:
        return self.pace.clock()


class Stream:
    """One message under one key, from `Outbox.stream`. For one thread of one process.

    Who never calls `finish` leaves no message behind, or one that the next message under the same
    key takes the place of.
    """

    def __init__(self, way: Way, key: str, place: Place, recipient: tuple[str, str]) -> None:
        self._way, self._key, self._place, self._recipient = way, key, place, recipient
        self._message = ""
        self._rest = ""
        self._shown_at = way.clock() - PAUSE
        self._over = not place[1]  # Slack streams in threads only

    def say(self, markdown: str) -> None:
        """Shows more of it, after what was said before; some of it a little later.

        Raises nothing for Slack's faults: what cannot be shown now is in the finished message.
        """
        self._rest += markdown
        if self._over or not self._rest.strip():
            return
        if len(self._rest) < ENOUGH and self._way.clock() - self._shown_at < PAUSE:
            return
        try:
            self._show()
        except (Refused, NotNow, Unclear, StoreError) as error:
            self._over = True
            log.info("a message is not shown while it is written: %s", error)

    def finish(self, text: str, blocks: Sequence[Json], said: int = 0) -> str:
        """Makes the message final.

        Args:
            text: the whole of it, for notifications.
            blocks: the whole of it; where the stream went well, what was said is not shown twice.
            said: how many of the first blocks show what `say` was given, word for word; 0 where
                none do: what was said is then replaced by the blocks.

        Returns:
            Slack's id of the message, "" while it is not posted: it is kept, and posted later.

        Raises:
            StoreError: it could not be kept.
        """
        grown = Grown(self._message, self._rest, bool(self._message) and not self._over, said)
        return self._way.finish(text, blocks, grown)

    def _show(self) -> None:
        if self._message:
            self._way.poster.append(self._place[0], self._message, self._rest)
        else:
            self._start()
        self._rest, self._shown_at = "", self._way.clock()

    def _start(self) -> None:
        way, channel = self._way, self._place[0]
        if not way.pace.enter(channel):
            raise NotNow(0)
        try:
            if not way.pace.may_start() or not way.rows.begin(self._key, self._place, way.now()):
                raise NotNow(0)
            self._message = self._begin()
        finally:
            way.pace.leave(channel)
        way.rows.begun(self._key, self._message)

    def _begin(self) -> str:
        try:
            return self._way.poster.start(self._place, self._recipient, self._rest)
        except (Refused, NotNow):
            self._way.rows.drop(self._key)
            raise
