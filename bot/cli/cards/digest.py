"""A digest as people read it in a terminal, with why a part of it is left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from rich.markup import escape
from rich.table import Table

from bot.cli.cards.answers import Shape, value_of
from knowledge.metrics.wording import day_words, period_name, sparkline
from knowledge.models import Period

if TYPE_CHECKING:
    from rich.console import Console

_VALUES = ("value", "previous", "last_year", "baseline", "target")
_VERDICTS = {"better": "[green]+ better[/green]", "worse": "[red]! worse[/red]", "same": "= same"}


def digest_card(out: Console, digest: Shape) -> None:
    """The figures as a table, then what the message and its thread say beside them."""
    state = "" if digest["status"] == "ready" else f"  [yellow]{digest['status']}[/yellow]"
    out.print(f"\n[bold]{escape(digest['title'])}[/bold]  {_days(digest)}{state}")
    for sentence in (digest["reason"], digest["warning"]):
        if sentence:
            out.print(escape(sentence), style="yellow")
    if digest["figures"]:
        out.print(_table(digest))
    for words in _beside(digest["lines"]):
        out.print(words, highlight=False)
    for section in digest["sections"]:
        _section(out, section)
    notes = [*digest["left_out"], *_newest(digest)]
    if notes:
        out.print()
    for sentence in notes:
        out.print(f"[dim]{escape(sentence)}[/dim]", highlight=False)


def _days(digest: Shape) -> str:
    span = digest["period"]
    if not span:
        return f"all rows before {day_words(date.fromisoformat(digest['as_of']))}"
    return period_name(Period(date.fromisoformat(span["start"]), date.fromisoformat(span["end"])))


def _table(digest: Shape) -> Table:
    """A row for each metric, with its groups below it."""
    heads = ("metric", "value", "", "before", "last year", "start", "target", "n", "so far")
    table = Table(*heads, box=None)
    told = iter([line for line in digest["lines"] if not line["reason"]])
    for one in digest["figures"]:
        if one["dimensions"]:
            of = ", ".join(str(value) or "none" for value in one["dimensions"].values())
            table.add_row(*_row(f"  {of}", one), style="dim")
            continue
        line = next(told)
        change = line["change"]
        verdict = _VERDICTS.get(change["verdict"], "") if change else ""
        bars = sparkline([point["value"] for point in line["series"]])
        table.add_row(*_row(one["label"], one, verdict, bars))
    return table


def _row(label: str, one: Shape, verdict: str = "", bars: str = "") -> list[str]:
    value, *others = (
        "" if one[name] is None else value_of(one[name], one["unit"]) for name in _VALUES
    )
    return [escape(label), value or "no figure", verdict, *others, str(one["n"]), bars]


def _beside(lines: Sequence[Shape]) -> Iterator[str]:
    """What is said of each metric besides its figures."""
    for line in lines:
        path = line["path"]
        due = [f"target due {day_words(date.fromisoformat(path['target_date']))}"] if path else []
        said = [*line["said"], *due]
        if said:
            yield escape(f"{line['label']}: {'; '.join(said)}.")


def _newest(digest: Shape) -> Iterator[str]:
    newest = [
        f"{source} {day_words(date.fromisoformat(day))}" for source, day in digest["newest"].items()
    ]
    if newest:
        yield f"Newest data: {', '.join(newest)}."


def _section(out: Console, section: Shape) -> None:
    """A part of a digest's thread, or why it is left out."""
    if section["reason"]:
        out.print(escape(f"\n{section['title']}, left out: {section['reason']}"), style="dim")
        return
    out.print(f"\n[bold]{escape(section['title'])}[/bold]", highlight=False)
    for remark in section["remarks"]:
        against = "on the other hand: " if remark["against"] and not remark["text"] else ""
        said = [remark["text"], f"“{remark['quote']}”" if remark["quote"] else ""]
        where = remark["citation"]["title"] if remark["citation"] else ""
        told = against + " ".join(part for part in said if part)
        out.print(escape(f"- {told}{f' ({where})' if where else ''}"), highlight=False)
    if section["more"]:
        out.print(f"and {section['more']} more", highlight=False)
