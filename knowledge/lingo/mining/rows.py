"""Rows of tables that look like a glossary: a column of terms beside one that explains them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.lingo.long_forms import letters_of, long_form
from knowledge.lingo.mining.found import Found, clean, quoted
from knowledge.search.words.sentences import shortened

_TERMS = frozenset("term terms acronym abbreviation word phrase jargon label concept".split())
_MEANINGS = frozenset(
    "definition definitions meaning description explanation means expansion stands".split()
)
_CELL = re.compile(r"^(?P<name>[^:|]{2,40}):\s*(?P<value>.*)$", re.DOTALL)
_LONGEST = 60
_SAID = 500


def rows(text: str) -> Iterator[Found]:
    """Terms of lines such as "Term: NPS | Definition: how likely customers recommend us"."""
    for line in text.splitlines():
        cells = [_CELL.match(part.strip()) for part in line.split(" | ")]
        if len(cells) < 2 or cells[0] is None:
            continue
        named = {cell["name"].strip().lower(): cell["value"].strip() for cell in cells if cell}
        label = next((value for name, value in named.items() if _TERMS & set(name.split())), "")
        said = next((value for name, value in named.items() if _MEANINGS & set(name.split())), "")
        label = clean(label)
        if label and said and len(label) <= _LONGEST and len(said.split()) > 1:
            form = long_form(label, said) if letters_of(label) else ""
            yield Found(label, form, shortened(said, _SAID), quoted(line), "table")
