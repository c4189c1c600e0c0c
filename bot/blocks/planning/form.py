"""The form that plans a digest: short at first, everything on demand. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.blocks.parts import forms
from bot.blocks.parts.message import Block, context, section
from bot.blocks.parts.mrkdwn import escaped
from bot.blocks.planning.draft import LAST, MONTH, WEEK, WEEKDAYS, Draft
from bot.blocks.planning.zones import offered
from knowledge.metrics.series.ports import LAST_YEAR, PREVIOUS

FORM, PREVIEW, MORE = "digest_form", "digest_form_preview", "digest_form_more"
"""The form's callback id, and the action ids of its buttons."""

TITLE, CHANNEL, METRICS, BY = "digest_title", "digest_channel", "digest_metrics", "digest_by"
RHYTHM, DAYS, MONTH_DAY = "digest_rhythm", "digest_days", "digest_month_day"
TIME, ZONE, COMPARE, SEND_IF = "digest_time", "digest_zone", "digest_compare", "digest_send_if"
WATCHED, LIMIT, QUOTES, MAX_AGE = "digest_watched", "digest_limit", "digest_quotes", "digest_age"
HOLIDAYS = "digest_holidays"
"""Block ids of the fields."""

NONE = "none"
"""The value of a choice that means nothing of it."""

LONGEST_TITLE = 100

_NAMES = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_DAYS = dict(zip(WEEKDAYS, _NAMES, strict=True))
_RHYTHMS = {
    WEEK: "On days of the week",
    MONTH: "On a day of each month",
    LAST: "On the last working day of each month",
}
_PERIODS = {
    "last_complete_week": "The last whole week",
    "last_complete_month": "The last whole month",
    "last_complete_day": "The day before",
    "last_complete_quarter": "The last whole quarter",
    "last_complete_year": "The last whole year",
    "latest": "Everything so far",
}
_COMPARED = {PREVIOUS: "The period before", LAST_YEAR: "The same period last year"}
_SEND_IF = {
    "always": "Every time",
    "any_changed": "Only when a number has changed",
    "any_breached": "Only when a number needs a reason",
}
_HOLIDAYS = {
    "send": "Post it as on any other day",
    "skip": "Leave it out",
    "next_working_day": "Post it on the next working day",
}
_AGES = {
    NONE: "Post it all the same",
    "2d": "Hold it when the newest row is over 2 days old",
    "4d": "Hold it when the newest row is over 4 days old",
    "9d": "Hold it when the newest row is over 9 days old",
    "40d": "Hold it when the newest row is over 40 days old",
}


@dataclass(frozen=True, slots=True)
class Offer:
    """What can be chosen for a channel by this person, each by its name with what people read.

    Attributes:
        metrics: may be read by everybody in the channel, and by them.
        percents: those of the metrics that are shares.
        dimensions: that all chosen metrics can be split by.
        sources: that customers may be quoted from.
        holidays: whether the workspace has any.
        note: why something is not offered, "" where nothing is missing.
    """

    metrics: Mapping[str, str] = field(default_factory=dict)
    percents: frozenset[str] = frozenset()
    dimensions: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    holidays: bool = False
    note: str = ""


def period_field(rhythm: str) -> str:
    """The block id of the period; another one for each rhythm, so that its default follows."""
    return f"digest_period_{WEEK if rhythm == WEEK else MONTH}"


def digest_form(draft: Draft, offer: Offer, about: Mapping[str, Any], told: str = "") -> Block:
    """The form. `about` comes back with it; `more` in it asks for the rarer fields too.

    `told` stands above the fields.
    """
    blocks = [
        *([section(escaped(told))] if told else []),
        forms.words(TITLE, "What is it called?", many_lines=False, longest=LONGEST_TITLE,
                    given=draft.title),
        _channel(draft.channel),
        *_metrics(draft, offer),
        _told(forms.pick(RHYTHM, "When does it come?", _RHYTHMS, draft.rhythm)),
        *_days(draft),
        _time(draft),
    ]  # fmt: skip
    if about.get("more"):
        blocks += _more(draft, offer)
    buttons = [forms.button("Preview", PREVIEW, "preview")]
    if not about.get("more"):
        buttons.append(forms.button("More choices", MORE, "more"))
    blocks.append(forms.row(*buttons))
    title = "Change a digest" if about.get("name") else "New digest"
    return forms.form(FORM, title, "Save", about, *blocks)


