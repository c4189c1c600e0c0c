"""What a loader makes of a file: plain text in sections, and the terms that it defines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Section:
    """The text under one path of headings, or one record of a file.

    Attributes:
        headings: outermost first, without the document's title.
        text: plain; a paragraph, list item or table row per line, a blank line between blocks.
        record: for a row of a file, what names it there; unique in its document. "" otherwise.
        term: for a glossary record, its label; "" otherwise.
    """

    headings: tuple[str, ...]
    text: str
    record: str = ""
    term: str = ""


@dataclass(frozen=True, slots=True)
class SenseRecord:
    """One meaning of one label as its file gives it; the source says the rest.

    Attributes:
        stands_for: the long form of an abbreviation, "" where it is none.
        aliases: other labels for the same thing.
        status: Draft, In review, Approved, Deprecated or Rejected.
        record: the section's record.
        group: the part of the file that it stands in, "" where there are none.
        domain: whose meaning it is, "" where the file does not say.
        owner: who answers for it, "" where the file does not say.
        hidden, not_to_confuse, broader, narrower, related, replaced_by, verified_at, review_days:
            as `knowledge.models.Sense` has them.
    """

    label: str
    definition: str
    stands_for: str = ""
    aliases: tuple[str, ...] = ()
    note: str = ""
    example: str = ""
    url: str = ""
    status: str = "Approved"
    record: str = ""
    group: str = ""
    domain: str = ""
    owner: str = ""
    metric: str = ""
    hidden: tuple[str, ...] = ()
    not_to_confuse: str = ""
    broader: tuple[str, ...] = ()
    narrower: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    replaced_by: str = ""
    verified_at: date | None = None
    review_days: int = 0


@dataclass(frozen=True, slots=True)
class ItemRecord:
    """One customer item as its file gives it; the source says the rest.

    Attributes:
        text: what the customer said, "" where a row has no text.
        record: the section's record, "" where the file is one item.
        day: when, None where the file does not say, or not so that it can be read.
        customer: who, as written there, "" where it does not say.
        score: what the customer gave, None where nothing.
        attributes: what else it says, by name.
    """

    text: str
    record: str = ""
    day: date | None = None
    customer: str = ""
    score: float | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Parsed:
    """One document in plain text.

    Attributes:
        front: what the document says of itself (`owner`, `updated`, ...), lower-case keys.
        senses: in the order of the sections that hold them.
        name: of a document inside the file, "" for the file itself.
        left_out: parts of the file that could not be used, each as a sentence.
        items: what customers said in it; one without a text has no section.
    """

    title: str
    sections: tuple[Section, ...]
    front: Mapping[str, str] = field(default_factory=dict)
    senses: tuple[SenseRecord, ...] = ()
    name: str = ""
    left_out: tuple[str, ...] = ()
    items: tuple[ItemRecord, ...] = ()
