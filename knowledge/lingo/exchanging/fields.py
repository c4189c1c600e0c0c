"""What a sense says of itself, as the columns and keys of glossary files name it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from knowledge.models import Sense

LISTS = ("aliases", "hidden", "broader", "narrower", "related")
COLUMNS = (
    "id", "term", "stands_for", "definition", "aliases", "hidden", "note", "example",
    "not_to_confuse", "broader", "narrower", "related", "replaced_by", "domain", "owner",
    "status", "url", "metric", "verified_at", "review_days",
)  # fmt: skip
"""In the order in which they are written; `id` is the sense's `section`."""


def values(sense: Sense) -> dict[str, str | tuple[str, ...]]:
    """The columns that a sense fills; lists stay lists."""
    given: dict[str, object] = {
        "id": sense.section,
        "term": sense.label,
        **{name: getattr(sense, name) for name in COLUMNS if name not in ("id", "term")},
    }
    given["verified_at"] = sense.verified_at.isoformat() if sense.verified_at else ""
    given["review_days"] = str(sense.review_days) if sense.review_days else ""
    return {
        name: value if isinstance(value, tuple) else str(value)
        for name, value in given.items()
        if value
    }


def cells(sense: Sense) -> dict[str, str]:
    """The same for a table: a list is joined with ";", and ends with it."""
    return {
        name: "".join(f"{one};" for one in value) if isinstance(value, tuple) else value
        for name, value in values(sense).items()
    }


def used(rows: Iterable[Mapping[str, object]]) -> list[str]:
    """The columns that any row fills, in their order; term and definition always."""
    filled = {name for row in rows for name in row} | {"term", "definition"}
    return [name for name in COLUMNS if name in filled]
