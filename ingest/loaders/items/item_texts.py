"""One customer item a file: what was said, and the facts above and below it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ingest.loaders.csv_rows import Names
from ingest.loaders.items.days import days_of
from ingest.loaders.items.roles import (
    ATTRIBUTES,
    CUSTOMER,
    DATE,
    LONGEST_VALUE,
    SCORE,
    TEXT,
    attribute_name,
    named,
    score_of,
)
from ingest.parsed import ItemRecord, Parsed

_FACT = re.compile(r"([A-Z][\w /&()-]{0,40}):(?:\s+(.*))?")
_BELOW = frozenset(
    "action answer closed csat follow-up note notes nps outcome rating reply resolution resolved"
    " response result score state status tags".split()
)
"""Facts that a ticket ends with; another last line of that form is what the customer wrote."""
_OF_THE_DOCUMENT = frozenset("title owner domain audience updated review_by supersedes".split())


def text_item(text: str, declared: Names) -> ItemRecord:
    """The item in a plain text.

    Lines such as "Channel: email" above it are its facts, with a line of another form before them
    at most; so are lines of outcome or status below it, where there are some above.
    """
    blocks = [block.strip() for block in re.split(r"\n[ \t]*\n+", text) if block.strip()]
    above = _above(blocks[0]) if blocks else {}
    below = _below(blocks[1:]) if above else {}
    said = blocks[1 if above else 0 : len(blocks) - len(below)]
    facts = {**above, **{name: value for block in below for name, value in block.items()}}
    return _item("\n\n".join(map(_unwrapped, said)), facts, declared)


def front_item(parsed: Parsed, declared: Names) -> ItemRecord:
    """The item in a document whose front matter holds the facts; `updated` is its day if nothing
    else is.
    """
    text = "\n\n".join(section.text for section in parsed.sections)
    facts = {name: value for name, value in parsed.front.items() if name not in _OF_THE_DOCUMENT}
    item = _item(text, facts, declared)
    if item.day is None and not named(facts, DATE, declared):
        day = days_of(()).read(parsed.front.get("updated", ""))
        return replace(item, day=day)
    return item


def _item(text: str, facts: Mapping[str, str], declared: Names) -> ItemRecord:
    """Of a file everything declared may be missing: tickets of one folder differ."""
    names = {role: named(facts, role, declared) for role in (DATE, CUSTOMER, SCORE)}
    day = facts.get(names[DATE], "")
    score = facts.get(names[SCORE], "")
    said = facts.get(named(facts, TEXT, declared), "") if declared.get(TEXT) else ""
    return ItemRecord(
        text=said or text,
        day=days_of([day]).read(day) if day else None,
        customer=facts.get(names[CUSTOMER], ""),
        score=score_of(score) if score else None,
        attributes=_attributes(facts, {names[DATE], names[SCORE]}, declared),
    )


def _attributes(facts: Mapping[str, str], used: set[str], declared: Names) -> dict[str, str]:
    said = declared.get(ATTRIBUTES, ())
    wanted = {name.lower() for name in ((said,) if isinstance(said, str) else said)}
    return {
        attribute_name(name): value
        for name, value in facts.items()
        if len(value) <= LONGEST_VALUE and (name.lower() in wanted if wanted else name not in used)
    }


def _above(block: str) -> dict[str, str]:
    lines = [line.strip() for line in block.split("\n") if line.strip()]
    facts = [_FACT.fullmatch(line) for line in lines]
    if facts and facts[0] is None:
        facts = facts[1:]
    if not all(facts):
        return {}
    found = {fact[1]: fact[2].strip() for fact in facts if fact and fact[2]}
    telling = any(named(found, role, {}) for role in (DATE, CUSTOMER))
    return found if len(found) > 1 or telling else {}


def _below(blocks: Sequence[str]) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    for block in reversed(blocks[1:]):
        facts = _FACT.fullmatch(" ".join(block.split()))
        if facts is None or facts[1].lower() not in _BELOW:
            break
        found.insert(0, {facts[1]: facts[2].strip()} if facts[2] else {})
    return found


def _unwrapped(block: str) -> str:
    return "\n".join(" ".join(line.split()) for line in block.split("\n"))
