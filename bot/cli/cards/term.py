"""A term as people read it in a terminal: every meaning with whose it is and how sure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from rich.markup import escape

if TYPE_CHECKING:
    from rich.console import Console

Shape = Mapping[str, Any]

_HOW = {
    "spelling": " (nearest spelling)",
    "alias": " (another word for it)",
    "meaning": " (nearest meaning)",
}
_SAID = {
    "note": "note",
    "example": "example",
    "not_to_confuse": "not to be confused with",
    "replaced_by": "say instead",
}
_LISTS = {"aliases": "also", "broader": "part of", "narrower": "kinds", "related": "see also"}


def term_card(out: Console, card: Shape) -> None:
    """One card: every meaning with its department, owner, source and days."""
    if card["outcome"] == "not_found":
        out.print(f"\n[yellow]There is no term {escape(repr(card['term']))}.[/yellow]")
        if card["suggestions"]:
            out.print("Near to it: " + escape(", ".join(card["suggestions"])))
        return
    out.print(f"\n[bold]{escape(card['label'])}[/bold]{_HOW.get(card['match'], '')}")
    for sense in card["senses"]:
        _meaning(out, sense)


def _meaning(out: Console, sense: Shape) -> None:
    long = f"[bold]{escape(sense['stands_for'])}[/bold] " if sense["stands_for"] else ""
    text = "" if sense["definition"] == sense["stands_for"] else escape(sense["definition"])
    out.print(f"\n  {long}{text}")
    for name, told in _SAID.items():
        if sense[name]:
            out.print(f"  [dim]{told}:[/dim] {escape(sense[name])}")
    for name, told in _LISTS.items():
        if sense[name]:
            out.print(f"  [dim]{told}:[/dim] {escape(', '.join(sense[name]))}")
    out.print(f"  [dim]{' · '.join(_facts(sense))}[/dim]")


def _facts(sense: Shape) -> Iterator[str]:
    for name in ("domain", "status"):
        if sense[name]:
            yield escape(sense[name])
    yield escape(sense["url"] or sense.get("link") or sense["document"])
    if sense["owner"]:
        yield f"owner {escape(sense['owner'])}"
    if sense["verified_at"]:
        yield f"verified {sense['verified_at']}"
    if sense.get("review_due"):
        yield f"review due {sense['review_due']}"
