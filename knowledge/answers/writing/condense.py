"""A follow-up as it would read without its thread, by rules."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.models import Turn
from knowledge.search.words.words import telling, words

_POINTS_BACK = re.compile(
    r"\b(?:it|its|they|them|their|theirs|that|those|these|this|he|she|his|her|there|one|ones|same|"
    r"the other|the former|the latter|instead|else)\b",
    re.IGNORECASE,
)
_ASKS_ON = re.compile(
    r"^(?:what about|how about|why|since when|who else|how come|for whom|until when|by when"
    r"|where)\b",
    re.IGNORECASE,
)
_FILLER = re.compile(r"^(?:and|but|so|or|also|then|ok(?:ay)?)\b[\s,]*", re.IGNORECASE)
_ABOUT = re.compile(r"^(?:what|how)\s+about\b\s*", re.IGNORECASE)


def is_follow_up(question: str, history: Sequence[Turn]) -> bool:
    """Whether a question cannot be understood without what was said before."""
    if not history:
        return False
    rest = _FILLER.sub("", question.strip())
    subjects = len(telling(rest))
    return bool(
        (_ASKS_ON.search(rest) and subjects <= 3)
        or (_POINTS_BACK.search(rest) and subjects <= 4)
        or (subjects <= 1 and len(words(rest)) <= 5)
        or (rest != question.strip() and subjects <= 2)
    )


def condense(question: str, history: Sequence[Turn]) -> str:
    """The question with the subject of the last one where it points back to it; else as it is.

    "And for partners?" after "What is the notice period?" becomes
    "What is the notice period: for partners?": both are searched, the newer words weigh as much.
    """
    if not is_follow_up(question, history):
        return question
    last = history[-1].standalone or history[-1].question
    rest = _FILLER.sub("", question.strip())
    changed = _ABOUT.sub("", rest)
    if changed != rest:
        return _replaced(last, changed)
    subject = last.rstrip("?!. ")
    return f"{subject}: {rest}"


def _replaced(last: str, subject: str) -> str:
    """`what about X` asks the last question again for X."""
    return f"{last.rstrip('?!. ')}: {subject.rstrip('?!. ')}?"
