"""What is not settled, by what the items themselves say."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from knowledge.insights.customers.picture import OpenProblem, Voice

RULE = (
    "Open is what its source calls open, pending or the like, and what has no outcome in a source "
    "that gives nearly every item one."
)
NO_RULE = "No source says which of these are settled."

_ABOUT = re.compile(
    r"\b(?:status|stage|progress|outcome|resolution|response|result|resolved|solved|closed)\b"
)
_STATE = re.compile(r"\bstate\b")  # of a ticket or of the United States: its value tells
_OPEN = frozenset(
    "open opened new pending active escalated reopened re-opened unresolved unsolved unanswered"
    " unassigned todo waiting".split()
) | {"in progress", "on hold", "to do", "not resolved", "not solved", "under review", "not started"}
_DONE = frozenset("closed completed done finished resolved settled solved".split())
_WAITS = re.compile(r"(?:waiting|awaiting|pending|open)\b.{0,40}")
_OUTCOME = re.compile(r"\b(?:outcome|resolution)\b")
_SETTLED = re.compile(r"\b(?:resolved|solved|closed)\b")
_NO = frozenset({"no", "false", "0", "n"})
NEARLY_ALL = 0.8
"""The share of a source's items with an outcome from which one without it is open."""


def open_problems(
    voices: Sequence[Voice], expected: Mapping[str, Collection[str]]
) -> list[OpenProblem]:
    """Those of the items that are not settled, in their order.

    An attribute whose name speaks of a status or outcome says so by its value; another that says
    otherwise is not asked. Where no attribute of an item speaks of it, and its source gives nearly
    every item an outcome, that one has none yet.

    Args:
        voices: of one customer.
        expected: by source the names of the outcomes that nearly all of its items have.
    """
    found = ((voice, _reason(voice, expected.get(voice.item.source, ()))) for voice in voices)
    return [OpenProblem(voice, reason) for voice, reason in found if reason]


def rule(voices: Sequence[Voice], expected: Mapping[str, Collection[str]]) -> str:
    """What counted as open, in one sentence."""
    said = any(_speaks(*fact) for voice in voices for fact in voice.item.attributes.items())
    return RULE if said or any(expected.values()) else NO_RULE


def outcomes(attributes: Mapping[str, Mapping[str, int]], n: int) -> list[str]:
    """The names of outcomes that nearly all of a source's n items have."""
    return [
        name
        for name, values in attributes.items()
        if _OUTCOME.search(_plain(name)) and NEARLY_ALL * n <= sum(values.values()) < n
    ]


def _reason(voice: Voice, expected: Collection[str]) -> str:
    speaking = {
        name: value for name, value in voice.item.attributes.items() if _speaks(name, value)
    }
    for name, value in speaking.items():
        if _is_open(_plain(name), value.strip().lower()):
            return f"{name}: {value}"
    missing = [name for name in expected if name not in voice.item.attributes]
    return f"{missing[0]}: none given" if missing and not speaking else ""


def _is_open(name: str, value: str) -> bool:
    if _SETTLED.search(name):
        return value in _NO
    return value in _OPEN or _WAITS.fullmatch(value) is not None


def _speaks(name: str, value: str) -> bool:
    plain, said = _plain(name), value.strip().lower()
    if _STATE.search(plain):
        return said in _DONE or _is_open("", said)
    return _ABOUT.search(plain) is not None


def _plain(name: str) -> str:
    return re.sub(r"[_\W]+", " ", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)).lower()
