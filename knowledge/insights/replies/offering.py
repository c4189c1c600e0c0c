"""Questions that the same items can answer next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from knowledge.insights.proportions import StandsOut
from knowledge.insights.questions.asking import Kind
from knowledge.insights.replies.wording import plural
from knowledge.insights.sight import Seen
from knowledge.insights.themes.theme import Theme

_LONGEST = 75
_MOST = 3


def of_count(seen: Seen, standing: StandsOut | None) -> tuple[str, ...]:
    """After a count: what they say, the share or the number, and themes."""
    about = _about(seen)
    other = "How many" if seen.asked.kind is Kind.SHARE else "What share of"
    return _fitting([
        f"What do customers say about {about}?" if seen.n else "",
        _narrowed(about, standing),
        f"{other} {_items(seen)} mention {about}?" if seen.n else "",
        f"What are the top themes in the {seen.sources[0].name}?",
    ])  # fmt: skip


def of_topic(seen: Seen, standing: StandsOut | None) -> tuple[str, ...]:
    """After what was said of a topic: the same of what stands out, the count, and themes."""
    about = _about(seen)
    return _fitting([
        _narrowed(about, standing),
        f"How many {_items(seen)} mention {about}?",
        f"What are the top themes in the {seen.sources[0].name}?",
    ])  # fmt: skip


def of_themes(found: Sequence[Theme]) -> tuple[str, ...]:
    """After themes: what is said about the largest."""
    units = (theme.name.split(", ") for theme in found)
    best = (next((unit for unit in each if " " in unit), each[0]) for each in units)
    return _fitting(f"What do customers say about {unit}?" for unit in best)


def _about(seen: Seen) -> str:
    """The topic so that it is read again as it was."""
    groups = [
        " or ".join(f'"{phrase}"' if phrase.exact else str(phrase) for phrase in group)
        for group in seen.asked.topic
    ]
    return " and ".join(groups)


def _narrowed(about: str, standing: StandsOut | None) -> str:
    return f"What do customers say about {about} at {standing.value}?" if standing else ""


def _items(seen: Seen) -> str:
    name = seen.sources[0].name
    return name if plural(name) else f"items of the {name}"


def _fitting(questions: Iterable[str]) -> tuple[str, ...]:
    short = dict.fromkeys(one for one in questions if one and len(one) <= _LONGEST)
    return tuple(short)[:_MOST]
