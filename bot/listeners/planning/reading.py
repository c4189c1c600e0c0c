"""The filled-in form as a draft, and as what is kept: the same rules as for a file. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from dataclasses import replace
from datetime import date

from bot.blocks.planning import form as fields
from bot.blocks.planning.draft import LAST, MONTH, PERIOD, WEEK, Besides, Draft
from bot.listeners.clicks import Filled
from bot.schedule.digests import PlannedDigest, kept
from knowledge.metrics.located import Misdefined

_NUMBER = re.compile(r"([+-]?[\d,' ]*\.?\d+)\s*(%|percent)?", re.IGNORECASE)
_SPECIAL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")

FIELD_OF = {
    "title": fields.TITLE,
    "channel": fields.CHANNEL,
    "days": fields.DAYS,
    "day_of_month": fields.MONTH_DAY,
    "time": fields.TIME,
    "timezone": fields.ZONE,
    "compare": fields.COMPARE,
    "above": fields.LIMIT,
    "below": fields.LIMIT,
    "max_age": fields.MAX_AGE,
}
"""By a setting of a file, where its refusal is shown."""


class Unfit(ValueError):
    """The form cannot be taken: a sentence for each field that is wrong."""

    def __init__(self, wrong: dict[str, str]) -> None:
        super().__init__("; ".join(wrong.values()))
        self.wrong = wrong


def drafted(form: Filled, before: Draft, percents: Collection[str] = ()) -> Draft:
    """What is filled in; fields that are not shown stay as they were before."""
    rhythm = form.words(fields.RHYTHM) or before.rhythm
    rhythm = rhythm if rhythm in (WEEK, MONTH, LAST) else WEEK
    period = form.words(fields.period_field(rhythm))
    told = replace(
        before,
        title=_SPECIAL.sub(" ", form.words(fields.TITLE)).strip(),
        channel=form.words(fields.CHANNEL),
        metrics=form.picked(fields.METRICS),
        by=_choice(form, fields.BY, ""),
        rhythm=rhythm,
        days=form.picked(fields.DAYS) if fields.DAYS in form.state else before.days,
        month_day=form.words(fields.MONTH_DAY) or before.month_day,
        time=form.words(fields.TIME) or before.time,
        period=period or (before.period if rhythm == before.rhythm else PERIOD[rhythm]),
    )
    if fields.ZONE not in form.state:
        return told
    watched = _choice(form, fields.WATCHED, "")
    return replace(
        told,
        zone=form.words(fields.ZONE) or before.zone,
        compare=form.picked(fields.COMPARE),
        send_if=form.words(fields.SEND_IF) or before.send_if,
        watched=watched,
        limit=number(form.words(fields.LIMIT), percent=watched.rpartition(":")[0] in percents),
        quotes=_choice(form, fields.QUOTES, ""),
        max_age=_choice(form, fields.MAX_AGE, ""),
        holidays=form.words(fields.HOLIDAYS) or before.holidays,
    )


def planned(
    draft: Draft, besides: Besides, holidays: Collection[date] = ()
) -> tuple[str, PlannedDigest]:
    """What is kept of a draft, and the digest that it is.

    Raises:
        Unfit: a file that said the same would be refused.
    """
    wrong = _missing(draft)
    if wrong:
        raise Unfit(wrong)
    body = json.dumps(draft.body(besides), ensure_ascii=False)
    try:
        return body, replace(kept(body, besides.name, holidays), author=besides.owner)
    except Misdefined as error:
        sentence = error.sentence[:1].upper() + error.sentence[1:]
        raise Unfit({FIELD_OF.get(error.name, fields.TITLE): sentence}) from error


def number(text: str, *, percent: bool) -> float | None:
    """A number as people write it; a share of a hundred where it is percent, None for none."""
    found = _NUMBER.fullmatch(text.strip().replace("\u00a0", " "))
    if not found:
        return None
    value = float(re.sub(r"[,' ]", "", found[1]))
    return value / 100 if percent or found[2] else value


def slug(title: str) -> str:
    """A name for a digest, from its title."""
    plain = re.sub(r"[^a-z0-9]+", "-", title.casefold()).strip("-")
    return plain[:60].strip("-") or "digest"


def _choice(form: Filled, name: str, nothing: str) -> str:
    picked = form.words(name)
    return nothing if picked in ("", fields.NONE) else picked


def _missing(draft: Draft) -> dict[str, str]:
    wrong = {}
    if not draft.title:
        wrong[fields.TITLE] = "Give it a name that people in the channel will know it by."
    if not draft.metrics:
        wrong[fields.METRICS] = "Choose at least one number."
    if draft.rhythm == WEEK and not draft.days:
        wrong[fields.DAYS] = "Choose at least one day."
    if draft.watched and draft.limit is None:
        wrong[fields.LIMIT] = "Write a number, such as 90 % or 1,200, or choose Never above."
    return wrong
