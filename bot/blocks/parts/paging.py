"""Messages that are too long for Slack, told in several: nothing is left out. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

Block = dict[str, Any]

BUDGET = 10_000
"""Characters in all blocks of one message; Slack refuses messages from about 11,000 on."""

BLOCKS = 50
_MARKED = 48  # with room for the marks that say which part it is
_MARKS = 60  # characters of these
_ENOUGH = 0.4  # of the room: a line or a sentence that ends before is no place to part
_WHOLE = re.compile(
    r"<[^<>\n]*>"  # a link
    r"|&(?:amp|lt|gt);"
    r"|\u2060.\u2060"  # a mark that is kept from being markup
    r"|[\U0001f1e6-\U0001f1ff]{2}"  # a flag
    r"|.(?:\u200d.|[\u0300-\u036f\ufe00-\ufe0f\u20e3\U0001f3fb-\U0001f3ff]){0,20}",
    re.DOTALL,
)
_SAID = ("text", "alt_text", "fallback")


def pages(blocks: Iterable[Block]) -> list[tuple[Block, ...]]:
    """Blocks as messages, each within Slack's limits; several say which of how many they are.

    Blocks that are too large by themselves stay as they are: `pieces` parts a text before.
    """
    whole = list(blocks)
    if len(whole) <= BLOCKS and sum(map(size, whole)) <= BUDGET:
        return [tuple(whole)]
    parted = list(_parted(whole))
    many = len(parted)
    return [
        (*_mark(number, many, opens=True), *part, *_mark(number, many, opens=False))
        for number, part in enumerate(parted, 1)
    ]


def pieces(text: str, longest: int) -> list[str]:
    """A text in parts of at most so many characters, parted between lines, sentences or words.

    A link, an escaped sign and a sign with its accents are never parted. What is not blank is in
    one of the parts, in order.
    """
    parts: list[str] = []
    signs = [one for found in _WHOLE.findall(text) for one in _fitting(found, longest)]
    begin = 0
    while begin < len(signs):
        end = _end(signs, begin, longest)
        part = "".join(signs[begin:end]).strip()
        if part:
            parts.append(part)
        begin = end
    return parts


def size(shown: object) -> int:
    """How long everything is that a block shows, in the units in which Slack counts."""
    if isinstance(shown, Mapping):
        own = sum(units(shown[name]) for name in _SAID if isinstance(shown.get(name), str))
        return own + sum(size(inner) for inner in shown.values())
    if isinstance(shown, list | tuple):
        return sum(map(size, shown))
    return 0


def units(text: str) -> int:
    """The length of a text where signs such as emoji count twice."""
    return len(text) + sum(sign > "\uffff" for sign in text)


def _parted(blocks: list[Block]) -> Iterator[list[Block]]:
    part: list[Block] = []
    room = BUDGET - _MARKS
    for block in blocks:
        needs = size(block)
        if part and (needs > room or len(part) == _MARKED):
            yield part
            part, room = [], BUDGET - _MARKS
        if part or block["type"] != "divider":
            part.append(block)
            room -= needs
    if part:
        yield part


def _mark(number: int, many: int, *, opens: bool) -> list[Block]:
    """Before every part but the first which one it is, behind the first that more follows."""
    if many == 1 or opens == (number == 1) or (not opens and number > 1):
        return []
    said = f"({number} of {many})" if opens else f"({number} of {many}, the rest follows)"
    return [{"type": "context", "elements": [{"type": "plain_text", "text": said}]}]


def _fitting(sign: str, longest: int) -> list[str]:
    """What must not be parted, parted all the same where it does not fit at all."""
    return [sign] if units(sign) <= longest else list(sign)


def _end(signs: list[str], begin: int, longest: int) -> int:
    """Where the part that begins here ends: behind a line, a sentence or a word if possible."""
    room = longest
    best: dict[str, int] = {}
    for place in range(begin, len(signs)):
        sign = signs[place]
        room -= units(sign)
        if room < 0:
            break
        enough = longest - room >= _ENOUGH * longest
        if sign == "\n" and enough:
            best["line"] = place + 1
        elif sign == " " and place > begin:
            best["word"] = place + 1
            if enough and signs[place - 1] in ".!?]":
                best["sentence"] = place + 1
    else:
        return len(signs)
    return best.get("line") or best.get("sentence") or best.get("word") or place
