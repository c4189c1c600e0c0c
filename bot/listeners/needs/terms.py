"""What looking up and changing terms needs of the rest of the program."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from knowledge.lingo.deciding.changing import Changing
from knowledge.models import Sense
from knowledge.store.documents.pages import PageLink
from knowledge.store.questions.asked_lately import AskedLately


@dataclass(frozen=True, kw_only=True)
class Terms:
    """Meanings, what people change about them, and what is known around them.

    Attributes:
        every: all meanings, whoever may read them; not for a reader.
        pages: the documents of these paths, by path.
        zone: of the workspace.
    """

    changing: Changing
    every: Callable[[], Sequence[Sense]]
    pages: Callable[[Collection[str]], Mapping[str, PageLink]]
    asked: AskedLately
    zone: ZoneInfo
