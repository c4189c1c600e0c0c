"""Metrics as people read them in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.markup import escape
from rich.table import Table

from bot.cli.cards.answers import Shape, value_of

if TYPE_CHECKING:
    from rich.console import Console

_BLANK = "(blank)"


def metric_card(out: Console, found: Shape, *, split_by_time: bool) -> None:
    """The number first, or a table of them; then what it is, and how old."""
    rows = found["rows"]
    split = split_by_time or any(one["dimensions"] for one in rows) or len(rows) != 1
    out.print()
    if split:
        out.print(f"[bold]{escape(found['label'])}[/bold]{_days(found['period'])}")
        out.print(_table(found, by_time=split_by_time) if rows else "no rows")
    else:
        number = _number(rows[0]["value"], found["unit"])
        out.print(f"[bold]{escape(found['label'])}  {number}[/bold]{_days(found['period'])}")
        out.print(f"[dim]of {_rows(rows[0]['n'])}{_few(rows[0], found)}[/dim]")
    if split_by_time and len({tuple(one["dimensions"].items()) for one in rows}) == 1:
        from knowledge.metrics.wording import sparkline

        out.print(f"\n{sparkline([None if one['partial'] else one['value'] for one in rows])}")
    for note in found["notes"]:
        out.print(escape(note), style="yellow")
    if found["definition"]:
        out.print(f"\n{escape(found['definition'])}")
    out.print(f"[dim]{' · '.join(_facts(found))}[/dim]")


def list_card(out: Console, found: Shape) -> None:
    """A line for each metric."""
    if not found["metrics"]:
        out.print("There are no metrics here.")
        return
    table = Table("metric", "is", "unit", "by", "owner", box=None)
    for one in found["metrics"]:
        by = ", ".join(one["dimensions"])
        cells = (one["metric"], one["definition"] or one["label"], one["unit"], by, one["owner"])
        table.add_row(*map(escape, cells))
    out.print(table)


def check_card(out: Console, found: Shape) -> None:
    """Errors, then warnings, each at its place."""
    for severity, style in (("error", "red"), ("warning", "yellow")):
        problems = [one for one in found["problems"] if one["severity"] == severity]
        if problems:
            out.print(f"\n{_counted(len(problems), severity)}", style="bold")
        for one in problems:
            place = f"{one['file']}:{one['line']}" if one["line"] else one["file"]
            out.print(f"{escape(place)}  {escape(one['message'])}", style=style)
    if found["problems"]:
        out.print()
    whole = "" if found["problems"] else ", nothing wrong with them"
    out.print(f"{_counted(found['metrics'], 'metric')}{whole}.")


def _table(found: Shape, *, by_time: bool) -> Table:
    names = list(dict.fromkeys(name for one in found["rows"] for name in one["dimensions"]))
    table = Table(*(["period"] if by_time else []), *map(escape, names), box=None)
    for column in (found["unit"] or "value", "rows"):
        table.add_column(escape(column), justify="right")
    table.add_column("")
    for one in found["rows"]:
        period = [_period(one["period"])] if by_time else []
        values = [escape(one["dimensions"].get(name) or _BLANK) for name in names]
        number = value_of(one["value"], found["unit"])
        style = one["crossed"] if one["crossed"] in {"red", "yellow"} else None
        marks = ["not whole"] if one["partial"] else []
        few = _few(one, found).removeprefix(", ")
        marks += [few] if few else []
        count = f"{one['n']:,}"
        table.add_row(*period, *values, number, count, ", ".join(marks), style=style)
    return table


def _facts(found: Shape) -> list[str]:
    unit, facts = found["unit"], []
    each = f" a {found['granularity']}" if found["granularity"] else ""
    if found["baseline"] is not None:
        when = f" ({escape(found['baseline_when'])})" if found["baseline_when"] else ""
        facts.append(f"began at {value_of(found['baseline'], unit)}{each}{when}")
    if found["target"] is not None:
        facts.append(f"target {value_of(found['target'], unit)}{each} by {found['target_date']}")
    if found["owner"]:
        facts.append(f"owner {escape(found['owner'])}")
    if found["watermark"]:
        facts.append(f"newest row of {found['watermark']}")
    if found["as_of"]:
        facts.append(f"loaded {found['as_of'][:16].replace('T', ' ')}")
    return [*facts, f"{found['elapsed_ms']:.0f} ms"]


def _few(row: Shape, found: Shape) -> str:
    few = row["n"] < found["min_sample"]
    return f", too few to call (at least {found['min_sample']})" if few else ""


def _number(value: float | None, unit: str) -> str:
    shown = value_of(value, unit)
    return shown if unit == "percent" or value is None else f"{shown} {escape(unit)}".strip()


def _rows(count: int) -> str:
    return f"{count:,} row{'' if count == 1 else 's'}"


def _counted(count: int, name: str) -> str:
    return f"{count} {name}{'' if count == 1 else 's'}"


def _days(period: Shape | None) -> str:
    return f"  {period['start']} to {period['end']}" if period else ""


def _period(period: Shape | None) -> str:
    if period is None:
        return ""
    whole = period["start"] == period["end"]
    return period["start"] if whole else f"{period['start']} to {period['end']}"
