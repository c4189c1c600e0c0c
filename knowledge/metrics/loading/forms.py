"""The forms in which people write numbers, days and moments, as patterns and as SQL.

An expression reads a cell that is called `c`: without blanks around it and never empty; in a form
that is `signed` also without the currency or % that all cells of the column have.
"""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.metrics.loading.raw import Known

SIGNS = r"[$€£¥%]|\b(?:USD|EUR|GBP|CHF|JPY|CAD|AUD)\b"
"""What may stand beside a number: one of them in all cells of a column."""

_INTEGER = "[-+]?(0|[1-9][0-9]{0,17})"
_WHOLE = "(0|[1-9][0-9]{0,17})"  # more digits are an id, not a number
_BY_COMMA = "[1-9][0-9]{0,2}(,[0-9]{3})+"
_BY_POINT = "[1-9][0-9]{0,2}([. ][0-9]{3})+"
_YEAR_FIRST = "[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}"
_DAY_FIRST = "[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{4}"
_MONTH_FIRST = "[0-9]{1,2}[-/][0-9]{1,2}[-/][0-9]{4}"
_OVER_12 = "(1[3-9]|2[0-9]|3[01])"
_CLOCK = r"[ T]+[0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,9})?)?"
_ZONE = "( ?[AaPp][Mm]| ?(Z|UTC|[-+][0-9]{2}(:?[0-9]{2})?))?"
_NAMED = "([0-9]{1,2}[- ][A-Za-z]{3,9}[- ][0-9]{4}|[A-Za-z]{3,9} [0-9]{1,2},? [0-9]{4})"
_NAMES = "['%d %b %Y', '%d-%b-%Y', '%b %d, %Y', '%b %d %Y', '%d %B %Y', '%d-%B-%Y', '%B %d, %Y']"
_NOON = "['%Y-%m-%d %I:%M %p', '%Y-%m-%d %I:%M:%S %p', '%Y-%m-%d %I:%M%p', '%Y-%m-%d %I:%M:%S%p']"
_DASHED = r"regexp_replace(c, '^([0-9]{4})[/.]([0-9]{1,2})[/.]([0-9]{1,2})', '\1-\2-\3')"
_TURNED = "regexp_replace({}, '^([0-9]{{1,2}})[-/.]([0-9]{{1,2}})[-/.]([0-9]{{4}})', '{}')"


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a type.

    Attributes:
        shape: the pattern of a whole cell.
        value: what the cell is then; nothing where it only looks like it, such as 31/02/2026.
        proof: the pattern that one cell at least must have, so that no other reading is meant.
        signed: whether cells are read without their currency or %.
    """

    known: Known
    shape: str
    value: str
    proof: str = ".*"
    signed: bool = False


def forms(*, decimal_comma: bool) -> list[Form]:
    """All forms, the likeliest first; where 1,5 is one and a half, 1.234 alone proves nothing."""
    plain = _numbers(decimal_comma=decimal_comma)
    signed = [Form(one.known, one.shape, one.value, one.proof, signed=True) for one in plain]
    return [*plain, *_TIMES, *signed]


def _numbers(*, decimal_comma: bool) -> list[Form]:
    integer = Form(Known.INTEGER, _INTEGER, "try_cast(c as bigint)")
    number = Form(
        Known.NUMBER,
        rf"[-+]?({_WHOLE}(\.[0-9]+)?|\.[0-9]+)([eE][-+]?[0-9]+)?",
        "try_cast(c as double)",
        r"[-+]?[0-9]*\.([0-9]{1,2}|[0-9]{4,})|[-+]?(0|[0-9]{4,})\..*" if decimal_comma else ".*",
    )
    by_comma = Form(
        Known.NUMBER,
        rf"[-+]?({_WHOLE}|{_BY_COMMA})(\.[0-9]+)?",
        "try_cast(replace(c, ',', '') as double)",
        rf"[-+]?{_BY_COMMA}(,[0-9]{{3}}|\.[0-9]+)" if decimal_comma else ".*",
    )
    comma = Form(
        Known.NUMBER,
        rf"[-+]?({_WHOLE}|{_BY_POINT})(,[0-9]+)?",
        "try_cast(translate(c, ',. ', '.') as double)",
        ".*,.*",
    )
    return [integer, number, comma, by_comma] if decimal_comma else [integer, number, by_comma]


def _days(iso: str, shape: str, proof: str = ".*") -> list[Form]:
    """Days and moments in one order; `iso` puts a cell into the order year, month, day."""
    moment = (
        f"coalesce(try_cast({iso} as timestamptz)::timestamp, try_strptime(upper({iso}), {_NOON}))"
    )
    return [
        Form(Known.DAY, shape, f"try_cast({iso} as date)", proof),
        Form(Known.MOMENT, f"{shape}({_CLOCK}{_ZONE})?", moment, proof),
    ]


_TIMES = [
    Form(Known.DAY, "[0-9]{4}-[0-9]{2}-[0-9]{2}", "try_cast(c as date)"),
    Form(
        Known.MOMENT,
        rf"[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}({_CLOCK})?",
        "try_cast(c as timestamp)",
    ),
    *_days(_DASHED, _YEAR_FIRST),
    *_days(
        _TURNED.format(_DASHED, r"\3-\2-\1"),
        f"({_YEAR_FIRST}|{_DAY_FIRST})",
        rf"({_OVER_12}[-/]|[0-9]{{1,2}}\.[0-9]{{1,2}}\.).*",
    ),
    *_days(
        _TURNED.format(_DASHED, r"\3-\1-\2"),
        f"({_YEAR_FIRST}|{_MONTH_FIRST})",
        rf"[0-9]{{1,2}}[-/]{_OVER_12}[-/].*",
    ),
    Form(Known.DAY, _NAMED, f"try_strptime(c, {_NAMES})::date"),
    Form(Known.BOOLEAN, "(?i:true|false)", "try_cast(c as boolean)"),
]
