"""Candidates and conflicts as an admin reads them in a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

Json = Mapping[str, Any]


def candidate_rows(out: Console, found: Sequence[Json]) -> None:
    """One row a term: what it stands for or means, how often it is used, and where it is said."""
    if not found:
        out.print("No document explains a term that the glossaries do not have.")
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("term", "meaning", "used", "said in"):
        table.add_column(column, overflow="fold")
    for one in found:
        first = one["evidence"][0] if one["evidence"] else {}
        meaning = one["stands_for"] or one["definition"] or "asked for, not explained"
        where = first.get("document", "")
        table.add_row(
            f"[bold]{escape(one['label'])}[/]", escape(meaning[:160]), str(one["times"]),
            f"[dim]{escape(where)}[/]",
        )  # fmt: skip
    out.print(table)


def conflict_cards(out: Console, found: Sequence[Json]) -> None:
    """Each conflict with both sides and whose they are."""
    if not found:
        out.print("Everybody means the same by every word that is explained.")
        return
    for one in found:
        out.print(f"[bold]{escape(one['label'])}[/]  {escape(one['reason'])}")
        for side in one["sides"]:
            whose = side["domain"] or "no department"
            place = f"{whose}, {side['document']}"
            out.print(f"  • {escape(side['definition'])} [dim]({escape(place)})[/]")
        out.print()
    out.print(f"{len(found)} in all.")
