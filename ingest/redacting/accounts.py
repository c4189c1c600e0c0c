"""Numbers of cards (ISO/IEC 7812) and of bank accounts (IBAN, ISO 13616)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from ingest.redacting.checks import luhn, mod97
from ingest.redacting.rules import NUMBER, Rule, Span, called_otherwise

_RUN = re.compile(r"(?<!\w)(?<![\d.,-][.,-])(?<!\w-)(?<!/)\d{2,}(?:[ -]\d+){0,40}(?!\w|[-.,]\d)")
_GROUP = re.compile(r"\d+")
_NAMED = re.compile(
    r"\b(?:card|visa|mastercard|amex|maestro|cc|paid (?:with|by|using))"
    r"(?:[ -]?(?:number|no|nr|num|is|was|#)){0,3}"
    r"[\s.:#]{0,3}\Z",
    re.IGNORECASE,
)
_NETWORKS = tuple(
    (re.compile(prefix), frozenset(lengths))
    for prefix, lengths in (
        ("4", (16, 19)),  # Visa
        ("5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720", (16,)),  # Mastercard
        ("3[47]", (15,)),  # American Express
        ("30[0-5]|309|3[689]", range(14, 20)),  # Diners Club
        ("35", range(16, 20)),  # JCB
        ("1800|2131", (15,)),  # JCB of before
        ("6011|64[4-9]|65", range(16, 20)),  # Discover
        ("62|81", range(16, 20)),  # UnionPay
        ("50|5[6-8]|6", range(16, 20)),  # Maestro, RuPay, Elo
        ("220[0-4]", range(16, 20)),  # Mir
        ("9792", (16,)),  # Troy
    )
)
# Length and form of each country's account, after the SWIFT IBAN registry: n digits, a letters,
# c either; by country code and two check digits.
_FORMS = """
AD n8c12 AE n19 AL n8c16 AT n16 AZ a4c20 BA n16 BE n12 BG a4n6c8 BH a4c14 BI n23 BR n23a1c1
BY c4n4c16 CH n5c12 CR n18 CY n8c16 CZ n20 DE n18 DJ n23 DK n14 DO c4n20 EE n16 EG n25 ES n20
FI n14 FK a2n12 FO n14 FR n10c11n2 GB a4n14 GE a2n16 GI a4c15 GL n14 GR n7c16 GT c20 HR n17 HU n24
IE a4n14 IL n19 IQ a4n15 IS n22 IT a1n10c12 JO a4n4c18 KW a4c22 KZ n3c13 LB n4c20 LC a4c24
LI n5c12 LT n16 LU n3c13 LV a4c13 LY n21 MC n10c11n2 MD c20 ME n18 MK n3c10n2 MN n16 MR n23
MT a4n5c18 MU a4n19a3 NI a4n20 NL a4n10 NO n11 OM n3c16 PK a4c16 PL n24 PS a4c21 PT n21 QA a4c21
RO a4c16 RS n18 RU n14c15 SA n2c18 SC a4n20a3 SD n14 SE n20 SI n15 SK n20 SM a1n10c12 SO n19
ST n21 SV a4n20 TL n19 TN n20 TR n6c16 UA n6c19 VA n18 VG a4n16 XK n16 YE a4n4c18
""".split()
_COUNTRIES = dict(zip(_FORMS[::2], _FORMS[1::2], strict=True))
_SIGNS = {"n": r"\d", "a": "[A-Z]", "c": "[A-Z0-9]"}
_START = re.compile(r"\d\d(?=[ -]?[A-Z0-9])", re.IGNORECASE)
_ANY = re.compile(
    r"[A-Z]{2}\d\d(?:[A-Z0-9]{8,30}|(?: [A-Z0-9]{4}){2,7}(?: [A-Z0-9]{1,3})?)(?!\w)", re.IGNORECASE
)
_INSIDE = re.compile(r"[\w-][A-Z]{2}\d\d", re.IGNORECASE)
_SPOKEN = re.compile(r"\b(?:iban|account|konto|compte|cuenta|conto|rekening)s?\b", re.IGNORECASE)


def is_card(digits: str) -> bool:
    """Begins like a card, is as long as that network's, and passes Luhn's check.

    Shorter ones (Maestro from 12 digits on, Visa with 13) look like the number of an article: they
    are cards only where the text says so.
    """
    return any(
        len(digits) in lengths and prefix.match(digits) for prefix, lengths in _NETWORKS
    ) and luhn(digits)


def _cards(text: str) -> Iterator[Span]:
    for run in _RUN.finditer(text):
        groups = [match.span() for match in _GROUP.finditer(text, *run.span())]
        if len(groups) == 1 and called_otherwise(text, run.start()):
            continue
        spans = list(_in_run(text, groups))
        if not spans and _NAMED.search(text, max(0, run.start() - 30), run.start()):
            spans = _mistyped(groups)
        yield from spans


def _in_run(text: str, groups: Sequence[Span]) -> Iterator[Span]:
    """The longest card from each group on: there may be a date after it, or a number before.

    Short ones after something else are too likely to be a part of a longer number.
    """
    first = 0
    while first < len(groups):
        taken = 0
        for last in _ends(groups, first):
            digits = "".join(text[start:end] for start, end in groups[first : last + 1])
            known = first == 0 or len(digits) >= 15
            if (known and is_card(digits)) or (
                _in_fours(groups[first : last + 1]) and luhn(digits)
            ):
                taken = last + 1
        if taken:
            yield groups[first][0], groups[taken - 1][1]
        first = taken or first + 1


def _mistyped(groups: Sequence[Span]) -> list[Span]:
    """What is called a card is one, whether it holds or not: 12 to 16 digits."""
    ends = [last for last in _ends(groups, 0) if _size(groups[: last + 1]) <= 16]
    return [(groups[0][0], groups[ends[-1]][1])] if ends else []


def _in_fours(groups: Sequence[Span]) -> bool:
    return [end - start for start, end in groups] == [4, 4, 4, 4]


def _size(groups: Sequence[Span]) -> int:
    return sum(end - start for start, end in groups)


def _ends(groups: Sequence[Span], first: int) -> Iterator[int]:
    """Where 12 to 19 digits in groups of a card's size may end."""
    size = groups[first][1] - groups[first][0]
    if size < 4:
        return
    for last in range(first, min(first + 7, len(groups))):
        width = groups[last][1] - groups[last][0]
        if last > first:
            size += width
            if width < 2:
                return
        if size > 19:
            return
        if size >= 12:
            yield last


