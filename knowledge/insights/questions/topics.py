"""What customers are to have spoken of: phrases that a text has, or has not."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.search.words.words import is_stop, plain
from knowledge.store.items.words import item_words

_QUOTED = re.compile(r"[\"“”„]([^\"“”„]{1,80})[\"“”]|(?<!\w)['‘]([^'‘’]{2,80})['’](?!\w)")
_JOINED = re.compile(r"[^\W_]+(?:['’.,&/-][^\W_]+)*")
_OR = re.compile(r"\s*,?\s+or\s+|\s*/\s*|\s*,\s*(?!and\b)", re.IGNORECASE)
_AND = re.compile(r"\s*,?\s+(?:and|as well as|together with|plus)\s+", re.IGNORECASE)
_ABOUT = re.compile(
    r"^(?:(?:the|a|any|some|our|their|more)\s+)*(?:(?:words?|phrases?|terms?|topics?|subjects?|"
    r"questions?|things?|problems?|issues?|troubles?|difficult(?:y|ies)|complaints?|experiences?)"
    r"\s+(?:(?:of|with|about|around|like|such as)\s+)?)(?=\S)",
    re.IGNORECASE,
)
"""What stands before the subject itself: "problems with", "the word"."""
_LIGHT = frozenset(
    """
    keep keeps kept keeping get gets getting make makes making take takes taking give gives go goes
    going come comes coming really always still lot lots thing things something quite actually often
    sometimes especially mostly generally simply feel feels seem seems find finds experience
    experiences way ways
    """.split()
)
"""Words that say little of a subject: left out where others remain."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand next to each other in a text.

    Attributes:
        words: as `item_words` gives them; at least one.
        exact: in this form only; else in any form that has the same stem.
    """

    words: tuple[str, ...]
    exact: bool = False

    def __str__(self) -> str:
        return " ".join(self.words)


Group = tuple[Phrase, ...]
"""A text has one of these."""

Topic = tuple[Group, ...]
"""A text has one phrase of each of these."""


def topic(text: str) -> Topic:
    """The phrases of a subject in a question's words; () where none of them says anything.

    What is quoted is one exact phrase. `or` and commas part what may stand for one another, `and`
    what must both be there. Words that say nothing end a phrase.
    """
    return tuple(
        group for part in _apart(text) if (group := tuple(dict.fromkeys(_alternatives(part))))
    )


def _apart(text: str) -> list[str]:
    """What must all be there; a quotation stays whole."""
    held: list[str] = []

    def hold(found: re.Match[str]) -> str:
        held.append(found[1] or found[2])
        return f" \x00{len(held) - 1}\x00 "

    masked = _QUOTED.sub(hold, text)
    restore = re.compile("\x00(\\d+)\x00")
    parts: list[str] = []
    for part in _AND.split(masked):
        alternatives = _OR.split(_ABOUT.sub("", part.strip()))
        if len(alternatives) > 1:
            parts.append("\n".join(alternatives))
        else:
            parts.extend(_runs(alternatives[0]))
    return [restore.sub(lambda found: f'"{held[int(found[1])]}"', part) for part in parts]


def _runs(text: str) -> list[str]:
    """Runs of words that say something, each a text of its own; quotations apart."""
    found: list[str] = []
    for piece in re.split("(\x00\\d+\x00)", text):
        if piece.startswith("\x00"):
            found.append(piece)
        else:
            found.extend(" ".join(run) for run in _telling(piece))
    told = [run for run in found if run.startswith("\x00") or not _is_light(run.split())]
    return told or found


def _alternatives(part: str) -> list[Phrase]:
    found: list[Phrase] = []
    for line in part.split("\n"):
        quoted = _QUOTED.search(line)
        if quoted:
            found.append(Phrase(tuple(item_words(quoted[1] or quoted[2])), exact=True))
            continue
        found.extend(Phrase(tuple(item_words(" ".join(run)))) for run in _telling(line)[:1])
    return [phrase for phrase in found if phrase.words]


def _telling(text: str) -> list[list[str]]:
    """Runs of neighbouring words that are no stop words, light ones cut off at their ends."""
    runs: list[list[str]] = [[]]
    for word in _JOINED.findall(text):  # "hand-over" stays, though "over" alone says nothing
        if is_stop(plain(word)):
            runs.append([])
        else:
            runs[-1].append(word)
    return [bare for run in runs if (bare := _bare(run))]


def _bare(run: list[str]) -> list[str]:
    """Without light words, unless there is nothing else."""
    return [word for word in run if not _is_light([word])] or run


def _is_light(run: list[str]) -> bool:
    return all(plain(word) in _LIGHT for word in run)
