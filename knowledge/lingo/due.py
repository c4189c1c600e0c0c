"""When a meaning is to be looked at again. Pure."""

from __future__ import annotations

from datetime import date, timedelta

from knowledge.models import Sense

_LONGEST = 36_500  # days


def review_due(sense: Sense, dated: date | None) -> date | None:
    """The day on which its review falls due, None where it has none.

    Args:
        sense: what may be verified already.
        dated: the day that its document is from.
    """
    since = sense.verified_at or dated
    if not sense.review_days or since is None or sense.status in {"Deprecated", "Rejected"}:
        return None
    return since + timedelta(days=min(sense.review_days, _LONGEST))
