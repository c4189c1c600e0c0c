"""Everything in a text that is personal data: one kind after another, none over another."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.redacting.accounts import ACCOUNTS
from ingest.redacting.addresses import ADDRESSES
from ingest.redacting.identities import IDENTITIES
from ingest.redacting.labels import LABELLED
from ingest.redacting.names import Names
from ingest.redacting.phones import PHONES
from ingest.redacting.pseudonyms import STAND_IN
from ingest.redacting.rules import Rule, Span
from ingest.redacting.secrets import SECRETS

RULES = (*SECRETS, *ADDRESSES, *ACCOUNTS, *IDENTITIES, *LABELLED, *PHONES)
"""Where two fit the same signs, the earlier one has them."""

_NEEDED = frozenset(rule.needs for rule in RULES if rule.needs is not None)


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """A value of some kind: `value` is its text with plain digits, spaces and dashes."""

    start: int
    end: int
    kind: str
    value: str


def find(text: str, names: Names) -> list[Found]:
    """Personal data in a text, first to last, without overlaps; stand-ins are passed over."""
    plain = _plain(text)
    claims = _Claims()
    for match in STAND_IN.finditer(text):
        claims.claim(match.span())
    found = [
        Found(*span, rule.kind, plain[slice(*span)])
        for rule in _worth_trying(plain)
        for span in rule.find(plain)
        if claims.claim(span)
    ]
    found += [
        Found(*span, "person", text[slice(*span)])
        for span in names.find(text)
        if claims.claim(span)
    ]
    return sorted(found)


class _Claims:
    """Spans that are taken; none of them overlap."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []

    def claim(self, span: Span) -> bool:
        """Takes a span, where nothing of it is taken yet."""
        start, end = span
        place = bisect_right(self._starts, start)
        if place and self._ends[place - 1] > start:
            return False
        if place < len(self._starts) and self._starts[place] < end:
            return False
        self._starts.insert(place, start)
        self._ends.insert(place, end)
        return True


def _worth_trying(text: str) -> Iterator[Rule]:
    there = {needed: bool(needed.search(text)) for needed in _NEEDED}
    lowered = text.lower()
    for rule in RULES:
        if rule.needs is not None and not there[rule.needs]:
            continue
        if not rule.hints or any(hint in lowered for hint in rule.hints):
            yield rule


class _Signs(dict[int, int]):
    """Digits of any script, spaces, dashes and wide signs as those of ASCII, one for one."""

    def __missing__(self, code: int) -> int:
        sign = chr(code)
        digit = unicodedata.decimal(sign, None)
        if digit is not None:
            plain = 48 + digit
        elif unicodedata.category(sign) in {"Pd", "Zs"}:
            plain = 45 if unicodedata.category(sign) == "Pd" else 32
        elif 0xFF01 <= code <= 0xFF5E:
            plain = code - 0xFEE0
        else:
            plain = code
        self[code] = plain
        return plain


_SIGNS = _Signs()
_SIGNS[0x2212] = 45  # the mathematical minus
# To a pattern without case these are letters of ASCII: dotted and dotless i, long s, kelvin.
_SIGNS |= {0x130: ord("I"), 0x131: ord("i"), 0x17F: ord("s"), 0x212A: ord("K")}


def _plain(text: str) -> str:
    return text if text.isascii() else text.translate(_SIGNS)
