"""Glossaries as YAML, CSV, pages and SKOS: one record, one section, one meaning a term."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import yaml

from ingest.loaders.csv_rows import named_rows
from ingest.loaders.glossaries.keys import KEYS, LISTS, STATUSES
from ingest.loaders.glossaries.pages import page_records
from ingest.loaders.pages.front_matter import split_front, words
from ingest.loaders.pages.markdown import plain
from ingest.loaders.pages.outline import title_from_name
from ingest.parsed import Parsed, Section, SenseRecord
from knowledge.errors import DocumentError
from knowledge.lingo.exchanging.fields import cells
from knowledge.lingo.exchanging.skos import from_skos
from knowledge.lingo.long_forms import long_form
from knowledge.lingo.telling import told

_LISTS = ("terms", "glossary", "entries", "nodes")
_FACTS = ("version", "source", "owners", "url", "$schema")
Fields = Mapping[str, str | tuple[str, ...]]


def parse_yaml(text: str, path: Path) -> Parsed:
    """A glossary in YAML: a list of terms, groups of such lists, or {term: definition}.

    Also the simple form of DataHub's business glossaries (`nodes`, `terms`, `name`, `description`).

    Raises:
        DocumentError: it is no YAML, or holds no terms.
    """
    try:
        content = yaml.safe_load(text)  # not the C loader: deep nesting ends the process there
    except (yaml.YAMLError, ValueError, RecursionError) as problem:
        raise DocumentError(
            f"{path.name} is not proper YAML{_where(problem)}: correct it there."
        ) from problem
    return _parsed(list(_records(content, "", 0)), path)


def parse_csv(text: str, path: Path, fields: Fields) -> Parsed:
    """A glossary in CSV, its columns named by `fields`, or else by the usual names.

    Raises:
        DocumentError: a declared column is not there, or none for labels is found.
    """
    names = {role: value for role, value in fields.items() if role in KEYS}
    rows = named_rows(text, path.name, names, KEYS)
    return _parsed(
        [("", {**row, "id": row.get("id") or f"row {number}"}) for number, row in rows], path
    )


def parse_page(text: str, path: Path) -> Parsed:
    """A glossary as a page: tables, definition lists, bold terms, headings, "Term: meaning".

    Raises:
        DocumentError: it holds no terms.
    """
    return _parsed(page_records(split_front(text)[1]), path)


def parse_skos(text: str, path: Path) -> Parsed:
    """A glossary in SKOS, as Turtle.

    Raises:
        DocumentError: it is no Turtle, or holds no concepts with a definition.
    """
    found = [cells(one) for one in from_skos(text, path.name)]
    return _parsed([("", {**one, "label": one.get("term", "")}) for one in found], path)


def _where(problem: Exception) -> str:
    mark = getattr(problem, "problem_mark", None)
    return f" (line {mark.line + 1})" if mark else ""


def _records(content: object, group: str, depth: int) -> Iterator[tuple[str, Mapping[str, str]]]:
    """(group, record) of everything in a YAML glossary, in order."""
    if isinstance(content, list):
        for entry in content:
            yield from _entry(entry, group, depth)
    elif isinstance(content, Mapping):
        for key, value in content.items():
            yield from _keyed(str(key), value, group, depth)


def _entry(entry: object, group: str, depth: int) -> Iterator[tuple[str, Mapping[str, str]]]:
    if not isinstance(entry, Mapping):
        return
    inner = [entry[key] for key in _LISTS if isinstance(entry.get(key), list)]
    if inner and depth < 5:
        name = words(entry.get("name")) or group
        for part in inner:
            yield from _records(part, name, depth + 1)
    elif len(entry) == 1 and not _pick(entry).get("label"):
        yield from _records(entry, group, depth + 1)
    else:
        yield group, _pick(entry)


def _keyed(
    key: str, value: object, group: str, depth: int
) -> Iterator[tuple[str, Mapping[str, str]]]:
    if isinstance(value, list) and depth < 5:
        yield from _records(value, group if key.lower() in _LISTS else key, depth + 1)
    elif isinstance(value, Mapping) and depth < 5:
        record = _pick(value)
        if record.get("definition"):
            yield group, {"label": key, **record}
        else:
            yield from _records(value, group if key.lower() in _LISTS else key, depth + 1)
    elif words(value) and key.lower() not in _FACTS:
        yield group, {"label": key, "definition": words(value)}


def _pick(entry: Mapping[object, object]) -> dict[str, str]:
    """The record's values by role; lists are joined with ";"."""
    lower = {str(key).strip().lower(): value for key, value in entry.items()}
    more = lower.pop("custom_properties", None)
    if isinstance(more, Mapping):  # DataHub's place for what it has no word for
        lower |= {str(key).strip().lower(): value for key, value in more.items()}
    owners = lower.get("owners")
    if isinstance(owners, Mapping) and "owner" not in lower:
        lower["owner"] = next((one[0] for one in owners.values() if one), "")
    found: dict[str, str] = {}
    for role, keys in KEYS.items():
        value = next((lower[key] for key in keys if lower.get(key) not in (None, "", [])), None)
        parts = value if isinstance(value, list) else [value]
        joint = "; " if role in ("note", "example") else ";"
        text = joint.join(word for word in map(words, parts) if word)
        if text:
            found[role] = text
    return found


