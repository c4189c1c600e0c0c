"""Abbreviations with their long forms: in brackets either way round, after a colon, in words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.lingo.long_forms import after, before, letters_of, long_form, spells
from knowledge.lingo.mining.found import Found, clean, quoted

_BRACKETS = re.compile(r"\(([^()\n]{2,80})\)?")
_SHORT = re.compile(r"[\"“'*_`]*([A-Za-z][A-Za-z0-9&/+.-]{1,11})[\"”'*_`]*$")
_LAST = re.compile(r"([A-Za-z0-9][A-Za-z0-9&/+.-]{1,11})[\"”'’*_`]*\s*$")
_LINE = re.compile(
    r"^\s*(?:[-*•]\s+|\d+[.)]\s+)?[\"“*_`]*(?P<short>[A-Za-z][A-Za-z0-9&/+.-]{1,11})[\"”*_`]*"
    r"\s*(?::|=|\s[-–—]|\sstands for|\sis short for|,? short for|\smeans)\s+(?P<said>\S.{2,400})$"
)
_STANDS = re.compile(
    r"\b(?P<short>[A-Z][A-Za-z0-9&/+.-]{1,11})[\"”*_`]*\s+(?:stands for|is short for)\s+"
    r"[\"“*_`]*(?P<said>[^.;\n]{3,120})"
)


def pairs(text: str) -> Iterator[Found]:
    """The abbreviations that a text spells out, in order."""
    for line in text.splitlines():
        for match in _BRACKETS.finditer(line):
            yield from _bracket(line, match)
        told = _LINE.match(line)
        if told:
            yield from _told(told["short"], told["said"], line)
        else:
            for said in _STANDS.finditer(line):
                yield from _told(said["short"], said["said"], line)


def _bracket(line: str, match: re.Match[str]) -> Iterator[Found]:
    inner, head = match[1].strip(), line[: match.start()].rstrip()
    if not match[0].endswith(")"):  # somebody forgot to close it
        inner = inner.split()[0]
    short = _SHORT.match(re.split(r"[,;]| or | also ", inner)[0].strip())
    if short:
        form = before(short[1], _sentence(head).rstrip(" \"”'’*_`"))
        if form:
            yield Found(clean(short[1]), form, "", _around(line, match), "pair")
            return
    last = _LAST.search(head)
    letters = letters_of(last[1]) if last else ""
    form = re.split(r"[;:.]| - | – ", inner)[0].strip(" \"“”'*_`")
    if last and letters and form[:1].isalnum() and len(form.split()) > 1 and spells(letters, form):
        yield Found(clean(last[1]), form, "", _around(line, match), "pair")


def _told(short: str, said: str, line: str) -> Iterator[Found]:
    if not letters_of(short):
        return
    said = said.strip().lstrip('"“*_`')
    form = (long_form(short, said) or after(short, said)).strip(" \"“”'*_`")
    if form:
        rest = said[len(form) :].lstrip(' .,;:()–—-"”*_`').strip()
        told = rest if len(rest.split()) > 3 else ""
        yield Found(clean(short), form, told, quoted(line), "pair")


def _sentence(text: str) -> str:
    return re.split(r"(?<=[.!?;:])\s", text)[-1]


def _around(line: str, match: re.Match[str]) -> str:
    """The sentence that a bracket stands in."""
    start = max((m.end() for m in re.finditer(r"[.!?]\s+", line[: match.start()])), default=0)
    end = re.search(r"[.!?](?:\s|$)", line[match.end() :])
    return quoted(line[start : match.end() + end.end() if end else None])
