"""One customer across all sources: found by name or id, with what each source says."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from knowledge.errors import InputError
from knowledge.insights.customers.disagreeing import disagreements
from knowledge.insights.customers.drawing import (
    distinct,
    holdings,
    monthly_scores,
    namings,
    voice_of,
)
from knowledge.insights.customers.joining import Joined, Joining
from knowledge.insights.customers.naming import SHOWN, Register
from knowledge.insights.customers.open_problems import open_problems, outcomes, rule
from knowledge.insights.customers.picture import (
    VOICES,
    Candidates,
    CustomerPicture,
    Disagreement,
    Voice,
)
from knowledge.models import Figure, Passage, Reader
from knowledge.search.finding.retriever import Search
from knowledge.store.counting.items import Items
from knowledge.store.items.customer_key import bare_words, customer_key
from knowledge.store.items.customer_names import CustomerNames

_LOOKED_AT, _MENTIONS, _CALLED = 24, 5, 3

FiguresOf = Callable[[Sequence[str], Reader], Sequence[Figure]]
"""What is computed for a customer of these names, as far as the reader may see it."""


class Finds(Protocol):
    """Passages that a reader may see."""

    def search(
        self, question: str, reader: Reader, k: int = 10, expand: Sequence[str] = ()
    ) -> Search:
        """The k best, best first."""
        ...


class Customers:
    """Draws the picture of a customer from what a reader may see, and from nothing else."""

    def __init__(
        self,
        items: Items,
        names: CustomerNames,
        finds: Finds | None = None,
        figures_of: FiguresOf | None = None,
    ) -> None:
        self._items, self._names = items, names
        self._joining = Joining(items, names)
        self._finds, self._figures_of = finds, figures_of

    def picture(self, name: str, reader: Reader) -> CustomerPicture | Candidates | None:
        """The customer of this name or id; several, or near ones, to choose from; None for neither.

        A name means the customer whose whole name or id it is, whatever its case, punctuation and
        legal form; else the only one whose name holds it.

        Raises:
            StoreError: the store cannot be read.
        """
        key = customer_key(name)
        if not key:
            return None
        register = Register.of(self._joining.known(reader.audiences))
        joined = self._joining.of(key, reader.audiences)
        if joined.items:
            return self._drawn(name, joined, register, reader)
        holding = register.holding(key)
        if len(holding) == 1:
            only = self._joining.of(holding[0].key, reader.audiences)
            return self._drawn(holding[0].name, only, register, reader)
        if holding:
            return Candidates(name, True, tuple(holding[:SHOWN]), reader.private)
        told = self._told_elsewhere(name, key, reader)
        if told is not None:
            return told
        near = tuple(register.near(key))
        return Candidates(name, False, near, reader.private) if near else None

    def confirm(self, one: str, other: str, *, same: bool, by: str, now: datetime) -> None:
        """Keeps what a person said of the keys of two names: one customer, or two.

        Raises:
            InputError: they are not two keys.
            StoreError: the store cannot be written.
        """
        if not one or not other or one == other:
            raise InputError("Two different names are needed to say whether they are one customer.")
        self._names.say(one, other, same=same, by=by, now=now)

    def _drawn(
        self, name: str, joined: Joined, register: Register, reader: Reader
    ) -> CustomerPicture:
        key = customer_key(name)
        voices = [voice_of(one) for one in distinct(joined.items)]
        names = namings(joined.items)
        called = list(dict.fromkeys(one.name for one in names)) or [name]
        expected = self._expected(joined, reader)
        still_open = open_problems(voices, expected)
        days = [voice.item.day for voice in voices if voice.item.day]
        keys_of_names = set(map(customer_key, called))
        keys = {key} | keys_of_names
        apart = {other for one in keys for other in self._names.apart(one)}
        return CustomerPicture(
            name=called[0],
            key=key if key in keys_of_names else customer_key(called[0]),
            names=names,
            n=len(voices),
            first=min(days, default=None),
            last=max(days, default=None),
            holdings=holdings(list(map(voice_of, joined.items)), joined.how),
            voices=tuple(voices[:VOICES]),
            open=tuple(still_open[:VOICES]),
            open_n=len(still_open),
            open_rule=rule(voices, expected),
            scores=monthly_scores(voices),
            disagreements=self._disagreements(voices, reader),
            passages=self._mentions(called, {one.item.document for one in voices}, reader),
            figures=self._figures(called, reader),
            alike=tuple(register.alike(keys, apart)),
            private=reader.private,
        )

    def _told_elsewhere(self, name: str, key: str, reader: Reader) -> CustomerPicture | None:
        """A customer of whom no item tells, but a figure or a document does."""
        figures, passages = self._figures([name], reader), self._mentions([name], (), reader)
        if not figures and not passages:
            return None
        return CustomerPicture(
            name=name,
            key=key,
            names=(),
            n=0,
            first=None,
            last=None,
            holdings=(),
            passages=passages,
            figures=figures,
            private=reader.private,
        )

    def _expected(self, joined: Joined, reader: Reader) -> Mapping[str, Sequence[str]]:
        held = {one.name: one.n for one in self._items.sources(reader.audiences)}
        return {
            source: outcomes(self._items.attributes(reader.audiences, source), held.get(source, 0))
            for source in joined.how
        }

    def _disagreements(self, voices: Sequence[Voice], reader: Reader) -> tuple[Disagreement, ...]:
        scales = {
            one.name: (one.lowest, one.highest)
            for one in self._items.sources(reader.audiences)
            if one.lowest is not None and one.highest is not None
        }
        held = {voice.item.source for voice in voices}
        steady = {source: self._items.steady(reader.audiences, source) for source in held}
        return disagreements(voices, steady, scales)

    def _figures(self, names: Sequence[str], reader: Reader) -> tuple[Figure, ...]:
        return () if self._figures_of is None else tuple(self._figures_of(names, reader))

    def _mentions(
        self, names: Sequence[str], own: Collection[str], reader: Reader
    ) -> tuple[Passage, ...]:
        """Passages beside the customer's own items that hold one of the names as whole words."""
        wanted = [f" {customer_key(name)} " for name in names]
        found: dict[str, Passage] = {}
        for name in names[:_CALLED] if self._finds is not None else ():
            assert self._finds is not None
            for passage in self._finds.search(name, reader, _LOOKED_AT).passages:
                told = f" {' '.join(bare_words(f'{passage.document.title} {passage.chunk.text}'))} "
                if passage.document.path not in own and any(one in told for one in wanted):
                    found.setdefault(passage.chunk.id, passage)
        return tuple(sorted(found.values(), key=lambda one: -one.score)[:_MENTIONS])
