"""Personal data out of texts before they are stored: each value gets a stand-in such as [email 1].

Only what has a form of its own is found: addresses of mail and machines, numbers of phones, cards,
accounts and social security, and secrets. Names of people are not.
"""

from __future__ import annotations

import functools
import ipaddress
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from ingest.parsed import ItemRecord, Parsed, Section, SenseRecord


@dataclass(frozen=True, slots=True)
class _Rule:
    """A kind of value: where it may stand, and whether what stands there is one."""

    name: str
    pattern: re.Pattern[str]
    holds: Callable[[str], bool] = bool


class Redactor:
    """Stand-ins for one document: the same value gets the same one wherever it comes again."""

    def __init__(self) -> None:
        self._numbers: dict[str, dict[str, int]] = {}

    def mask(self, text: str) -> str:
        """The text with its personal data replaced; masking it again changes nothing."""
        for rule in _RULES:
            text = rule.pattern.sub(functools.partial(self._stand_in, rule), text)
        return text

    def counts(self) -> Mapping[str, int]:
        """How many different values of each kind were replaced so far."""
        return {name: len(values) for name, values in self._numbers.items()}

    def _stand_in(self, rule: _Rule, match: re.Match[str]) -> str:
        value = match.group("value")
        if not rule.holds(value):
            return match.group()
        known = self._numbers.setdefault(rule.name, {})
        number = known.setdefault(re.sub(r"[\s().-]", "", value).lower(), len(known) + 1)
        return match.group().replace(value, f"[{rule.name} {number}]")


def redact(text: str) -> str:
    """One text with its personal data replaced; the numbers of its stand-ins count from 1."""
    return Redactor().mask(text)


def redacted(parsed: Parsed) -> Parsed:
    """The document with the personal data in its title, headings, texts and terms replaced."""
    redactor = Redactor()
    title = redactor.mask(parsed.title)
    sections = tuple(_section(section, redactor) for section in parsed.sections)
    told = {
        before.text: after.text for before, after in zip(parsed.sections, sections, strict=True)
    }
    return replace(
        parsed,
        title=title,
        sections=sections,
        senses=tuple(_sense(sense, redactor) for sense in parsed.senses),
        items=tuple(_item(item, redactor, told) for item in parsed.items),
    )


def _section(section: Section, redactor: Redactor) -> Section:
    headings = tuple(redactor.mask(heading) for heading in section.headings)
    record = section.record if section.term else redactor.mask(section.record)
    return replace(section, headings=headings, text=redactor.mask(section.text), record=record)


def _item(item: ItemRecord, redactor: Redactor, told: Mapping[str, str]) -> ItemRecord:
    """An item of a row has the text of its section, which is masked already."""
    text = told.get(item.text)
    attributes = {name: redactor.mask(value) for name, value in item.attributes.items()}
    return replace(
        item,
        text=redactor.mask(item.text) if text is None else text,
        record=redactor.mask(item.record),
        customer=redactor.mask(item.customer),
        attributes=attributes,
    )


def _sense(sense: SenseRecord, redactor: Redactor) -> SenseRecord:
    return replace(
        sense,
        definition=redactor.mask(sense.definition),
        note=redactor.mask(sense.note),
        example=redactor.mask(sense.example),
    )


def _digits(text: str) -> list[int]:
    return [int(sign) for sign in text if sign.isascii() and sign.isdigit()]


def _is_card(value: str) -> bool:
    """12 to 19 digits that begin like a card's and pass Luhn's check (ISO/IEC 7812-1, annex B)."""
    digits = _digits(value)
    if not 12 <= len(digits) <= 19 or not _ISSUERS.match("".join(map(str, digits))):
        return False
    doubled = [digit * 2 - 9 * (digit > 4) for digit in digits[-2::-2]]
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def _is_account(value: str) -> bool:
    """An IBAN by its form; its check digits (ISO 13616, mod 97) count where letters are few.

    A mistyped one is still somebody's: a long run of digits is enough.
    """
    bare = re.sub(r"\s", "", value)
    if not 15 <= len(bare) <= 34:
        return False
    moved = "".join(str(int(sign, 36)) for sign in bare[4:] + bare[:4])
    return int(moved) % 97 == 1 or len(_digits(bare)) >= 12


def _is_address(value: str) -> bool:
    try:
        ipaddress.ip_address(value)
    except ValueError:
        return False
    return True


def _is_phone(value: str) -> bool:
    """7 to 15 digits (ITU-T E.164), no date; without a gap at least 9, as short ones are ids."""
    least = 9 if value.isdigit() else 7
    return least <= len(_digits(value)) <= 15 and not _DATE.search(value)


