"""Stand-ins that follow a value through documents and runs without giving it away.

A stand-in is the first 32 bits of HMAC-SHA256 (RFC 2104) over kind and value, under a random key
of the store. Without the key nobody can try values out; with it everybody can, as there are not
many phone numbers. Two of n values share a stand-in with a chance of about n^2 / 2^33: 1 % among
9,300 values of a kind, and one value shares its own with a chance of n / 2^32.
"""

from __future__ import annotations

import hmac
import ipaddress
import re
from collections import Counter
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet

from ingest.redacting.checks import digits_of
from ingest.redacting.names import bare_name

DIGITS = 8
"""Hexadecimal digits of a stand-in."""

STAND_IN = re.compile(
    rf"\[(?:email|phone|card|account|ip address|id number|secret|person) [0-9a-f]{{{DIGITS}}}\]"
)
"""Every stand-in, whatever made it: what looks like one is never masked again."""

_FILLING = re.compile(r"[\s().,/-]+")
_EXTENSION = re.compile(r"\s*(?:x|ext\.?|extension)\s*\d+$", re.IGNORECASE)


def stand_in(key: bytes, kind: str, value: str) -> str:
    """What stands for a value, such as `[email 5c1f09ab]`; the same however it was written."""
    message = f"{kind}\0{_bare(kind, value)}".encode("utf-8", "surrogatepass")
    return f"[{kind} {hmac.digest(key, message, 'sha256').hex()[:DIGITS]}]"


def counted(stand_ins: AbstractSet[str]) -> Mapping[str, int]:
    """How many different values of each kind they stand for, the most frequent kind first."""
    kinds = sorted(one[1:].rpartition(" ")[0] for one in stand_ins)
    return dict(Counter(kinds).most_common())


def _bare(kind: str, value: str) -> str:
    """A value as it is compared, however it was written."""
    return _BARE.get(kind, _packed)(value)


def _packed(value: str) -> str:
    return _FILLING.sub("", value).casefold()


def _called(value: str) -> str:
    """A phone's digits; +1 and 1 before ten of them are North America, written or not."""
    digits = digits_of(_EXTENSION.sub("", value)).removeprefix("00")
    return digits.removeprefix("1") if len(digits) == 11 else digits


_BARE: Mapping[str, Callable[[str], str]] = {
    "email": str.casefold,
    "ip address": lambda value: str(ipaddress.ip_address(value)),
    "person": bare_name,
    "phone": _called,
    "secret": str,
}
