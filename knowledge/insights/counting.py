"""How many items say something: by SQL over all of them, never by a search for some."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from knowledge.insights.matching import Match
from knowledge.insights.ports import ItemReader
from knowledge.metrics.periods import Grain, containing
from knowledge.metrics.periods import before as previous
from knowledge.models import Period
from knowledge.store.counting.items import Selection, StoredItem

SMALLEST_GROUP = 5
"""Fewer people than this are never told apart."""
OTHERS = "others"

_FEW = 40  # items that are read at once as fast as three alone


@dataclass(frozen=True, slots=True)
class Count:
    """How many of how many.

    Attributes:
        n: items with the words.
        of: items with any text, under the same conditions.
        selection: of `n`; `whole` is that of `of`.
        statement: the SQL that gave `n`.
    """

    source: str
    n: int
    of: int
    selection: Selection
    whole: Selection
    statement: str

    @property
    def share(self) -> float | None:
        """Of all, None of nothing."""
        return self.n / self.of if self.of else None


def counted(items: ItemReader, whole: Selection, match: Match | None) -> Count:
    """Counts a selection of one source, and those of it that match; all of it for None.

    Raises:
        StoreError: the store cannot be read.
    """
    said = replace(whole, said=True)
    chosen = replace(said, words=(*said.words, *match.groups)) if match else said
    of = items.count(said)
    n = items.count(chosen) if match and of else of
    source = whole.sources[0] if len(whole.sources) == 1 else ""
    return Count(source, n, of, chosen, said, items.statement(chosen))


def before(count: Count, items: ItemReader, match: Match) -> Count | None:
    """The same over the period before; None without a period or without items in it.

    Of a week, month, quarter or year the one before, else as many days. Where the newest item is
    from within the period, only as much of the one before is counted.
    """
    period = count.whole.period
    if period is None:
        return None
    last = items.span(replace(count.whole, period=None))
    earlier = _earlier(period, last.end if last else period.end)
    found = counted(items, replace(count.whole, period=earlier), match)
    return found if found.of else None


def _earlier(period: Period, last: date) -> Period:
    over = min(period.end, max(last, period.start)) - period.start
    for grain in (Grain.WEEK, Grain.MONTH, Grain.QUARTER, Grain.YEAR):
        if containing(period.start, grain) == period:
            same = previous(period, grain)
            whole = over == period.end - period.start
            return same if whole else Period(same.start, min(same.end, same.start + over))
    end = period.start - timedelta(days=1)
    return Period(end - over, end)


def samples(items: ItemReader, count: Count, most: int = 3) -> tuple[StoredItem, ...]:
    """Items of a count, spread over its time: the newest first, the oldest last."""
    if count.n <= most:
        return tuple(items.newest(count.selection, most))
    places = [round(step * (count.n - 1) / (most - 1)) for step in range(most)]
    if count.n <= _FEW:
        found = items.newest(count.selection, _FEW)
        return tuple(found[place] for place in places)
    return tuple(one for place in places for one in items.newest(count.selection, 1, place))


def months(items: ItemReader, count: Count) -> tuple[tuple[Period, int], ...]:
    """By month, oldest first, none left out between."""
    return tuple(items.by_period(count.selection, lambda day: containing(day, Grain.MONTH)))


def broken_down(
    items: ItemReader, selection: Selection, attribute: str
) -> tuple[tuple[str, int], ...]:
    """(value, n), the most first. Values of fewer than five items are `OTHERS` together.

    Those too are left out where they are one value only, or fewer than five items.
    """
    groups = [(value, n) for value, n in items.group(selection, attribute) if value]
    large = [pair for pair in groups if pair[1] >= SMALLEST_GROUP]
    small = [n for _, n in groups if n < SMALLEST_GROUP]
    if len(small) > 1 and sum(small) >= SMALLEST_GROUP:
        large.append((OTHERS, sum(small)))
    return tuple(large)


def fixed(count: Count) -> tuple[str, ...]:
    """Attributes that the question itself sets."""
    return tuple(name for name, _ in count.whole.attributes)
