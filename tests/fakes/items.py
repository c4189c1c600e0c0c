"""Customers' items in memory, with the promises of the store."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from knowledge.models import Item, Period
from knowledge.store.counting.items import ItemSource, StoredItem
from knowledge.store.items.words import spaced


def stored(number, text, **given):
    """An item as the store gives it; `title`, `link`, `owner` and `domain` are its document's."""
    document = given.pop("document", f"voices/{number}.txt")
    about = {name: given.pop(name, "") for name in ("title", "link", "owner", "domain")}
    about["title"] = about["title"] or document
    item = Item(
        given.pop("source", "reviews"), document, given.pop("audience", "everyone"), text, **given
    )
    chunks = (f"c{number}",) if text else ()
    return StoredItem(
        id=number, item=item, customer_key=item.customer.lower(), chunks=chunks, **about
    )


class MemoryItems:
    """Keeps items in a list; vectors come from an embedder."""

    def __init__(self, items=(), embedder=None):
        self.items = list(items)
        self.embedder = embedder
        self.embedded = 0

    def version(self):
        return max((one.id for one in self.items), default=0) + len(self.items)

    def sources(self, audiences):
        seen = [one for one in self.items if one.item.audience in audiences]
        return tuple(
            self._source(name, [one for one in seen if one.item.source == name])
            for name in sorted({one.item.source for one in seen})
        )

    @staticmethod
    def _source(name, of):
        days = [one.item.day for one in of if one.item.day]
        scores = [one.item.score for one in of if one.item.score is not None]
        return ItemSource(
            name=name,
            domain=max(one.domain for one in of),
            owner=max(one.owner for one in of),
            n=len(of),
            said=sum(bool(spaced(one.item.text)) for one in of),
            dated=len(days),
            scored=len(scores),
            named=sum(bool(one.customer_key) for one in of),
            first=min(days, default=None),
            last=max(days, default=None),
            lowest=min(scores, default=None),
            highest=max(scores, default=None),
        )

    def attributes(self, audiences, source=""):
        found = {}
        for one in self.items:
            if one.item.audience in audiences and source in {"", one.item.source}:
                for name, value in one.item.attributes.items():
                    found.setdefault(name, Counter())[value] += 1
        return {
            name: dict(sorted(values.items(), key=lambda pair: (-pair[1], pair[0])))
            for name, values in sorted(found.items())
        }

    def words(self, audiences, source=""):
        found = Counter()
        for one in self.items:
            if one.item.audience in audiences and source in {"", one.item.source}:
                found.update(set(spaced(one.item.text).split()))
        return dict(found)

    def count(self, selection):
        return len(self._selected(selection))

    def newest(self, selection, limit, offset=0):
        def age(one):
            return (one.item.day is not None, one.item.day or date.min, one.id)

        found = sorted(self._selected(selection), key=age, reverse=True)
        return found[offset : offset + limit]

    def span(self, selection):
        days = [one.item.day for one in self._selected(selection) if one.item.day]
        return Period(min(days), max(days)) if days else None

    def group(self, selection, name):
        found = Counter(one.item.attributes.get(name, "") for one in self._selected(selection))
        return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))

    def by_period(self, selection, of):
        days = sorted(one.item.day for one in self._selected(selection) if one.item.day)
        found = Counter(of(day) for day in days) if days else Counter()
        if not days:
            return []
        period, all_of_them = of(days[0]), []
        while period.start <= days[-1]:
            all_of_them.append((period, found[period]))
            period = of(period.end + timedelta(days=1))
        return all_of_them

    def statement(self, selection):
        return f"SELECT count(*) AS n FROM items WHERE {selection}"

    def vectors(self, found):
        texts = [one.item.text for one in found if one.chunks]
        self.embedded += len(texts)
        width = self.embedder.dimensions if texts else 0
        rows = np.zeros((len(found), width), dtype=np.float32)
        if texts:
            rows[[bool(one.chunks) for one in found]] = self.embedder.embed(texts)
        return rows

    def add(self, one):
        self.items.append(replace(one, id=max((other.id for other in self.items), default=0) + 1))

    def _selected(self, selection):
        return [one for one in self.items if _meant(one, selection)]


def _meant(one, selection):
    item, words, period = one.item, spaced(one.item.text), selection.period
    return all(
        (
            item.audience in selection.audiences,
            not selection.sources or item.source in selection.sources,
            not selection.said or words,
            not selection.customers or one.customer_key in selection.customers,
            period is None or (item.day is not None and period.start <= item.day <= period.end),
            all(item.attributes.get(name) in values for name, values in selection.attributes),
            all(_one_of(forms, words) for forms in selection.words),
        )
    )


def _one_of(forms, words):
    return any(spaced(form) and spaced(form) in words for form in forms)
