"""Personal data out of texts before they are stored: each value gets a stand-in.

`[email 5c1f09ab]` stands for the same address wherever it comes again in this store, so that a
customer can be followed through tickets without the address. What has a form of its own is found
(`ingest/redacting`); of people's names those on a list, no others.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace

from ingest.parsed import ItemRecord, Parsed, Section, SenseRecord
from ingest.redacting.finding import Found, find
from ingest.redacting.names import Names
from ingest.redacting.pseudonyms import stand_in

MASKING_VERSION = 2
"""Of the rules: another number masks every document anew."""


class Redactor:
    """Masks texts under one key, and remembers which stand-ins it gave."""

    def __init__(self, key: bytes, names: Names | None = None) -> None:
        """`key` is the store's secret; values get the same stand-ins under the same key only."""
        self._key = key
        self._names = names or Names()
        self._given: set[str] = set()

    def mask(self, text: str) -> str:
        """The text with its personal data replaced; masking it again changes nothing."""
        while found := find(text, self._names):
            text = self._replaced(text, found)
        return text

    def mask_field(self, name: str, value: str) -> str:
        """A value of a table, where the name of its column says what it is: `Phone`, `SSN`."""
        label = f"{name}: "
        masked = self.mask(f"{label}{value}")
        return masked.removeprefix(label) if masked.startswith(label) else self.mask(value)

    @property
    def given(self) -> AbstractSet[str]:
        """The stand-ins given so far: as many as there were different values."""
        return self._given

    def _replaced(self, text: str, found: list[Found]) -> str:
        parts: list[str] = []
        position = 0
        for one in found:
            given = stand_in(self._key, one.kind, one.value)
            self._given.add(given)
            parts += text[position : one.start], given
            position = one.end
        return "".join([*parts, text[position:]])


def redacted(parsed: Parsed, redactor: Redactor) -> Parsed:
    """The document with the personal data in its texts, terms and items replaced."""
    title = redactor.mask(parsed.title)
    sections = tuple(_section(section, redactor) for section in parsed.sections)
    told = {
        before.text: after.text for before, after in zip(parsed.sections, sections, strict=True)
    }
    return replace(
        parsed,
        title=title,
        sections=sections,
        senses=tuple(_sense(sense, redactor) for sense in parsed.senses),
        items=tuple(_item(item, redactor, told) for item in parsed.items),
    )


def _section(section: Section, redactor: Redactor) -> Section:
    return replace(
        section,
        headings=tuple(redactor.mask(heading) for heading in section.headings),
        text=redactor.mask(section.text),
        record=redactor.mask(section.record),
    )


def _item(item: ItemRecord, redactor: Redactor, told: Mapping[str, str]) -> ItemRecord:
    """An item of a row has the text of its section, which is masked already."""
    text = told.get(item.text)
    return replace(
        item,
        text=redactor.mask(item.text) if text is None else text,
        record=redactor.mask(item.record),
        customer=redactor.mask(item.customer),
        attributes={
            name: redactor.mask_field(name, value) for name, value in item.attributes.items()
        },
    )


def _sense(sense: SenseRecord, redactor: Redactor) -> SenseRecord:
    return replace(
        sense,
        definition=redactor.mask(sense.definition),
        note=redactor.mask(sense.note),
        example=redactor.mask(sense.example),
        not_to_confuse=redactor.mask(sense.not_to_confuse),
        record=redactor.mask(sense.record),
    )
