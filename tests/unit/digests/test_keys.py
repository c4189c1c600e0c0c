"""The key of a digest's message leads back to its slot."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.schedule.sending.keys import key_of, slot_of
from knowledge.store.digests.calendar import Delivery, State

SLOT = datetime(2026, 11, 16, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize("slot", [SLOT, SLOT.replace(second=7, microsecond=250)])
def test_a_key_leads_back_to_its_slot_also_where_it_was_sent_by_hand(slot: datetime) -> None:
    delivery = Delivery(1, "care:weekly", slot, "C0CARE", State.SENT)

    assert slot_of(key_of(delivery)) == ("care:weekly", slot, "C0CARE")


@pytest.mark.parametrize("more", [":held", ":voices", ":ask:complaints"])
def test_what_stands_below_a_digest_is_none(more: str) -> None:
    assert slot_of(key_of(Delivery(1, "care", SLOT, "C0CARE", State.SENT)) + more) is None
