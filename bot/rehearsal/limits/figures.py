"""Limits of tables and charts."""

from __future__ import annotations

from collections.abc import Iterator

from bot.rehearsal.limits.checks import (
    Check,
    Files,
    both,
    choice,
    flag,
    many,
    number,
    shape,
    string,
    typed,
    whole,
    wrong,
)
from bot.rehearsal.limits.elements import RAW_CELL

_BLOCK_ID = {"block_id": string(255)}
_SERIES, _CATEGORIES, _LABEL = 6, 20, 20
_ROWS, _CELLS = 100, 20

TABLE = shape(
    {"rows": many(many(typed(RAW_CELL), 1, _CELLS), 1, _ROWS)},
    {
        **_BLOCK_ID,
        "column_settings": many(
            shape({}, {"align": choice("left", "center", "right"), "is_wrapped": flag}), 0, _CELLS
        ),
    },
)


def _headed(value: object, at: str, _: Files) -> Iterator[str]:
    rows = value.get("rows") if isinstance(value, dict) else None
    head = rows[0] if isinstance(rows, list) and rows and isinstance(rows[0], list) else []
    for position, cell in enumerate(head):
        if isinstance(cell, dict) and cell.get("type") == "rich_text":
            yield wrong("a header cell is not rich_text", f"{at}/rows/0/{position}")


DATA_TABLE = both(
    shape(
        {"rows": many(many(typed(RAW_CELL), 1, _CELLS), 2, _ROWS + 1), "caption": string(255)},
        {
            **_BLOCK_ID,
            "page_size": whole(1, 100),
            "row_header_column_index": whole(0, _CELLS - 1),
        },
    ),
    _headed,
)

_POINT = shape({"label": string(_LABEL), "value": number})


def _positive(value: object, at: str, _: Files) -> Iterator[str]:
    segments = value.get("segments") if isinstance(value, dict) else None
    for position, one in enumerate(segments if isinstance(segments, list) else []):
        amount = one.get("value") if isinstance(one, dict) else 0
        if not isinstance(amount, int | float) or amount <= 0:
            yield wrong("must be more than 0", f"{at}/segments/{position}/value")


def _matching(value: object, at: str, _: Files) -> Iterator[str]:
    """Each series has a name of its own and one value for each category."""
    try:
        named = [one["name"] for one in value["series"]]  # type: ignore[index]
        labels = [[point["label"] for point in one["data"]] for one in value["series"]]  # type: ignore[index]
        categories = value["axis_config"]["categories"]  # type: ignore[index]
    except (TypeError, KeyError):
        return  # told by the shape
    if len(set(named)) < len(named):
        yield wrong("series names must be unique", f"{at}/series")
    for position, one in enumerate(labels):
        if sorted(one) != sorted(categories):
            yield wrong("data must have every category once", f"{at}/series/{position}/data")


_AXES = shape(
    {"categories": many(string(_LABEL), 1, _CATEGORIES)},
    {"x_label": string(50), "y_label": string(50)},
)
_LINES: Check = both(
    shape(
        {
            "series": many(
                shape({"name": string(_LABEL), "data": many(_POINT, 1, _CATEGORIES)}), 1, _SERIES
            ),
            "axis_config": _AXES,
        }
    ),
    _matching,
)
_PIE: Check = both(shape({"segments": many(_POINT, 1, _SERIES)}), _positive)

CHART = shape(
    {
        "title": string(50),
        "chart": typed({"line": _LINES, "bar": _LINES, "area": _LINES, "pie": _PIE}),
    },
    _BLOCK_ID,
)
