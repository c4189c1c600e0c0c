"""Check digits, as the standards and registers publish them; each takes bare signs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

_TURNS = (  # Verhoeff: the dihedral group of order ten, and its permutation
    "0123456789 1234067895 2340178956 3401289567 4012395678"
    " 5987604321 6598710432 7659821043 8765932104 9876543210"
).split()
_MOVES = (
    "0123456789 1576283094 5803796142 8916043527 9453126870 4286573901 2793806415 7046913258"
).split()
_ODD = (
    1,
    0,
    5,
    7,
    9,
    13,
    15,
    17,
    19,
    21,
    2,
    4,
    18,
    20,
    11,
    3,
    6,
    8,
    12,
    14,
    16,
    10,
    22,
    25,
    24,
    23,
)


def digits_of(text: str) -> str:
    """Its digits alone."""
    return "".join(sign for sign in text if "0" <= sign <= "9")


def luhn(digits: str) -> bool:
    """ISO/IEC 7812-1, annex B."""
    odd = sum(map(int, digits[-1::-2]))
    even = sum(map(int, digits[-2::-2]))
    return (odd + 2 * even - 9 * sum(sign > "4" for sign in digits[-2::-2])) % 10 == 0


def mod97(text: str) -> bool:
    """ISO 7064 MOD 97-10, as ISO 13616 asks of an IBAN: letters count from 10."""
    return int("".join(str(int(sign, 36)) for sign in text[4:] + text[:4])) % 97 == 1


def mod11_10(digits: str) -> bool:
    """ISO 7064 MOD 11,10: the German tax number."""
    rest = 10
    for sign in digits[:-1]:
        rest = ((rest + int(sign)) % 10 or 10) * 2 % 11
    return (rest + int(digits[-1])) % 10 == 1


def verhoeff(digits: str) -> bool:
    """Verhoeff's check: the Indian Aadhaar."""
    state = 0
    for place, sign in enumerate(reversed(digits)):
        state = int(_TURNS[state][int(_MOVES[place % 8][int(sign)])])
    return state == 0


def weighted(digits: str, weights: Sequence[int]) -> int:
    """The sum of the digits, each times its weight."""
    return sum(int(sign) * weight for sign, weight in zip(digits, weights, strict=False))


def fiscal_code(code: str) -> bool:
    """The last letter of an Italian codice fiscale (decree of 23 December 1976)."""
    values = [int(sign) if sign.isdigit() else ord(sign) - 65 for sign in code]
    total = sum(_ODD[value] for value in values[:15:2]) + sum(values[1:15:2])
    return total % 26 == values[15]


def isbn(digits: str) -> bool:
    """A book's ten digits (ISO 2108 of before 2007)."""
    return digits.isdigit() and len(digits) == 10 and weighted(digits, range(10, 0, -1)) % 11 == 0


def is_day(year: int, month: int, day: int) -> bool:
    """Whether there is such a day."""
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
