"""How many items say something: by SQL over all of them, never by a search for some."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import sqrt

from knowledge.insights.matching import Match
from knowledge.insights.ports import ItemReader
from knowledge.metrics.periods import Grain, containing
from knowledge.models import Period
from knowledge.store.items import Selection, StoredItem

SMALLEST_GROUP = 5
"""Fewer people than this are never told apart."""
OTHERS = "others"

_MOST_ATTRIBUTES = 8
_TELLING = 2.6  # standard deviations: with dozens of values compared, less happens by chance
_MUCH = 1.3  # times its usual share


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


@dataclass(frozen=True, slots=True)
class StandsOut:
    """A value that is met more often among the matched than among all.

    Attributes:
        n: matched items with it, `among` all of the matched.
        usual: its share of all items with text.
    """

    attribute: str
    value: str
    n: int
    among: int
    usual: float

    @property
    def share(self) -> float:
        """Of the matched items."""
        return self.n / self.among


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
    """The same over as many days before its period; None without a period or without items."""
    period = count.whole.period
    if period is None:
        return None
    length = period.end - period.start
    end = date.fromordinal(period.start.toordinal() - 1)
    earlier = replace(count.whole, period=Period(end - length, end))
    found = counted(items, earlier, match)
    return found if found.of else None


def samples(items: ItemReader, count: Count, most: int = 3) -> tuple[StoredItem, ...]:
    """Items of a count, spread over its time: the newest first, the oldest last."""
    if count.n <= most:
        return tuple(items.newest(count.selection, most))
    places = [round(step * (count.n - 1) / (most - 1)) for step in range(most)]
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


def stands_out(items: ItemReader, count: Count, skipped: Sequence[str] = ()) -> StandsOut | None:
    """The value that is most out of proportion among the matched, None where none is.

    Compared by z = (n - N p) / sqrt(N p (1 - p)) for n of N matched and a usual share p; groups
    under five are left out.

    Args:
        items: to count in.
        count: with a match.
        skipped: attributes that the question itself fixes.
    """
    best: tuple[float, StandsOut] | None = None
    known = items.attributes(count.whole.audiences, count.source)
    for attribute in [name for name in known if name not in skipped][:_MOST_ATTRIBUTES]:
        if len(known[attribute]) > max(SMALLEST_GROUP, count.of // 2):
            continue  # an id, another one for each item
        usual = dict(items.group(count.whole, attribute))
        for value, n in items.group(count.selection, attribute):
            found = _compared(StandsOut(attribute, value, n, count.n, usual[value] / count.of))
            if found and (best is None or found[0] > best[0]):
                best = found
    return best[1] if best else None


def fixed(count: Count) -> tuple[str, ...]:
    """Attributes that the question itself sets."""
    return tuple(name for name, _ in count.whole.attributes)


def _compared(one: StandsOut) -> tuple[float, StandsOut] | None:
    if not one.value or one.n < SMALLEST_GROUP or one.usual >= 1:
        return None
    expected = one.among * one.usual
    z = (one.n - expected) / sqrt(expected * (1 - one.usual))
    return (z, one) if z >= _TELLING and one.share >= _MUCH * one.usual else None
