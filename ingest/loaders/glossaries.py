"""Glossaries as YAML and CSV: one record, one section, one meaning a term."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import yaml

from ingest.loaders.csv_rows import named_rows
from ingest.loaders.front_matter import words
from ingest.loaders.markdown import plain
from ingest.loaders.outline import title_from_name
from ingest.parsed import Parsed, Section, SenseRecord
from knowledge.errors import DocumentError
from knowledge.lingo.long_forms import long_form

_KEYS = {
    "label": ("term", "label", "name", "abbreviation", "acronym", "title"),
    "definition": ("definition", "description", "meaning"),
    "stands_for": ("stands_for", "stands for", "expansion", "long_form"),
    "aliases": ("aliases", "alias", "synonyms", "also"),
    "note": ("note", "notes", "info", "comment"),
    "example": ("example", "examples", "usage"),
    "url": ("url", "link", "term_source_url", "source_url"),
    "status": ("status",),
    "domain": ("domain", "department"),
    "owner": ("owner",),
    "id": ("id",),
}
_LISTS = ("terms", "glossary", "entries", "nodes")
_FACTS = ("version", "source", "owners", "url", "$schema")
_STATUSES = {
    "draft": "Draft",
    "in review": "In review",
    "approved": "Approved",
    "deprecated": "Deprecated",
    "rejected": "Rejected",
}

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
    names = {role: value for role, value in fields.items() if role in _KEYS}
    rows = named_rows(text, path.name, names, _KEYS)
    return _parsed(
        [("", {**row, "id": row.get("id") or f"row {number}"}) for number, row in rows], path
    )


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
    found: dict[str, str] = {}
    for role, keys in _KEYS.items():
        value = next((lower[key] for key in keys if lower.get(key) not in (None, "", [])), None)
        parts = value if isinstance(value, list) else [value]
        text = ";".join(word for word in map(words, parts) if word)
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
        aliases=tuple(_aliases(record.get("aliases", ""), label)),
        note=note,
        example=plain(record.get("example", "")),
        url=record.get("url", "").strip(),
        status=_STATUSES.get(record.get("status", "").strip().lower(), "Approved"),
        record=identity,
        group=group,
        domain=record.get("domain", ""),
        owner=record.get("owner", ""),
    )


def _aliases(text: str, label: str) -> Iterator[str]:
    separator = ";" if ";" in text else r"[|,\n]"
    for part in re.split(separator, text):
        alias = plain(part)
        if alias and alias != label:
            yield alias


def told(sense: SenseRecord) -> str:
    """The record as a person would say it: "NPS: Net Promoter Score. Also: promoter score."."""
    parts = [sense.definition]
    if sense.stands_for and sense.stands_for.lower() not in sense.definition.lower():
        parts.insert(0, sense.stands_for)
    parts += [
        sense.note,
        f"Example: {sense.example}" if sense.example else "",
        f"Also: {', '.join(sense.aliases)}" if sense.aliases else "",
    ]
    return f"{sense.label}: {' '.join(_ended(part) for part in parts if part)}"


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?", ":")) else f"{text}."