def _ibans(text: str) -> Iterator[Span]:
    """By the form of its country, or by its check digits.

    A mistyped one is still somebody's: its check digits need not hold where the text calls it an
    account, nor its form where the text calls it an IBAN.
    """
    for digits in _START.finditer(text):
        start = digits.start() - 2
        if (
            start < 0
            or not text[start : start + 2].isalpha()
            or _INSIDE.match(text, max(0, start - 1))
        ):
            continue
        before, match = text[max(0, start - 60) : start], _formed(text, start)
        if match is None:
            match = _ANY.match(text, start)
            spoken = before.rstrip(" :#.").lower().endswith(("iban", "iban is", "iban no"))
        else:
            spoken = bool(_SPOKEN.search(before + text[match.end() : match.end() + 60]))
        if match and (spoken or mod97(re.sub("[ -]", "", match.group()).upper())):
            yield match.span()


def _formed(text: str, start: int) -> re.Match[str] | None:
    country = text[start : start + 2].upper()
    return _account(country).match(text, start) if country in _COUNTRIES else None


@cache
def _account(country: str) -> re.Pattern[str]:
    parts = re.findall(r"([nac])(\d+)", _COUNTRIES[country])
    signs = "".join(rf"(?:[ -]?{_SIGNS[kind]}){{{count}}}" for kind, count in parts)
    return re.compile(rf"[A-Z]{{2}}\d\d{signs}(?!\w)", re.IGNORECASE)


ACCOUNTS = (
    Rule("account", _ibans, needs=NUMBER),
    Rule("card", _cards, needs=NUMBER),
)
