"""What the form of a digest says, and the same with the keys of a file. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from knowledge.digests.definition import DigestDefinition
from knowledge.metrics.series.ports import PREVIOUS

Json = dict[str, Any]

WEEK, MONTH, LAST = "week", "month", "last_working_day"
"""How it comes round: on days of the week, on a day of the month, or on its last working day."""

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
PERIOD = {WEEK: "last_complete_week", MONTH: "last_complete_month", LAST: "last_complete_month"}
"""The period that goes with each rhythm, unless somebody wants another one."""


@dataclass(frozen=True, slots=True)
class Besides:
    """What a digest has that nobody is asked for.

    Attributes:
        dated: the table whose newest row says how old the numbers are, "" for none.
        owner: who is told when it cannot be posted.
    """

    name: str
    audience: str
    dated: str
    owner: str


@dataclass(frozen=True, slots=True)
class Draft:
    """The fields of the form, as they are filled in.

    Attributes:
        by: the dimension that each metric is split by, "" for none.
        days: of the week, `mon` to `sun`; `month_day` counts where the rhythm is the month's.
        watched: whose owner is asked: `METRIC:above` or `METRIC:below`; "" for nobody's.
        limit: the value that is meant by it, in the metric's own unit (a share as a fraction).
        quotes: the source that customers are quoted from, "" for none.
        max_age: how old the newest row may be, such as `9d`; "" for as old as it is.
        holidays: what becomes of a day that is one: `send`, `skip` or `next_working_day`.
    """

    title: str = ""
    channel: str = ""
    metrics: tuple[str, ...] = ()
    by: str = ""
    rhythm: str = WEEK
    days: tuple[str, ...] = ("mon",)
    month_day: str = "1"
    time: str = "09:00"
    zone: str = "UTC"
    period: str = PERIOD[WEEK]
    compare: tuple[str, ...] = (PREVIOUS,)
    send_if: str = "always"
    watched: str = ""
    limit: float | None = None
    quotes: str = ""
    max_age: str = ""
    holidays: str = "send"

    def body(self, besides: Besides) -> Json:
        """The same with the keys of a file."""
        body: Json = {
            "digest": besides.name,
            "title": self.title,
            "channel": self.channel,
            "schedule": self._schedule(),
            "period": self.period,
            "metrics": [self._asked(one) for one in self.metrics],
            "send_if": self.send_if,
            "audience": besides.audience,
            "owner": besides.owner,
        }
        if self.quotes:
            body["quotes"] = {"source": self.quotes, "count": 2}
        if self.max_age and besides.dated:
            age = {"source": besides.dated, "max_age": self.max_age, "on_stale": "hold"}
            body["freshness"] = age
        return body

    def _schedule(self) -> Json:
        on: Json = {"days": list(self.days)}
        if self.rhythm == MONTH:
            on = {"day_of_month": int(self.month_day)}
        elif self.rhythm == LAST:
            on = {"day_of_month": LAST}
        rest: Json = {} if self.holidays == "send" else {"holidays": self.holidays}
        return {**on, "time": self.time, "timezone": self.zone, **rest}

    def _asked(self, metric: str) -> Json:
        asked: Json = {"name": metric}
        if self.compare:
            asked["compare"] = list(self.compare)
        if self.by:
            asked["by"] = self.by
        watched, _, comparison = self.watched.rpartition(":")
        if watched == metric and self.limit is not None:
            asked["ask_owner"] = {comparison: self.limit}
        return asked


def draft_of(body: Mapping[str, Any], definition: DigestDefinition) -> Draft:
    """A digest that the form made, as the form shows it again."""
    asked, schedule = definition.metrics, body["schedule"]
    day = schedule.get("day_of_month")
    watched = [(one.metric, limit) for one in asked for limit in one.thresholds]
    return Draft(
        title=definition.title,
        channel=definition.channel,
        metrics=tuple(one.metric for one in asked),
        by=asked[0].by,
        rhythm=WEEK if day is None else LAST if day == LAST else MONTH,
        days=tuple(_listed(schedule.get("days", ("mon",)))),
        month_day=str(day) if isinstance(day, int) else "1",
        time=schedule["time"],
        zone=schedule["timezone"],
        period=definition.period,
        compare=asked[0].compare,
        send_if=definition.send_if,
        watched=f"{watched[0][0]}:{watched[0][1].comparison}" if watched else "",
        limit=watched[0][1].value if watched else None,
        quotes=definition.quotes.source if definition.quotes else "",
        max_age=str(body.get("freshness", {}).get("max_age", "")),
        holidays=schedule.get("holidays", "send"),
    )


def _listed(days: str | Sequence[str]) -> Sequence[str]:
    return [days] if isinstance(days, str) else days
