"""Questions of which one side was not understood: one number would be no answer."""

from __future__ import annotations

import re

from knowledge.numbers.asked import Asked, Kind, Read
from knowledge.numbers.reading.conditions import AGAINST_THE_REST
from knowledge.numbers.reading.found import Match
from knowledge.numbers.reading.question import Question
from knowledge.numbers.reading.wanting import wanted


def is_two_sided(question: str) -> bool:
    """Whether it asks what is never computed: before against after, a period as a share."""
    return bool(_AROUND.search(question) or _SHARE_OF_TIME.search(question))


def lacks_a_side(parts: Question, first: Match, meant: Read) -> bool:
    """Whether a value is compared or ranked, and what with was not understood.

    One number is no answer then.
    """
    if not isinstance(meant, Asked):
        return False
    if meant.kind is Kind.RANKING:  # after Florida, which state; the share of the first three
        within = any(one.dimension == meant.by and not one.negated for one in meant.where)
        shares = wanted(parts, first).shares
        return within or (shares and (meant.top > 1 or bool(first.metric.whole)))
    if _DIFFERENT.search(parts.text):
        return meant.kind is not Kind.DISTINCT
    if meant.kind is not Kind.VALUE:
        return False
    wants = wanted(parts, first)
    if wants.shares and first.metric.definition.unit != "percent":
        return True
    rest = AGAINST_THE_REST.search(parts.text)
    return bool(meant.where) and (wants.compares or rest is not None)


_DIFFERENT = re.compile(r"\bhow many (?:different|distinct|unique)\b", re.IGNORECASE)


_AROUND = re.compile(  # what came before is set against what came after
    r"\bbefore\b.*\b(?:and|vs\.?|versus|or|to|with)\b(?: \w+)? after\b"
    r"|\bafter\b.*\b(?:and|vs\.?|versus|or|to|with|than)\b(?: \w+)? before\b",
    re.IGNORECASE,
)


_SHARE_OF_TIME = re.compile(  # the time is the part, and not where the share is taken
    r"(?:%|\b(?:share|part|portion|percent(?:age)?|proportion|fraction|how much of)\b).*"
    r"\b(?:was|were|is|are|came|come|has|have|had)\b"
    r"(?: (?:been|made|placed|received|ordered|filed|opened|in|from|sent|come|earned|sold))*"
    r" (?:in|during|after|before|since|on|within|from)"
    r" (?:(?:the |this |last |year )?(?:(?:19|20)\d\d\b|q[1-4]\b|h[12]\b"
    r"|jan|feb|mar(?:ch)?\b|apr|may\b|june?\b|july?\b|aug|sep|oct|nov|dec|month\b|quarter\b))",
    re.IGNORECASE,
)
