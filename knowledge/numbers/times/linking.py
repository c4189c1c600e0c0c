"""How the times of a question belong together: from, until, since, against."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace

from knowledge.metrics.periods import Grain
from knowledge.numbers.times.calendar import Open, unit_of
from knowledge.numbers.times.spotted import Spotted

_BETWEEN = re.compile(
    r"(?P<list>,\s*)|(?P<to>,?\s*(?:-|–|to|till|until|through|thru|and)"
    r"\s*(?:the )?(?:end of )?(?:the )?)"
    r"|(?P<versus>.*\b(?:versus|vs\.?|v|than|compared (?:to|with)|against|or|from|over"
    r"|relative to)\b.*)",
)


_FROM = re.compile(r"\b(?:from|between)(?: the)?\s*$")


_SINCE = re.compile(
    r"\b(?:since|(?:starting|beginning)(?: in| from| on| with)?|from(?= the (?:start|beginning)))"
    r"(?: the)?(?: (?:start|beginning) of)?(?: the)?\s*$"
)


_AFTER = re.compile(r"\b(?:after|later than)(?: the)?(?: end of)?\s*$")


_ONWARDS = re.compile(r"\s*(?:on|onwards?|on forward|forward|until now|till now)\b(?! the\b)")


_UNTIL = re.compile(
    r"\b(?:until|till|up to(?: and including)?|up until|no later than"
    r"|through|thru|by the end of)(?: the)?(?: end of)?\s*$"
)


_BY = re.compile(r"\bby(?: the)?\s*$")


_BEFORE = re.compile(
    r"\b(?:before|prior to|earlier than)(?: the)?(?: (?:start|beginning) of(?: the)?)?\s*$"
)


def link_times(found: list[Spotted], text: str) -> list[Spotted]:
    linked = found[:1]
    for first, second in itertools.pairwise(found):
        between = text[first.end : second.start]
        match = _BETWEEN.fullmatch(between)
        link = ""
        if match:
            joins = "and" in between or bool(match["list"])
            framed = not joins or (_FROM.search(text[: first.start]) and not match["list"])
            link = "versus" if match["versus"] else ("to" if framed else "and")
        linked.append(replace(second, link=link))
    return linked


def open_times(found: list[Spotted], text: str) -> Iterator[Spotted]:
    """Times with since, until or before in front of them, where they are no end of a range."""
    for at, one in enumerate(found):
        ahead = text[: one.start]
        ranged = one.link == "to" or (
            at + 1 < len(found) and found[at + 1].link in {"to", "versus"}
        )
        if ranged or isinstance(one.when, Open):
            yield one
        elif _SINCE.search(ahead) or (_FROM.search(ahead) and _ONWARDS.match(text[one.end :])):
            yield replace(one, when=Open(start=one.when))
        elif _AFTER.search(ahead):
            yield replace(one, when=Open(start=one.when, excluded=True))
        elif _BEFORE.search(ahead):
            yield replace(one, when=Open(end=one.when, excluded=True))
        elif _UNTIL.search(ahead) or (_BY.search(ahead) and unit_of(one.when) is Grain.DAY):
            yield replace(one, when=Open(end=one.when))
        else:
            yield one
