"""Digests, numbers and what owners are asked about them, as lines of the app's home. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.blocks.home.home import Item
from bot.blocks.parts.mrkdwn import escaped, shortened
from bot.blocks.planning.listing import DELIVERIES, MANAGE
from bot.blocks.reasons import GIVE
from knowledge.metrics.definitions import MetricDefinition
from knowledge.metrics.standing import change
from knowledge.metrics.wording import change_words, day_words, value_words
from knowledge.store.digests.reasons import Reason

_WORDS, _TITLE = 300, 120


@dataclass(frozen=True, slots=True)
class Told:
    """One digest as its line says it.

    Attributes:
        next: when it comes next, "" where it is paused.
        state: what is to be known besides: who planned it, or why it is not posted.
    """

    name: str
    title: str
    channel: str
    next: str = ""
    state: str = ""


def subscription(one: Told) -> Item:
    """A digest of a channel that somebody is in, with the way to its list."""
    return Item(_line(one), "Manage", MANAGE, one.channel, one.title)


def overseen(one: Told) -> Item:
    """The same for those who look after the bot, with what became of its last days."""
    return Item(_line(one), "Last ten", DELIVERIES, one.name, one.title)


def held(one: Told) -> Item:
    """A digest that waits for its data."""
    reason = f": {escaped(shortened(one.state, _WORDS))}" if one.state else ""
    return Item(f"*{escaped(shortened(one.title, _TITLE))}* in <#{one.channel}> is held{reason}")


def asked(reason: Reason) -> Item:
    """A number whose owner is asked for the reason."""
    text = f"*{escaped(shortened(reason.asked, _WORDS))}*\nWhat is the reason, in one line?"
    return Item(text, "Answer", GIVE, str(reason.id), reason.label)


def standing(metric: MetricDefinition, figure: Mapping[str, Any] | None) -> Item:
    """A number with its change and its promise; `figure` has the keys that a delivery keeps."""
    if figure is None:
        return Item(f"*{escaped(metric.label)}* · no figure yet")
    value, unit = figure.get("value"), str(figure.get("unit") or "")
    moved = change(value, figure.get("previous"), metric.direction)
    parts = [f"*{escaped(metric.label)}: {escaped(value_words(value, unit, metric.label))}*"]
    parts += [escaped(change_words(moved, unit, "in the period before"))] if moved else []
    parts += [escaped(way) for way in (_promised(figure, unit, metric.label),) if way]
    ended = (figure.get("period") or {}).get("end")
    parts += [f"until {day_words(date.fromisoformat(ended))}"] if ended else []
    return Item(" · ".join(parts))


def _line(one: Told) -> str:
    facts = [f"*{escaped(shortened(one.title, _TITLE))}*"]
    facts += [f"<#{one.channel}>"] if one.channel else []
    facts += [f"next on {escaped(one.next)}"] if one.next else []
    facts += [escaped(shortened(one.state, _WORDS))] if one.state else []
    return " · ".join(facts)


def _promised(figure: Mapping[str, Any], unit: str, label: str) -> str:
    """What was promised: "35.8 at the start, 26 due 31 Mar 2027"."""
    baseline, target, due = (figure.get(name) for name in ("baseline", "target", "target_date"))
    parts = []
    if baseline is not None:
        parts.append(f"{value_words(baseline, unit, label)} at the start")
    if target is not None:
        by = f" due {day_words(date.fromisoformat(due))}" if due else ""
        parts.append(f"{value_words(target, unit, label)}{by}")
    return ", ".join(parts)
