"""Which items are meant: a rule that is the same in SQL, in words and for whoever counts again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, false, or_

from knowledge.models import Period
from knowledge.store.items.words import spaced
from knowledge.store.tables.items import items


@dataclass(frozen=True, slots=True)
class Selection:
    """Items that fulfil everything that is said here.

    Attributes:
        audiences: whose items may be seen; none, and nothing is selected.
        sources: names of sources; empty for all.
        words: for each of these at least one of its words or phrases stands in the text; whole
            words as `item_words` finds them, nothing is stemmed.
        attributes: (name, values): the attribute has one of these values, exactly as stored.
        period: on a day within it; an item without a day is in none.
        customers: keys from `customer_key`; empty for all.
        said: only items whose text has words.
    """

    audiences: frozenset[str]
    sources: tuple[str, ...] = ()
    words: tuple[tuple[str, ...], ...] = ()
    attributes: tuple[tuple[str, tuple[str, ...]], ...] = ()
    period: Period | None = None
    customers: tuple[str, ...] = ()
    said: bool = False


def condition(selection: Selection) -> ColumnElement[bool]:
    """The rule in SQL; the audiences are always part of it."""
    parts: list[ColumnElement[bool]] = [items.c.audience.in_(sorted(selection.audiences))]
    if selection.sources:
        parts.append(items.c.source.in_(selection.sources))
    if selection.period is not None:
        parts.append(items.c.day.between(selection.period.start, selection.period.end))
    if selection.said:
        parts.append(items.c.words != "")
    if selection.customers:
        parts.append(items.c.customer_key.in_(selection.customers))
    parts += [attribute(name).in_(values) for name, values in selection.attributes]
    parts += [_holds_one(forms) for forms in selection.words]
    return and_(*parts)


def attribute(name: str) -> ColumnElement[str]:
    """An attribute's value, NULL where an item has none of this name."""
    value: ColumnElement[str] = items.c.attributes[name].as_string()
    return value


def _holds_one(forms: Sequence[str]) -> ColumnElement[bool]:
    """Words hold neither % nor _, so that LIKE finds them and nothing else."""
    wanted = [spaced(form) for form in forms]
    found = [items.c.words.like(f"%{form}%") for form in wanted if form]
    return or_(*found) if found else false()
