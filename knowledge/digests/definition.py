"""What a digest is to say, and to whom; when it is posted is the schedule's business."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from knowledge.metrics.periods import Grain
from knowledge.metrics.series.ports import Asked
from knowledge.models import EVERYONE

PERIODS: Mapping[str, Grain | None] = {
    **{f"last_complete_{grain}": grain for grain in Grain},
    "latest": None,
}
"""What a definition may say, and the grain that it means; `latest` is all rows there are."""

CATCH_UP = timedelta(hours=6)
"""After downtime, and while data is missing: how late a digest may be, unless it says so."""


@dataclass(frozen=True, slots=True)
class Freshness:
    """How old the newest row of a source may be, and what happens to older ones.

    Attributes:
        on_stale: `hold`, `send_with_warning` or `skip`.
    """

    source: str
    max_age: timedelta
    on_stale: str = "hold"


@dataclass(frozen=True, slots=True)
class Quotes:
    """Whose words are quoted: the source, and how many that agree with the theme."""

    source: str
    count: int = 2


@dataclass(frozen=True, slots=True)
class DigestDefinition:
    """What a digest says, and to whom.

    Attributes:
        period: one of `PERIODS`.
        send_if: `always`, `any_changed` or `any_breached`.
        audience: who may read the channel; each metric's tables must allow it.
        quotes: whose words are quoted, None for nobody's.
        owner: the person or group who is told when it cannot be posted, "" for the admins.
        catch_up: how long after its slot it is still worth posting.
    """

    name: str
    title: str
    channel: str
    period: str
    metrics: tuple[Asked, ...]
    audience: str = EVERYONE
    freshness: Freshness | None = None
    send_if: str = "always"
    quotes: Quotes | None = None
    owner: str = ""
    catch_up: timedelta = CATCH_UP
