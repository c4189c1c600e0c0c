"""Answers, terms and reports as people read them in a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from rich.markup import escape

from bot.blocks.parts.plots import plot_words
from bot.cli.cards.transcript import plain
from knowledge.models import Plot, Point

if TYPE_CHECKING:
    from rich.console import Console

_SHOWN = 20  # reasons before "and so many more"

Shape = Mapping[str, Any]


def answer_card(out: Console, answer: Shape) -> None:
    """The answer first, then where it comes from, then what to ask next."""
    out.print()
    _said(out, answer)
    for plot in answer.get("plots", ()):
        out.print()
        out.print("\n".join(plot_lines(plot)), markup=False, highlight=False, soft_wrap=True)
    for term in answer["terms"][:3] if answer["mode"] != "glossary" else ():
        out.print(f"\n[bold]{escape(term['label'])}[/bold]: {escape(term['definition'])}")
    if answer["citations"]:
        out.print()
    for citation in answer["citations"]:
        out.print(_citation(citation))
    if answer.get("evidence"):
        out.print(f"\n[dim]{escape(answer['evidence'])}[/dim]")
    else:
        for line in dict.fromkeys(_made(one) for one in answer.get("workings", ())):
            out.print(f"\n[dim]{escape(line)}[/dim]")
    if answer["follow_ups"]:
        asked = "\n".join(f"  · {escape(one)}" for one in answer["follow_ups"])
        out.print(f"\n[dim]You could ask:[/dim]\n{asked}")
    out.print(f"\n[dim]{answer['elapsed_ms']:.0f} ms[/dim]")


def ingest_card(out: Console, report: Shape, *, dry_run: bool) -> None:
    """What an ingest did, with the reason for each file that was left out."""
    would = "would be " if dry_run else ""
    counts = ", ".join(
        f"{report[name]} {would}{name}" for name in ("added", "updated", "unchanged", "deleted")
    )
    seconds = report["seconds"]
    rate = f", {report['chunks'] / seconds:.0f} chunks/s" if seconds and report["chunks"] else ""
    out.print(f"\n{counts}; {report['chunks']} chunks in {seconds:.1f} s{rate}.")
    if report["masked"]:
        kinds = ", ".join(f"{kind} {count}" for kind, count in report["masked"].items())
        out.print(f"Different values of personal data that were masked: {kinds}.", style="dim")
    for name, style in (("skipped", "dim"), ("failed", "red")):
        rows = report[name]
        if rows:
            out.print(f"\n{len(rows)} {name}:", style="bold")
        for row in rows[:_SHOWN]:
            out.print(f"  {escape(row['document'])}: {escape(row['reason'])}", style=style)
        if len(rows) > _SHOWN:
            out.print(f"  and {len(rows) - _SHOWN} more (all of them with --json)", style=style)


def value_of(value: float | None, unit: str) -> str:
    """A value as it is read: a percentage with one decimal, a number with its thousands."""
    if value is None:
        return "-"
    if unit == "percent":
        return f"{value * 100:.1f} %"
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}"


def plot_lines(plot: Shape) -> list[str]:
    """A plot in words, with a small line or bars."""
    series = tuple(
        (one["name"], tuple(Point(p["label"], p["value"]) for p in one["points"]))
        for one in plot["series"]
    )
    told = Plot(plot["title"], plot["kind"], plot["unit"], series)
    return [told.title, *(f"  {plain(line, {})}" for line in plot_words(told))]


def _said(out: Console, answer: Shape) -> None:
    """The text; what was computed stands out."""
    text, lead = str(answer["text"]), str(answer.get("lead") or "")
    if answer["mode"] == "computed" and lead and text.startswith(lead):
        out.print(f"[bold]{escape(lead)}[/bold]{escape(text[len(lead) :])}", highlight=False)
        return
    style = "" if answer["outcome"] == "answered" else "yellow"
    out.print(escape(text), style=style)


def _made(working: Shape) -> str:
    """From what it was computed, and where that is defined."""
    facts = [f"Computed from {working['source']}" if working["source"] else "Computed"]
    facts += [f"read {working['loaded'][:16].replace('T', ' ')}"] if working["loaded"] else []
    facts += [f"defined in {working['file']}"] if working["file"] else []
    return " · ".join(facts)


def _citation(citation: Shape) -> str:
    place = escape(" › ".join(one for one in (citation["title"], citation["section"]) if one))
    facts = [escape(citation["link"] or citation["document"])]
    if citation["updated"]:
        facts.append(f"updated {citation['updated']}")
    if citation["owner"]:
        facts.append(f"owner {escape(citation['owner'])}")
    if citation["superseded_by"]:
        facts.append(f"[yellow]superseded by {escape(citation['superseded_by'])}[/yellow]")
    return f"  [bold][{citation['number']}][/bold] {place}\n      [dim]{' · '.join(facts)}[/dim]"
