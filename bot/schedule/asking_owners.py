"""After a digest was posted: owners of numbers that crossed a threshold are asked for a reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha1
from typing import Any, Protocol

from bot.blocks import reasons as blocks
from knowledge.digests.crossing import crossing_words
from knowledge.digests.digest import Digest
from knowledge.metrics.lines import Line
from knowledge.store.digests.calendar import Delivery
from knowledge.store.digests.reasons import Reason

_LONGEST = 170  # of a key; a person's id still goes behind it


class Outbox(Protocol):
    """What posts a message once for its key, however often it is handed over."""

    def post_once(
        self, key: str, channel: str, thread: str, text: str, blocks: Sequence[dict[str, Any]]
    ) -> object:
        """Keeps a message for a channel, or for a person's direct messages."""
        ...

    def reply_once(
        self, parent: str, key: str, channel: str, text: str, blocks: Sequence[dict[str, Any]]
    ) -> object:
        """Keeps a message for the thread below the one with the key `parent`."""
        ...


@dataclass(frozen=True, slots=True)
class Whom:
    """How an owner can be asked about what stands in a channel.

    Attributes:
        mention: Slack's markup of who is in the channel, "" where they are not.
        people: ids of those who are asked alone instead, and may read it.
        names: what people call them.
    """

    mention: str = ""
    people: tuple[str, ...] = ()
    names: str = ""


class FindsOwners(Protocol):
    """Who is behind an owner."""

    def whom(self, owner: str, channel: str, audience: str) -> Whom:
        """How to ask an owner; nobody where it is no id, they left, or may not read it."""
        ...

    def admins(self) -> Sequence[str]:
        """Ids of those who look after the bot."""
        ...


class KeepsAsks(Protocol):
    """What was asked already."""

    def ask(self, reason: Reason) -> Reason | None:
        """Keeps an ask once for its key; None where the channel was asked the same already."""
        ...


@dataclass(frozen=True)
class AskingOwners:
    """Asks once for each number of each issue, however often it is told of the issue."""

    asks: KeepsAsks
    outbox: Outbox
    owners: FindsOwners
    clock: Callable[[], datetime]

    def __call__(self, delivery: Delivery, digest: Digest, key: str) -> None:
        """Asks the owner of each number that crossed a threshold, in the thread of the issue.

        Args:
            delivery: the issue.
            digest: what it says.
            key: of its message.

        Raises:
            StoreError: it could not be kept; doing it again asks nobody twice.
        """
        for reason in _crossings(delivery, digest, key, self.clock()):
            kept = self.asks.ask(reason)
            if kept is not None:
                self._ask(kept, key, digest.definition.title)

    def _ask(self, reason: Reason, parent: str, title: str) -> None:
        whom = self.owners.whom(reason.owner, reason.channel, reason.audience)
        said = blocks.asked_there(reason, whom.mention, whom.names)
        self.outbox.reply_once(parent, reason.key, reason.channel, said.text, said.blocks)
        if whom.mention:
            return
        for person in whom.people:
            alone = blocks.asked_alone(reason, title)
            self.outbox.post_once(f"{reason.key}:{person}", person, "", alone.text, alone.blocks)
        if not whom.people:
            self._tell_admins(reason, title)

    def _tell_admins(self, reason: Reason, title: str) -> None:
        for admin in self.owners.admins():
            said = blocks.nobody_to_ask(reason, title)
            self.outbox.post_once(f"{reason.key}:@{admin}", admin, "", said.text, said.blocks)


def _crossings(delivery: Delivery, digest: Digest, key: str, now: datetime) -> Iterator[Reason]:
    period = digest.period
    until = period.end if period else digest.as_of - timedelta(days=1)
    for line in digest.lines:
        sentence = crossing_words(line, period, until)
        if sentence:
            yield Reason(
                key=_key(key, line),
                digest=delivery.digest,
                delivery=delivery.id,
                metric=line.name,
                label=line.figure.label if line.figure else line.name,
                channel=delivery.channel,
                audience=digest.definition.audience,
                owner=line.metric.owner if line.metric else "",
                asked=sentence,
                since=period.start if period else None,
                until=until,
                asked_at=now,
            )


def _key(parent: str, line: Line) -> str:
    """The ask's key, which has room for a person's id behind it."""
    segment = ":".join(value for one in line.where for value in one.values)
    whole = f"{parent}:ask:{line.name}" + (f":{segment}" if segment else "")
    if len(whole) <= _LONGEST:
        return whole
    short = sha1(whole.encode(), usedforsecurity=False).hexdigest()
    return f"{whole[: _LONGEST - len(short) - 1]}:{short}"