def _metrics(draft: Draft, offer: Offer) -> list[Block]:
    """The metrics and, where they have one in common, how they are split."""
    note = [context(escaped(offer.note))] if offer.note else []
    if not offer.metrics:
        return note
    blocks = [_told(forms.several(METRICS, "Which numbers?", offer.metrics, draft.metrics)), *note]
    if offer.dimensions:
        split = {NONE: "No, as a whole", **offer.dimensions}
        first = draft.by if draft.by in split else NONE
        blocks.append(forms.select(BY, "Split by?", split, first))
    return blocks


def _days(draft: Draft) -> list[Block]:
    if draft.rhythm == WEEK:
        return [forms.ticks(DAYS, "Which days?", _DAYS, draft.days)]
    if draft.rhythm == MONTH:
        days = {str(day): _ordinal(day) for day in range(1, 32)}
        hint = "A month that is shorter has it on its last day."
        return [forms.select(MONTH_DAY, "Which day?", days, draft.month_day, hint)]
    return []


def _more(draft: Draft, offer: Offer) -> list[Block]:
    blocks = [
        forms.select(ZONE, "In which time zone?", offered(draft.zone), draft.zone),
        forms.select(period_field(draft.rhythm), "About which days?", _PERIODS, draft.period),
        *_holidays(draft, offer),
        forms.ticks(COMPARE, "Compared with?", _COMPARED, draft.compare, optional=True),
        forms.select(SEND_IF, "Is it posted every time?", _SEND_IF, draft.send_if),
        *_watched(draft, offer),
    ]
    if offer.sources:
        sources = {NONE: "No quotes", **offer.sources}
        first = draft.quotes if draft.quotes in sources else NONE
        blocks.append(forms.select(QUOTES, "Whose words are quoted?", sources, first))
    age = draft.max_age or NONE
    ages = _AGES if age in _AGES else {**_AGES, age: f"Hold it when rows are over {age} old"}
    blocks.append(forms.select(MAX_AGE, "And when data is old?", ages, age))
    return blocks


def _holidays(draft: Draft, offer: Offer) -> list[Block]:
    if not offer.holidays or draft.rhythm == LAST:
        return []
    return [forms.select(HOLIDAYS, "And on a holiday?", _HOLIDAYS, draft.holidays)]


def _watched(draft: Draft, offer: Offer) -> list[Block]:
    """When an owner is asked for a reason: which number, on which side, of which value."""
    chosen = [one for one in draft.metrics if one in offer.metrics][:49]
    if not chosen:
        return []
    sides = {
        f"{one}:{side}": f"{offer.metrics[one]} is {side}"
        for one in chosen
        for side in ("below", "above")
    }
    first = draft.watched if draft.watched in sides else NONE
    metric = draft.watched.rpartition(":")[0]
    given = "" if draft.limit is None or first == NONE else _shown(draft.limit, metric, offer)
    hint = "A number, as the digest shows it: 90 % or 1,200."
    return [
        forms.select(WATCHED, "Ask the owner for a reason when", {NONE: "Never", **sides}, first),
        forms.words(LIMIT, "this value", hint=hint, optional=True, many_lines=False, longest=20,
                    given=given),
    ]  # fmt: skip


def _shown(limit: float, metric: str, offer: Offer) -> str:
    return f"{limit * 100:.10g} %" if metric in offer.percents else f"{limit:.10g}"


def _channel(channel: str) -> Block:
    element: Block = {
        "type": "conversations_select",
        "action_id": forms.FIELD,
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    }
    if channel:
        element["initial_conversation"] = channel
    return _told(forms.input_block(CHANNEL, "In which channel?", element))


def _time(draft: Draft) -> Block:
    element = {"type": "timepicker", "action_id": forms.FIELD, "initial_time": draft.time}
    return forms.input_block(TIME, "At what time?", element, f"In {draft.zone.replace('_', ' ')}.")


def _told(block: Block) -> Block:
    """A field whose change the bot hears of at once, as other fields depend on it."""
    return block | {"dispatch_action": True}


def _ordinal(day: int) -> str:
    ending = "th" if 10 < day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"
