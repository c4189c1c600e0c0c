"""Small pieces of a reply about customers' words: numbers, days, sources."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from knowledge.insights.counting import Count
from knowledge.insights.quotes.excerpts import Excerpt
from knowledge.insights.sight import Seen
from knowledge.models import Citation, Period
from knowledge.store.counting.items import ItemSource, StoredItem

_SHORT = 60  # characters of what people or sources wrote, within a sentence
_PARTS = 4


def percent(share: float | None) -> str:
    """8.0 %; nothing of nothing."""
    return "" if share is None else f"{share * 100:.1f} %"


def day(one: date) -> str:
    """3 August 2023."""
    return f"{one.day} {one:%B %Y}"


def period(of: Period) -> str:
    """July 2023 for a whole month, 2023 for a whole year, else both days."""
    first, last = of.start, of.end
    following = date.fromordinal(last.toordinal() + 1)
    if first.day == 1 and following.day == 1:
        if (first.year, first.month) == (last.year, last.month):
            return f"{first:%B %Y}"
        if first.month == 1 and following.month == 1 and first.year == last.year:
            return str(first.year)
    if first == last:
        return day(first)
    return f"{day(first)} to {day(last)}"


def listed(parts: Iterable[str]) -> str:
    """a, b and c."""
    *before, last = [*parts] or [""]
    return f"{', '.join(before)} and {last}" if before else last


def short(text: str) -> str:
    """At most sixty characters of it."""
    return text if len(text) <= _SHORT else f"{text[: _SHORT - 1].rstrip()}…"


def spoken(seen: Seen) -> str:
    """What was looked for, as it was counted: “late fee”, “slow” or “late”, “parcel” and “late”."""
    groups = seen.asked.topic
    if len(groups) == 1 and len(groups[0]) == 1 and not (seen.match and seen.match.loose):
        return f"“{short(seen.asked.about)}”"
    parts: list[str] = []
    for group in groups:
        if len(group) == 1 and seen.match and seen.match.loose and not group[0].exact:
            parts += [f"“{word}”" for word in group[0].words]
        else:
            parts.append(" or ".join(f"“{phrase}”" for phrase in group))
    return listed(parts) if len(parts) <= _PARTS else f"{listed(parts[:_PARTS])} and more"


def number(value: float) -> str:
    """2, 2.5."""
    return f"{value:g}"


def plural(name: str) -> bool:
    """Whether a source's name says what its items are: tickets, but not register."""
    return name.endswith("s") and not name.endswith("ss")


def items_of(source: ItemSource, n: int) -> str:
    """16 tickets; 389 texts in the complaint register, where not all of its items have one."""
    name = source.name.replace("_", " ")
    if source.said == source.n and plural(name):
        return f"{n:,} {name}"
    if plural(name):
        return f"{n:,} {name} with text"
    return f"{n:,} texts in the {name}"


def conditions(count: Count) -> str:
    """What else holds of a count, after a space: ` in July 2023 (Depot: Penrith)`."""
    when = f" in {period(count.whole.period)}" if count.whole.period is not None else ""
    said = [f"{name}: {short(' or '.join(values))}" for name, values in count.whole.attributes]
    return f"{when} ({'; '.join(said)})" if said else when


def cited(number: int, excerpt: Excerpt) -> Citation:
    """The citation of a quote: the document, the record, the day, and attributes as its section."""
    one = excerpt.of
    return Citation(
        number=number,
        document=one.item.document,
        title=one.title,
        section=one.item.record,
        quote=excerpt.text,
        link=one.link,
        owner=one.owner,
        domain=one.domain,
        updated=one.item.day,
    )


def whose(one: StoredItem, shown: tuple[str, ...] = ()) -> str:
    """(7173312, 27 June 2023, FL): the record or title, the day, and these attributes."""
    item = one.item
    facts = [item.record or one.title]
    if item.day is not None:
        facts.append(day(item.day))
    facts += [value for name in shown if (value := item.attributes.get(name, ""))]
    return ", ".join(fact for fact in facts if fact)
