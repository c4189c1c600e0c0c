"""A reply about customers' words as a text: the number first, at most 900 characters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from knowledge.insights.excerpts import Excerpt, around
from knowledge.insights.wording import cited, whose
from knowledge.models import Citation

LONGEST = 900
_SHORTEST_QUOTE = 70


@dataclass(slots=True)
class Draft:
    """Lines that fit, and the citations of what is quoted in them."""

    lines: list[str] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The lines."""
        return "\n".join(self.lines)

    @property
    def room(self) -> int:
        """Characters that are left for one more line."""
        return LONGEST - len(self.text) - 1

    def say(self, line: str) -> bool:
        """Adds a line where there is room for it."""
        if not line or len(line) > self.room:
            return False
        self.lines.append(line)
        return True

    def quote(
        self,
        excerpt: Excerpt,
        lead: str = "",
        groups: Sequence[Sequence[str]] = (),
        most: int = LONGEST,
    ) -> bool:
        """Adds a quote with its number and whose it is; shortened to `most` or to the room."""
        number = len(self.citations) + 1
        after = f" [{number}] ({whose(excerpt.of)})"
        room = min(self.room, most) - len(lead) - len(after) - len("“”")
        if room < min(_SHORTEST_QUOTE, len(excerpt.text)):
            return False
        self.lines.append(f"{lead}“{around(excerpt.text, groups, room)}”{after}")
        self.citations.append(cited(number, excerpt))
        return True


def listed(parts: Iterable[str]) -> str:
    """a, b and c."""
    *before, last = [*parts] or [""]
    return f"{', '.join(before)} and {last}" if before else last
