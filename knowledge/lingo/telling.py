"""A term as a person would say it, which is also what is searched."""

from __future__ import annotations

from typing import Protocol


class Explained(Protocol):
    """What is said of a term."""

    @property
    def label(self) -> str: ...
    @property
    def definition(self) -> str: ...
    @property
    def stands_for(self) -> str: ...
    @property
    def note(self) -> str: ...
    @property
    def example(self) -> str: ...
    @property
    def aliases(self) -> tuple[str, ...]: ...
    @property
    def not_to_confuse(self) -> str: ...


def told(sense: Explained) -> str:
    """All of it in sentences: "NPS: Net Promoter Score. Also: promoter score."."""
    parts = [sense.definition]
    if sense.stands_for and sense.stands_for.lower() not in sense.definition.lower():
        parts.insert(0, sense.stands_for)
    parts += [
        sense.note,
        f"Example: {sense.example}" if sense.example else "",
        f"Not to be confused with: {sense.not_to_confuse}" if sense.not_to_confuse else "",
        f"Also: {', '.join(sense.aliases)}" if sense.aliases else "",
    ]
    return f"{sense.label}: {' '.join(_ended(part) for part in parts if part)}"


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?", ":")) else f"{text}."
