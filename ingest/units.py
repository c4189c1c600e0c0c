"""The smallest pieces that a text is packed from: sentences, list items, table rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_END = re.compile(
    r"[.!?\u2026][\"'\u201d\u2019)\]*_]*\s+(?=[\"'\u201c\u2018(\[]*[A-Z0-9\u00c0-\u00de])"
)
_NO_END = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|cf|approx|resp|incl|no|nr|st|mr|mrs|ms|dr|prof|inc|ltd|co|corp|dept|fig|al"
    r"|a\.m|p\.m|u\.s|u\.k)|\b[A-Za-z])\.\W*$",
    re.IGNORECASE,
)
_LONGEST_INTRODUCTION = 160
_LONGEST_ABBREVIATION = 12


@dataclass(frozen=True, slots=True)
class Unit:
    """A piece that is never split further, unless it is too long for the model.

    Attributes:
        joint: what stands between it and the unit before it in the same chunk.
        introduction: the line that its list or table needs to be understood, "" where none.
        sentence: whether it is part of running text, and may be repeated as an overlap.
    """

    text: str
    joint: str
    introduction: str = ""
    sentence: bool = False


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph, split after their full stops; abbreviations do not end one."""
    found, start = [], 0
    for match in _END.finditer(text):
        before = text[max(start, match.start() - _LONGEST_ABBREVIATION) : match.end()]
        if text[match.start()] == "." and _NO_END.search(before):
            continue
        found.append(text[start : match.end()].strip())
        start = match.end()
    found.append(text[start:].strip())
    return [sentence for sentence in found if sentence]


def units(text: str, fits: Callable[[str], bool]) -> list[Unit]:
    """The units of a section's text, in order; what does not fit alone is split at words."""
    found: list[Unit] = []
    before = ""
    for block in re.split(r"\n\s*\n", text):
        lines = [line for line in block.split("\n") if line.strip()]
        if len(lines) == 1:
            found += _paragraph(lines[0], fits)
        else:
            found += _lines(lines, _introduction(before), fits)
        before = lines[-1] if len(lines) == 1 else ""
    return found


def _introduction(before: str) -> str:
    """A paragraph introduces a list when it ends with a colon or reads like a heading, else ""."""
    short = 0 < len(before) <= _LONGEST_INTRODUCTION
    heading = short and len(before) <= 60 and not before.endswith((".", "!", ";", ","))
    return before if short and (before.endswith(":") or heading) else ""


def _paragraph(text: str, fits: Callable[[str], bool]) -> Iterator[Unit]:
    joint = "\n\n"
    for sentence in sentences(text):
        for part in parts(sentence, fits):
            yield Unit(part, joint, sentence=True)
            joint = " "


def _lines(lines: list[str], introduction: str, fits: Callable[[str], bool]) -> Iterator[Unit]:
    joint = "\n\n"
    for line in lines:
        for part in _line(line, fits):
            yield Unit(part, joint, introduction)
            joint = "\n"


def _line(line: str, fits: Callable[[str], bool]) -> list[str]:
    """A line that is too long is split at its sentences, then at words."""
    if fits(line):
        return [line]
    packed: list[str] = []
    for sentence in sentences(line):
        for part in parts(sentence, fits):
            together = f"{packed[-1]} {part}" if packed else part
            if packed and fits(together):
                packed[-1] = together
            else:
                packed.append(part)
    return packed


def parts(text: str, fits: Callable[[str], bool]) -> list[str]:
    """The text whole where it fits, else in pieces that do: split at words, at letters without."""
    if fits(text) or len(text) < 2:
        return [text]
    middle = len(text) // 2
    spaces = [at for at in (text.rfind(" ", 0, middle + 1), text.find(" ", middle)) if at > 0]
    at = min(spaces, key=lambda place: abs(place - middle)) if spaces else middle
    return parts(text[:at].strip(), fits) + parts(text[at:].strip(), fits)
