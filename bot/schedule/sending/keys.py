"""The key of a slot's message in the outbox, written and read. Pure."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from knowledge.store.digests.calendar import Delivery

_SLOT = "%Y-%m-%dT%H:%MZ"
_BY_HAND = "%Y-%m-%dT%H:%M:%S.%fZ"  # its slot is within a second, as no schedule's is
_KEY = re.compile(r"digest:(.+):(\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d\.\d{6})?Z):([A-Z0-9]+)")


def key_of(delivery: Delivery) -> str:
    """The key of a slot's message."""
    written = _BY_HAND if delivery.slot.microsecond else _SLOT
    return f"digest:{delivery.digest}:{delivery.slot:{written}}:{delivery.channel}"


def slot_of(key: str) -> tuple[str, datetime, str] | None:
    """The digest, slot and channel behind a message's key; None for what is no digest."""
    found = _KEY.fullmatch(key)
    if found is None:
        return None
    slot = datetime.strptime(found[2], _BY_HAND if found[3] else _SLOT).replace(tzinfo=UTC)
    return found[1], slot, found[4]
