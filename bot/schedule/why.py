"""What became of a slot, when and why, and on which data: the same words for everybody. Pure."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any

from bot.schedule.digests import PlannedDigest
from bot.schedule.saying import next_slot
from bot.schedule.sending.entering import BY_HAND, PAUSED_THEN, paused_by
from knowledge.metrics.wording import day_words, period_name
from knowledge.models import Period
from knowledge.store.digests.calendar import Delivery, State
from knowledge.store.digests.planned import DigestChange
from knowledge.store.messages.departures import DEAD, SENT, DepartureState

_SOON = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Why:
    """What can be told of one slot.

    Attributes:
        delivery: the slot itself.
        planned: how it is planned now, None where it is not any more.
        posted: what the outbox made of its message, None where it was handed none.
        paused_by: the id of who had paused it when it came due, "" for nobody.
        zone: the times are told in it.
    """

    delivery: Delivery
    planned: PlannedDigest | None
    posted: DepartureState | None = None
    paused_by: str = ""

    @property
    def zone(self) -> tzinfo:
        """Where its readers are."""
        return self.planned.schedule.zone if self.planned else UTC

    @property
    def values(self) -> dict[str, Any]:
        """What it said, by the keys of a preview; empty where nothing was computed."""
        found = json.loads(self.delivery.values) if self.delivery.values else {}
        return found if isinstance(found, dict) else {}

    @property
    def rows(self) -> dict[str, int]:
        """By metric, the rows behind its figure."""
        figures = self.values.get("figures", ())
        return {str(one["metric"]): int(one["n"]) for one in figures if not one["dimensions"]}


def why(
    delivery: Delivery,
    planned: PlannedDigest | None,
    posted: DepartureState | None = None,
    changes: Sequence[DigestChange] = (),
) -> Why:
    """Everything that is known of a slot; `changes` are those of its digest, newest first."""
    paused = paused_by(changes, delivery.slot) if delivery.reason == PAUSED_THEN else ""
    return Why(delivery, planned, posted, paused)


def why_words(told: Why, now: datetime | None = None, names: Callable[[str], str] = str) -> str:
    """The same in sentences, without markup; with `now`, also when the next one is due.

    `names` tells what people are called by their ids.
    """
    delivery, planned = told.delivery, told.planned
    title = planned.definition.title if planned else delivery.digest
    deed = "was sent by hand" if delivery.reason == BY_HAND else "was due"
    due = f"{title} {deed} {_moment(delivery.slot, told.zone)}."
    following = next_slot(planned, now) if planned and now else None
    after = [f"The next one is due {_moment(following, told.zone)}."] if following else []
    return " ".join([due, _became(told, names), *_data(told), *after])


def _became(told: Why, names: Callable[[str], str]) -> str:
    delivery, reason = told.delivery, told.delivery.reason
    if delivery.state is State.SENT:
        return _posted(told)
    if delivery.state is State.HELD:
        until = ""
        if told.planned:
            end = delivery.slot + told.planned.definition.catch_up
            until = f" It is tried again until {_moment(end, told.zone)}."
        return f"It is held: {_lower(reason)}{until}"
    if delivery.state is State.SKIPPED:
        who = names(told.paused_by) if told.paused_by else ""
        return f"It was not posted: {_lower(reason)}" + (f" {who} had paused it." if who else "")
    return "It is being made."


def _posted(told: Why) -> str:
    delivery, posted = told.delivery, told.posted
    if posted is not None and posted.state == DEAD:
        return f"Slack did not take it. {posted.reason}".strip()
    if posted is not None and posted.state != SENT:
        return "It was handed over, and waits for Slack."
    at = delivery.settled_at or delivery.slot
    late = at - delivery.slot
    said = f"It was posted at {at.astimezone(told.zone):%H:%M}"
    if late > _SOON:
        said = f"It was posted {_moment(at, told.zone)}, {_length(late)} late"
    was_held = delivery.reason not in ("", BY_HAND)
    held = f" It was held until then: {_lower(delivery.reason)}" if was_held else ""
    return f"{said}.{held}"


def _data(told: Why) -> Iterator[str]:
    values = told.values
    period = values.get("period")
    if period:
        days = Period(date.fromisoformat(period["start"]), date.fromisoformat(period["end"]))
        yield f"It is about {period_name(days)}."
    newest = values.get("newest") or {}
    if newest:
        days_of = (f"{name} {day_words(date.fromisoformat(day))}" for name, day in newest.items())
        yield f"Its newest rows: {', '.join(days_of)}."
    if told.rows:
        yield f"Rows behind it: {', '.join(f'{name} {n:,}' for name, n in told.rows.items())}."


def _moment(at: datetime, zone: tzinfo) -> str:
    local = at.astimezone(zone)
    return f"{local:%A}, {day_words(local.date())}, {local:%H:%M}"


def _length(late: timedelta) -> str:
    minutes = round(late / timedelta(minutes=1))
    if minutes < 120:
        return f"{minutes} minutes"
    return f"{round(minutes / 60)} hours"


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
