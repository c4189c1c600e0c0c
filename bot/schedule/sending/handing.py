"""What is handed to the outbox for one slot: the digest, its thread, and notices without one."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from bot.blocks.digests.message import digest_message
from bot.blocks.digests.naming import Names, unknown
from bot.blocks.digests.notices import Notice, not_sent_message
from bot.blocks.digests.thread import thread_messages
from bot.schedule.sending.keys import key_of
from knowledge.digests.definition import DigestDefinition
from knowledge.digests.digest import Digest
from knowledge.errors import StoreError
from knowledge.store.digests.calendar import Delivery

Json = dict[str, Any]
Afterwards = Callable[[Delivery, Digest, str], None]

log = logging.getLogger(__name__)


class Outbox(Protocol):
    """What posts a message once for its key, however often it is handed over."""

    def post_once(
        self,
        key: str,
        channel: str,
        thread: str,
        text: str,
        blocks: Sequence[Json],
    ) -> object:
        """Keeps the message durably; posting it is the outbox's business from here on."""
        ...

    def reply_once(
        self,
        parent: str,
        key: str,
        channel: str,
        text: str,
        blocks: Sequence[Json],
    ) -> object:
        """The same in the thread of another message, once that one stands."""
        ...

    def amend_once(
        self, parent: str, key: str, channel: str, text: str, blocks: Sequence[Json]
    ) -> object:
        """Makes another message say this, once it stands."""
        ...

    def is_kept(self, key: str) -> bool:
        """Whether a message was handed over under this key."""
        ...


@dataclass(frozen=True, slots=True)
class Handing:
    """Hands over; each thing once, however often it is called.

    Attributes:
        afterwards: is told of each digest that was handed over, with the key of its message; after
            a crash it may be told again.

    Raises:
        StoreError: from every method, where the outbox cannot keep it.
    """

    outbox: Outbox
    afterwards: Afterwards
    names: Names = unknown

    def is_kept(self, delivery: Delivery) -> bool:
        """Whether the digest of this slot was handed over."""
        return self.outbox.is_kept(key_of(delivery))

    def digest(self, delivery: Delivery, digest: Digest, late: str) -> None:
        """The message with its chart, what follows in its thread, and whatever comes after it."""
        key, channel = key_of(delivery), delivery.channel
        made = digest_message(digest, late, delivery.id, self.names)
        self.outbox.post_once(key, channel, "", made.text, made.blocks)
        for part in thread_messages(digest, self.names):
            self.outbox.reply_once(key, f"{key}:{part.name}", channel, part.text, part.blocks)
        try:
            self.afterwards(delivery, digest, key)
        except StoreError:
            raise  # it is tried again with all the rest
        except Exception as error:  # noqa: BLE001 - the digest itself is worth posting without it
            name = type(error).__name__
            log.warning("what follows digest %s cannot be done: %s", delivery.digest, name)

    def held(self, delivery: Delivery, notice: Notice) -> None:
        """In the place of the digest, for as long as it may still come."""
        key = f"{key_of(delivery)}:held"
        self.outbox.post_once(key, delivery.channel, "", notice.text, notice.blocks)

    def over(self, delivery: Delivery, notice: Notice) -> None:
        """The digest is held no longer: the notice that says so is told otherwise."""
        held = f"{key_of(delivery)}:held"
        if self.outbox.is_kept(held):
            channel, key = delivery.channel, f"{held}:over"
            self.outbox.amend_once(held, key, channel, notice.text, notice.blocks)

    def given_up(self, delivery: Delivery, notice: Notice) -> None:
        """It is not coming any more: a line of its own for whoever waits for it."""
        key = f"{key_of(delivery)}:given-up"
        self.outbox.post_once(key, delivery.channel, "", notice.text, notice.blocks)

    def tell(
        self,
        delivery: Delivery,
        definition: DigestDefinition,
        reason: str,
        people: Sequence[str],
        about: str = "told",
    ) -> None:
        """Says privately why a digest is not there, once for each of these people and `about`."""
        made = not_sent_message(definition, reason)
        for person in people:
            key = f"{key_of(delivery)}:{about}:{person}"
            self.outbox.post_once(key, person, "", made.text, made.blocks)
