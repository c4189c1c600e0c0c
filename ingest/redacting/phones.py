"""Numbers of phones: international (ITU-T E.164 and E.123), national, and those called so."""

from __future__ import annotations

import re
from collections.abc import Callable

from ingest.redacting.checks import digits_of, isbn
from ingest.redacting.rules import NUMBER, Rule, called_otherwise, has_letters, shaped

_CODES = (  # calling codes: the list that ITU-T publishes as an annex to E.164
    r"(?:1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]"
    r"|2[1-69]\d|3[578]\d|42\d|50\d|59\d|6[789]\d|8[0578]\d|9[679]\d)"
)
_CALLED = (
    r"(?:phones?|telephones?|tel|ph|mobiles?|mob|cells?|cellphone|fax|whatsapp|viber|sms|text(?:s|ed)?"
    r"|call(?:ed|ing|s|back)?|ring|rang|dial(?:l?ed)?|reach(?:ed)? (?:me|us|him|her|them)|contact"
    r"|(?:my|his|her|our|their|your)(?: \w{1,12})? numbers?|landline|hotline|helpline|telefone?"
    r"|telefono|teléfono|téléphone|tél|handy|mobil|rufnummer|telefonnummer|mobiele?|telefoon"
    r"|móvil|movil|celulare?|cellulare|celular|portable|gsm|puhelin|тел|телефон)"
)
_TO = (
    r"(?:[\s:#.,=(-]{0,3}\b(?:no|nr|number|num|me|us|at|on|is|was|it|back|him|her|them|phone|mobile"
    r"|cell|home|work|office|direct|or|and|from|to|my|our|the|new|es|ist|est|è|é|al|au|numéro"
    r"|número|numero|nummer)\b){0,5}"
)
_WHERE = r"(?:office|fax|mobile|mob|cell|home|work|tel|phone|landline|direct|whatsapp)"
_START = r"(?<![\w.+-])(?<!\d[,/:])"
_END = r"(?![\w-]|[.,/:]\d)"
_EXTENSION = r"(?:,?\s{0,2}(?:x|ext\.?|extension|durchwahl|poste)\s{0,2}\d{1,6})?"
_LABEL = re.compile(rf"(?<!\w){_CALLED}{_TO}[\s:#.,=(-]{{0,4}}\Z", re.IGNORECASE)
_AFTER = re.compile(rf"\s?[-(\[]\s?{_WHERE}(?!\w)", re.IGNORECASE)
_LOOSE = rf"[+(]?\d(?:[ ./()-]{{0,3}}\d){{5,14}}(?<=\d\d){_EXTENSION}"
_DATE = re.compile(
    r"(?:19|20)\d\d[-/. ](?:0?[1-9]|1[0-2])[-/. ](?:0?[1-9]|[12]\d|3[01])(?!\d)"
    r"|(?<!\d)(?:0?[1-9]|[12]\d|3[01])[-/. ](?:0?[1-9]|[12]\d|3[01])[-/. ](?:19|20)\d\d(?!\d)"
)
_COUNT = re.compile(r"\(?(?:19|20)\d\d\)?(?:[ /-](?:19|20)\d\d)?(?!\d)|[1-9](?:[ .]\d{3}){2,}\Z")


def _main(match: re.Match[str]) -> str:
    """The digits without those of an extension."""
    return digits_of(re.split("[^\\W\\d_]|,", match.group("value"), maxsplit=1)[0])


def _dated(match: re.Match[str]) -> bool:
    """Whether it is a date, or the end of one."""
    start, end = match.span("value")
    return _DATE.search(match.string, max(0, start - 5), end) is not None


def _international(match: re.Match[str]) -> bool:
    """8 to 15 digits with the country's code, for North America exactly 11."""
    digits = _main(match).removeprefix("00")
    return len(digits) == 11 if digits.startswith("1") else 8 <= len(digits) <= 15


def _national(match: re.Match[str]) -> bool:
    """7 to 12 digits, 9 with a 0 before them; no date, no ISBN, and not called an order."""
    if isbn(match.group("value")):
        return False
    other = called_otherwise(match.string, match.start("value"))
    least = 9 if match.group("value").startswith("0") else 7
    return least <= len(_main(match)) <= 12 and not _dated(match) and not other


def _called(match: re.Match[str]) -> bool:
    """Said to be a phone before or after it; a short one without any gap is rather a case."""
    value, text = match.group("value"), match.string
    start, end = match.span("value")
    if (value.isdigit() and len(value) < 8) or _COUNT.match(value) or _dated(match):
        return False
    begin = max(0, start - 60)
    before = has_letters(text, begin, start) and _LABEL.search(text, begin, start)
    return bool(before or _AFTER.match(text, end))


def _phone(pattern: str, holds: Callable[[re.Match[str]], bool]) -> Rule:
    return Rule("phone", shaped(re.compile(pattern, re.IGNORECASE), holds), needs=NUMBER)


PHONES = (
    _phone(
        rf"(?<![\w+])(?P<value>(?:\+ ?\(?|\(\+|00(?=[ -]?{_CODES}[ ./(-])[ -]?){_CODES}\)?"
        rf"(?:[ ./()-]{{0,3}}\d){{4,14}}{_EXTENSION})(?!\w)",
        _international,
    ),
    _phone(  # North America
        rf"{_START}(?P<value>(?:1[ .-]?|8[ -])?"
        r"(?:\([2-9]\d\d\)[ .-]?|[2-9]\d\d(?P<gap>[ .-]))[2-9]\d\d"
        rf"(?(gap)(?P=gap)|[ .-])\d{{4}}{_EXTENSION}){_END}",
        _national,
    ),
    _phone(  # 0 before the area: most of Europe, Africa, Asia and Oceania
        rf"{_START}(?P<value>(?:\(0[1-9]\d{{0,4}}\)(?:[ /.-]{{0,2}}\d){{5,9}}"
        r"|\(0\)(?:[ /-]?\d){7,10}"
        r"|(?:8[ -])?0[1-9]\d{0,4}(?:[ /-]\d{2,8}){2,4}|0[1-9]\d{0,4}(?: ?[/-] ?| )\d{5,9}"
        rf"|0[1-9]\d{{8,9}}|0[1-9]\d?(?:\.\d\d){{4}}){_EXTENSION}){_END}",
        _national,
    ),
    _phone(  # an area in brackets, no year
        rf"{_START}(?P<value>(?:[178][ -]?)?\((?!(?:19|20)\d\d\))\d{{2,4}}\)[ -]?\d{{2,5}}"
        rf"(?:[ -]\d{{2,4}}){{1,2}}{_EXTENSION})(?!\w|[.,/:]\d)",
        _national,
    ),
    _phone(rf"(?<![\w.])(?P<value>{_LOOSE})(?![\w%]|[.,:]\d)", _called),
)
