"""Glossaries as CSV and as a Markdown table, with every field that a sense has."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from knowledge.lingo.exchanging.fields import cells, used
from knowledge.models import Sense


def to_csv(senses: Sequence[Sense]) -> str:
    """One row a sense; read back, nothing has changed."""
    rows = [cells(one) for one in senses]
    out = io.StringIO()
    writer = csv.DictWriter(out, used(rows), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def to_markdown(senses: Sequence[Sense]) -> str:
    """A table that people can read, too; read back, only line breaks have become spaces."""
    rows = [cells(one) for one in senses]
    columns = used(rows)
    lines = ["# Glossary", "", _line(columns), _line(["---"] * len(columns))]
    lines += [_line([row.get(name, "") for name in columns]) for row in rows]
    return "\n".join(lines) + "\n"


def _line(row: Sequence[str]) -> str:
    said = (" ".join(cell.split()).replace("\\", "\\\\").replace("|", "\\|") for cell in row)
    return f"| {' | '.join(said)} |"
