"""The types of columns of text.

A column gets a type only where every filled cell has its form, and where the form can be read in
one way: 03/04/2026 is a day only in a column in which another cell proves that the day comes first,
or the month. What cannot be told stays text. Numbers that begin with 0 are names (postal codes,
account numbers) and stay text; so do integers of more than 18 digits, and Yes and No, which people
compare as words. Blanks and words for nothing (N/A, -, null ...) are nothing in a column of another
type than text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from knowledge.metrics.loading.forms import SIGNS, Form, forms
from knowledge.metrics.loading.raw import Known, Raw, quoted

Rows = Callable[[str], list[tuple[object, ...]]]

_SAMPLE = 5_000  # rows that rule most forms out before all rows are looked at
_NOTHING = ("", "n/a", "#n/a", "na", "nan", "null", "none", "nil", "-", "--", "–", "—")
_LIKE_PLAIN = str.maketrans("−\u00a0\u202f", "-  ")


@dataclass(frozen=True, slots=True)
class Typed:
    """A column's type in DuckDB, and the expression that gives its values."""

    name: str
    expression: str


def typed(rows: Rows, raw: Raw) -> dict[str, Typed]:
    """The type of each column of a table, where it is not kept as it is.

    `rows` runs a statement. Its connection must be set to UTC: moments with a zone are kept as what
    they are there.
    """
    found = {
        name: Typed(known.upper(), f"try_cast({quoted(name)} as {known.value})")
        for name, known in raw.columns.items()
        if known not in {Known.NOTHING, Known.KEPT}
    }
    all_forms = forms(decimal_comma=raw.decimal_comma)
    texts = [name for name, known in raw.columns.items() if known is Known.NOTHING]
    listed = ", ".join(map(quoted, texts))
    sample = rows(f"select {listed} from {raw.relation} limit {_SAMPLE}") if texts else []  # noqa: S608
    maybe = {
        name: _possible(all_forms, (row[at] for row in sample)) for at, name in enumerate(texts)
    }
    while maybe:
        first = {name: left[0] for name, left in maybe.items() if left}
        fitting = _fitting(rows, raw.relation, first)
        for name in [*maybe]:
            if name in fitting or name not in first:
                found[name] = _typed(name, first.get(name))
                del maybe[name]
            else:
                maybe[name] = maybe[name][1:]
    return found


def _possible(all_forms: Sequence[Form], cells: Iterable[object]) -> list[Form]:
    """The forms that every cell of a sample has."""
    texts = {str(cell).strip(" ") for cell in cells if cell is not None}
    filled = {text for text in texts if text.lower() not in _NOTHING}
    bare = {re.sub(SIGNS, "", text.translate(_LIKE_PLAIN), count=1).strip() for text in filled}
    return [
        form
        for form in all_forms
        if all(re.fullmatch(form.shape, cell) for cell in (bare if form.signed else filled))
    ]


def _fitting(rows: Rows, relation: str, tried: Mapping[str, Form]) -> set[str]:
    """The columns of which every filled cell has the form, and one the proof; one pass over all."""
    if not tried:
        return set()
    filled = ", ".join(f"{_filled(quoted(name))} as f{at}" for at, name in enumerate(tried))
    cells, told = [], []
    for at, form in enumerate(tried.values()):
        cells.append(f"{_bare(f'f{at}') if form.signed else f'f{at}'} as c{at}")
        told.append(_told(form, at))
    inner = f"select *, {', '.join(cells)} from (select {filled} from {relation})"  # noqa: S608 - quoted
    (answers,) = rows(f"select {', '.join(told)} from ({inner})")  # noqa: S608 - quoted names
    return {name for name, answer in zip(tried, answers, strict=True) if answer}


def _told(form: Form, at: int) -> str:
    cell = f"c{at}"
    value = re.sub(r"\bc\b", cell, form.value)
    fits = f"regexp_full_match({cell}, '{form.shape}') and {value} is not null"
    parts = [f"count(f{at}) > 0", f"count(f{at}) = count(*) filter ({fits})"]
    if form.proof != ".*":
        parts.append(f"coalesce(bool_or(regexp_full_match({cell}, '{form.proof}')), false)")
    if form.signed:
        sign = f"regexp_extract(f{at}, '{SIGNS}')"
        parts.append(f"min({sign}) = max({sign})")
    return f"coalesce({' and '.join(parts)}, false)"


def _typed(name: str, form: Form | None) -> Typed:
    column = quoted(name)
    if form is None:
        return Typed("VARCHAR", column)
    cell = _filled(column)
    value = re.sub(r"\bc\b", lambda _: _bare(cell) if form.signed else cell, form.value)
    if not form.signed:
        return Typed(form.known.upper(), value)
    share = f"case when contains({column}, '%') then ({value})::double / 100 else {value} end"
    return Typed("DOUBLE", share)


def _filled(column: str) -> str:
    """A cell without blanks around it; nothing where it is blank or a word for nothing."""
    cell = f"trim({column})"
    words = ", ".join(f"'{word}'" for word in _NOTHING)
    return f"case when length({cell}) < 5 and lower({cell}) in ({words}) then null else {cell} end"


def _bare(cell: str) -> str:
    """A cell without currency and percent sign, with plain blanks and minus."""
    plain = f"translate({cell}, '−\u00a0\u202f', '-  ')"
    return f"trim(regexp_replace({plain}, '{SIGNS}', ''))"
