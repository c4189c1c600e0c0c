"""Who has something to say in the thread below a digest, in the order in which it is read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from knowledge.digests.sections.drivers import Drivers
from knowledge.digests.sections.reasons import OwnersReasons
from knowledge.store.calendar import Calendar

if TYPE_CHECKING:
    from bot.wiring import Throughline
    from knowledge.digests.digest import MakesSections


def rooms(opened: Throughline) -> Sequence[MakesSections]:
    """The rooms over an opened core."""
    return (
        OwnersReasons(opened.owners_said.rows, Calendar(opened.database)),
        Drivers(opened.metrics),
    )