def _parsed(records: Sequence[tuple[str, Mapping[str, str]]], path: Path) -> Parsed:
    seen: Counter[str] = Counter()
    found: list[tuple[SenseRecord, Section]] = []
    for group, record in records:
        sense = _sense(group, record)
        if not sense.label or not (sense.definition or sense.stands_for):
            continue
        seen[sense.record] += 1
        if seen[sense.record] > 1:
            sense = replace(sense, record=f"{sense.record} ({seen[sense.record]})")
        headings = (group,) if group else ()
        found.append((sense, Section(headings, told(sense), sense.record, sense.label)))
    if not found:
        raise DocumentError(f"{path.name} holds no terms: each needs a label and a definition.")
    missing = len(records) - len(found)
    left_out = (
        (f"{missing} of {len(records)} records have no label or no definition",) if missing else ()
    )
    return Parsed(
        title=title_from_name(path),
        sections=tuple(section for _, section in found),
        senses=tuple(sense for sense, _ in found),
        left_out=left_out,
    )


def _sense(group: str, record: Mapping[str, str]) -> SenseRecord:
    label = plain(record.get("label", ""))
    note = plain(record.get("note", ""))
    definition = plain(record.get("definition", ""))
    if not definition and not record.get("stands_for"):
        definition, note = note, ""  # said in the wrong column, but said
    identity = record.get("id", "") or (f"{group}/{label}" if group else label)
    return SenseRecord(
        label=label,
        definition=definition,
        stands_for=plain(record.get("stands_for", "")) or long_form(label, definition),
        **{name: tuple(_listed(record.get(name, ""), label)) for name in LISTS},
        note=note,
        example=plain(record.get("example", "")),
        url=record.get("url", "").strip(),
        status=STATUSES.get(record.get("status", "").strip().lower(), "Approved"),
        record=identity,
        group=group,
        domain=record.get("domain", ""),
        owner=record.get("owner", ""),
        not_to_confuse=plain(record.get("not_to_confuse", "")),
        replaced_by=plain(record.get("replaced_by", "")),
        metric=record.get("metric", "").strip(),
        verified_at=_day(record.get("verified_at", "")),
        review_days=_days(record.get("review_days", "")),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None


def _days(text: str) -> int:
    """Days of an interval such as "90", "90d" or "90 days"."""
    number = re.match(r"\s*(\d{1,4})\s*(?:d(?:ays)?)?\s*$", text)
    return int(number[1]) if number else 0


def _listed(text: str, label: str) -> Iterator[str]:
    separator = ";" if ";" in text else r"[|,\n]"
    for part in re.split(separator, text):
        alias = plain(part)
        if alias and alias != label:
            yield alias