_ISSUERS = re.compile(r"4|5[0-8]|2[2-7]|3[0-9]|6|1800|2131")
_DATE = re.compile(
    r"(?:19|20)\d\d[-/. ](?:0?[1-9]|1[0-2])[-/. ]\d|\b\d{1,2}[-/. ]\d{1,2}[-/. ](?:19|20)\d\d\b"
)
_GAP = r"[ .\u00a0\u2011/-]?"
_CALLED = (
    r"(?:phone|tel|telephone|mobile|cell|fax|whatsapp|call(?:ed|ing)?|ring|dial(?:l?ed)?)"
    r"(?:\s*(?:no|nr|number|me|us|at|on|is|was|#|:|\.|it|back|him|her)\b)*"
)

_RULES = (
    _Rule(
        "secret",
        re.compile(
            r"(?P<value>-----BEGIN [A-Z ]*PRIVATE KEY-----.*?"
            r"(?:-----END [A-Z ]*PRIVATE KEY-----|\Z)"
            r"|\bxox[a-z]-[\w-]{10,}|\bxapp-[\w-]{10,}|\bsk-[\w-]{16,}|\b(?:AKIA|ASIA)[A-Z0-9]{16}\b"
            r"|\bgh[oprsu]_\w{20,}|\bgithub_pat_\w{20,}|\bAIza[\w-]{30,}"
            r"|\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*)",
            re.DOTALL,
        ),
    ),
    _Rule(
        "secret",
        re.compile(
            r"\b(?:password|passwd|pwd|secret|api[ _-]?key|access[ _-]?token)\s*(?:is|:|=)\s*[\"']?"
            r"(?P<value>(?=[^\s\"']*\d)(?!\[)[^\s\"']{6,})",
            re.IGNORECASE,
        ),
    ),
    _Rule(
        "email",
        re.compile(r"(?<![\w.+-])(?P<value>\w[\w.+'-]{0,63}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5})"),
    ),
    _Rule(
        "account",
        re.compile(r"\b(?P<value>[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?)\b"),
        _is_account,
    ),
    _Rule(
        "ip address",
        re.compile(
            r"(?<![\w.:])(?<!version )(?<!release )(?P<value>(?:\d{1,3}\.){3}\d{1,3}"
            r"|(?=[0-9a-fA-F:]*\d)(?:[0-9a-fA-F]{0,4}:){2,7}[0-9a-fA-F]{1,4})(?![\w:]|\.\d)"
        ),
        _is_address,
    ),
    _Rule(
        "card", re.compile(r"(?<![\w/-])(?P<value>\d(?:[ -]?\d){11,18})(?![\w-]|\.\d)"), _is_card
    ),
    _Rule(
        "id number",
        re.compile(
            r"(?<![\w-])(?P<value>(?!000|666|9\d\d)\d{3}-(?!00)\d\d-(?!0000)\d{4})(?![\w-])"
        ),
    ),
    _Rule(
        "id number",
        re.compile(
            r"\b(?:ssn|social security(?: number| no)?|driver'?s licen[cs]e(?: number)?)\W{0,3}"
            r"(?:is|number is|:|#)?\s*(?P<value>\d{2,4}[ -]?\d{2,3}[ -]?\d{4})(?![\w-])",
            re.IGNORECASE,
        ),
    ),
    _Rule(
        "phone",
        re.compile(
            rf"(?<![\w.])(?P<value>\+\d{{1,3}}{_GAP}(?:\(?\d{{1,5}}\)?{_GAP}){{2,5}}\d{{1,4}})(?!\w)"
        ),
        _is_phone,
    ),
    _Rule(
        "phone",
        re.compile(
            r"(?<![\w.-])(?<!\d,)(?P<value>(?:1[ .-]?)?"
            r"(?:\([2-9]\d\d\) ?|[2-9]\d\d[ .-])[2-9]\d\d[ .-]\d{4}"
            r"(?:\s*(?:x|ext\.?)\s*\d{1,5})?)(?![\w-])",
        ),
        _is_phone,
    ),
    _Rule(
        "phone",
        re.compile(
            r"(?<![\w.-])(?<!\d,)(?P<value>\(?0\d{1,4}\)?(?:[ /-]\d{2,4}){2,4}|0\d{2,4}[ /-]\d{5,8}"
            r"|\(\d{2,4}\) ?\d{3,4}[ -]\d{3,4})(?!\w)"
        ),
        _is_phone,
    ),
    _Rule(
        "phone",
        re.compile(
            rf"\b{_CALLED}[\s:#.]*(?P<value>\(?\d{{1,5}}\)?(?:{_GAP}\(?\d{{1,5}}\)?){{1,6}})(?![\w,%]|\.\d)",
            re.IGNORECASE,
        ),
        _is_phone,
    ),
)
