"""Addresses of mail (RFC 5321, and as people spell them to each other) and of machines."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator

from ingest.redacting.rules import Rule, Span, shaped

_LOCAL = 64  # RFC 5321, 4.5.3.1
_BEFORE = re.compile(r"\w[\w.+'~-]*\Z")
_AFTER = re.compile(r"(?:[\w-]{1,63}\.){1,8}(?:[^\W\d_]{2,24}|xn--[\w-]{1,59})(?![\w@]|-\w)")
_SPELT = re.compile(
    r"(?<![\w.-])(?P<value>[\w.+-]{1,64} ?[\[(]{1,2} ?(?:at|@) ?[\])]{1,2} ?[\w-]{1,63}"
    r"(?:(?: ?[\[(]{1,2} ?(?:dot|\.) ?[\])]{1,2} ?|\.| dot )[\w-]{1,63}){1,4}"
    r"|[\w+-]{1,64}(?: dot [\w+-]{1,30}){0,3} at [\w-]{1,63}(?: dot [\w-]{1,30}){0,2}"
    r" dot (?:com|net|org|edu|io|co|uk|de|fr|eu))(?![\w-])",
    re.IGNORECASE,
)
_V4 = re.compile(
    r"(?<![\w.-])(?<!\d[,/:])(?<!::)(?P<value>\d{1,3}(?:\.\d{1,3}){3})(?![\w-]|\.\d|,\d)"
)
_V6 = re.compile(
    r"(?<![\w.:])(?P<value>(?=[0-9a-f:]{0,39}\d)(?:[0-9a-f]{0,4}:){2,7}"
    r"(?:[0-9a-f]{1,4}|\d{1,3}(?:\.\d{1,3}){3}|(?<=::)))(?![\w:]|\.\d)",
    re.IGNORECASE,
)
_NUMBERING = re.compile(
    r"(?:\bv(?:er(?:sion)?)?|\brelease|\bbuild|\bfirmware|\bupgrade(?:d)? to|\bsection|\bclause"
    r"|\bchapter|\bparagraph|\barticle|\bstep|\btable|\bfigure|\boid|\b(?:mac)?os(?: ?x)?"
    r"|\bwindows|\bandroid|\bchrome|§)s?[ .:#-]{0,3}"
    r"(?:[\d.]{1,15}(?:,| and| or| to| through) ){0,3}\Z",
    re.IGNORECASE,
)
_MACHINE = re.compile(
    r"\b(?:ip|ipv4|host|server|dns|ping|address|login|from|gateway)\b", re.IGNORECASE
)


def _mails(text: str) -> Iterator[Span]:
    """Looks around each @, so that its time does not depend on what stands between them."""
    end = 0
    at = text.find("@")
    while at >= 0:
        begin = max(end, at - _LOCAL)
        before, after = _BEFORE.search(text, begin, at), _AFTER.match(text, at + 1)
        if before and after:
            local = before.group()
            if not _remote(local, text, after.end()):
                end = after.end()
                yield at - len(local), end
        at = text.find("@", at + 1)


def _remote(local: str, text: str, end: int) -> bool:
    """`git@github.com:team/project` is where a repository lies."""
    return local == "git" and text[end : end + 1] in {":", "/"}


def _is_v4(match: re.Match[str]) -> bool:
    value = match.group("value")
    try:
        address = ipaddress.IPv4Address(value)
    except ValueError:
        return False
    if address.is_loopback or address.is_unspecified or address.is_reserved:
        return False  # every machine's own, none's, and masks of networks
    start = match.start("value")
    if _NUMBERING.search(match.string, max(0, start - 50), start):
        return False
    around = match.string[max(0, start - 40) : start]
    # Four single digits are a version or a paragraph far more often than one in 400,000 machines.
    return len(value) > 7 or bool(_MACHINE.search(around))


def _is_v6(match: re.Match[str]) -> bool:
    value = match.group("value")
    try:
        address = ipaddress.IPv6Address(value)
    except ValueError:
        return False
    groups = [group for group in value.split(":") if group]
    if address.is_loopback or address.is_unspecified:
        return False
    return len(groups) > 2 or any(len(group) > 2 and not group.isalpha() for group in groups)


ADDRESSES = (
    Rule("email", _mails, hints=("@",)),
    Rule(
        "email", shaped(_SPELT), hints=("(at)", "[at]", "( at )", "[ at ]", " dot ", "(@)", "[@]")
    ),
    Rule("ip address", shaped(_V6, _is_v6), needs=re.compile(":[0-9a-f]{0,4}:", re.IGNORECASE)),
    Rule("ip address", shaped(_V4, _is_v4), needs=re.compile(r"\d\.\d{1,3}\.\d")),
)
