"""A reply about customers' words as a text: the number first, at most 900 characters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from knowledge.insights.quotes.excerpts import Excerpt, around
from knowledge.insights.replies.wording import cited, whose
from knowledge.models import Citation

LONGEST = 900
_SHORTEST_QUOTE = 60


@dataclass(frozen=True, slots=True)
class Shown:
    """How a quote is shown.

    Attributes:
        lead: what stands before it on its line.
        groups: forms that were counted: a shortened quote keeps the first of them.
        most: characters of the whole line.
        whose: whether the record and the day stand behind it.
    """

    lead: str = ""
    groups: Sequence[Sequence[str]] = ()
    most: int = LONGEST
    whose: bool = True


_AS_IS = Shown()


@dataclass(slots=True)
class Draft:
    """Lines that fit, and the citations of what is quoted in them.

    Attributes:
        keep: characters that are kept for what comes last.
    """

    lines: list[str] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    keep: int = 0

    @property
    def text(self) -> str:
        """The lines."""
        return "\n".join(self.lines)

    @property
    def room(self) -> int:
        """Characters that are left for one more line."""
        return LONGEST - self.keep - len(self.text) - 1

    def say(self, line: str, leaving: int = 0) -> bool:
        """Adds a line where there is room for it and for so many more characters."""
        if not line or len(line) > self.room - leaving:
            return False
        self.lines.append(line)
        return True

    def quote(self, excerpt: Excerpt, how: Shown = _AS_IS) -> bool:
        """Adds a quote with its number and whose it is; shortened to what it may take."""
        number = len(self.citations) + 1
        after = f" [{number}] ({whose(excerpt.of)})" if how.whose else f" [{number}]"
        room = min(self.room, how.most) - len(how.lead) - len(after) - len("“”")
        if room < min(_SHORTEST_QUOTE, len(excerpt.text)):
            return False
        self.lines.append(f"{how.lead}“{around(excerpt.text, how.groups, room)}”{after}")
        self.citations.append(cited(number, excerpt))
        return True
