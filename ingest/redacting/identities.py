"""Numbers that states give to people, known by a form or check digits of their own."""

from __future__ import annotations

import re
from collections.abc import Callable

from ingest.redacting.checks import (
    digits_of,
    fiscal_code,
    is_day,
    luhn,
    mod11_10,
    verhoeff,
    weighted,
)
from ingest.redacting.rules import NUMBER, Rule, called_otherwise, shaped

_MIXED = re.compile("\\d[A-Z]", re.IGNORECASE)
_Check = Callable[[str], bool]


def _own(pattern: str, check: _Check | None = None, needs: re.Pattern[str] = NUMBER) -> Rule:
    """A number of that form; `check` is asked for its letters and digits, in capitals."""
    whole = re.compile(rf"(?<![\w.-])(?<!\d,)(?P<value>{pattern})(?!\w|[.,/-]\d)", re.IGNORECASE)

    def holds(match: re.Match[str]) -> bool:
        bare = re.sub(r"[^A-Z0-9]", "", match.group("value").upper())
        return (check is None or check(bare)) and not called_otherwise(
            match.string, match.start("value")
        )

    return Rule("id number", shaped(whole, holds), needs=needs)


def _british(bare: str) -> bool:
    return bare[:2] not in {"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"}


def _german(bare: str) -> bool:
    """The tax number: one digit comes twice or three times, never three in a row."""
    counts = sorted(bare[:10].count(sign) for sign in set(bare[:10]))
    return counts[-1] in {2, 3} and counts[-2] == 1 and mod11_10(bare)


def _french(bare: str) -> bool:
    number = bare[:13].replace("2A", "19").replace("2B", "18")
    return number.isdigit() and 97 - int(number) % 97 == int(bare[13:])


def _spanish(bare: str) -> bool:
    number = bare[:-1].translate(str.maketrans("XYZ", "012"))
    return "TRWAGMYFPDXBNJZSQVHLCKE"[int(number) % 23] == bare[-1]


def _brazilian(bare: str) -> bool:
    return all(
        weighted(bare[:size], range(size + 1, 1, -1)) * 10 % 11 % 10 == int(bare[size])
        for size in (9, 10)
    )


def _swiss(bare: str) -> bool:
    return weighted(bare, [1, 3] * 7) % 10 == 0


def _belgian(bare: str) -> bool:
    left = int(bare[9:])
    return left in {97 - int(bare[:9]) % 97, 97 - int(f"2{bare[:9]}") % 97}


def _nordic(bare: str) -> bool:
    """A Swedish number: a day (that of a co-ordination number is 60 more) and Luhn's check."""
    short = bare[-10:]
    return 1 <= int(short[2:4]) <= 12 and 1 <= int(short[4:6]) % 60 <= 31 and luhn(short)


def _finnish(bare: str) -> bool:
    day, rest = digits_of(bare[:6]), bare[-4:]
    known = "0123456789ABCDEFHJKLMNPRSTUVWXY"[int(day + rest[:3]) % 31]
    return known == rest[3] and is_day(2000, int(day[2:4]), int(day[:2]))


def _danish(bare: str) -> bool:
    """A day, and the check that held for all until 2007."""
    day, month = int(bare[:2]), int(bare[2:4])
    return is_day(2000, month, day) and weighted(bare, (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)) % 11 == 0


def _chilean(bare: str) -> bool:
    total = weighted(bare[-2::-1], (2, 3, 4, 5, 6, 7, 2, 3))
    return "0K987654321"[total % 11] == bare[-1]


def _chinese(bare: str) -> bool:
    left = weighted(bare[:17], [2 ** (17 - place) % 11 for place in range(17)])
    return _born(bare[6:14]) and "10X98765432"[left % 11] == bare[17]


def _korean(bare: str) -> bool:
    return is_day(2000 - 100 * (bare[6] in "1256"), int(bare[2:4]), int(bare[4:6]))


def _singaporean(bare: str) -> bool:
    total = weighted(bare[1:8], (2, 7, 6, 5, 4, 3, 2)) + 4 * (bare[0] in "TG")
    letters = "JZIHGFEDCBA" if bare[0] in "ST" else "XWUTRQPNMLK"
    return letters[total % 11] == bare[8]


def _taiwanese(bare: str) -> bool:
    first = "ABCDEFGHJKLMNPQRSTUVXYWZIO".index(bare[0]) + 10
    return (
        first // 10 + first % 10 * 9 + weighted(bare[1:], (8, 7, 6, 5, 4, 3, 2, 1, 1))
    ) % 10 == 0


def _south_african(bare: str) -> bool:
    return luhn(bare) and is_day(2000, int(bare[2:4]), int(bare[4:6]))


def _thai(bare: str) -> bool:
    return (11 - weighted(bare, range(13, 1, -1)) % 11) % 10 == int(bare[12])


def _latvian(bare: str) -> bool:
    day = bare[:2] == "32" or is_day(2000, int(bare[2:4]), int(bare[:2]))
    return day and (1101 - weighted(bare, (1, 6, 3, 7, 9, 10, 5, 8, 4, 2))) % 11 == int(bare[10])


def _argentinian(bare: str) -> bool:
    return 11 - weighted(bare, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)) % 11 in {
        int(bare[10]),
        11 + int(bare[10]),
    }


def _russian(bare: str) -> bool:
    return weighted(bare[:9], range(9, 0, -1)) % 101 % 100 == int(bare[9:])


def _born(day: str) -> bool:
    return is_day(int(day[:4]), int(day[4:6]), int(day[6:8]))


IDENTITIES = (
    _own(r"(?!000|666)\d{3}-(?!00)\d\d-(?!0000)\d{4}"),  # United States: SSN, ITIN
    _own(r"[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d\d ?\d\d ?\d\d ?[A-D]", _british),  # NI number
    _own(r"[1-9]\d[ ]\d{3}[ ]\d{3}[ ]\d{3}", _german),
    _own(  # France: NIR
        r"[12] ?\d\d ?(?:0[1-9]|1[0-2]|[2-9]\d) ?(?:\d\d|2[AB]) ?\d{3} ?\d{3} ?\d\d", _french
    ),
    _own(  # Italy; letters stand for digits where two people would share one
        r"[A-Z]{6}[\dLMNP-V]{2}[ABCDEHLMPRST][\dLMNP-V]{2}[A-Z][\dLMNP-V]{3}[A-Z]",
        fiscal_code,
        needs=_MIXED,
    ),
    _own(r"(?:\d{8}|\d\d\.\d{3}\.\d{3}|[XYZ]-?\d{7})-?[A-Z]", _spanish),  # DNI, NIE
    _own(r"\d{3}\.\d{3}\.\d{3}-\d\d", _brazilian),  # CPF
    _own(r"756\.?\d{4}\.?\d{4}\.?\d\d", _swiss),  # AHV
    _own(r"\d\d\.[01]\d\.\d\d-\d{3}\.\d\d", _belgian),
    _own(r"(?:(?:19|20)\d\d|\d\d)[01]\d\d\d[-+]\d{4}", _nordic),
    _own(r"[0-3]\d[01]\d\d\d[-+A-FU-Y]\d{3}[0-9A-FHJ-NPR-Y]", _finnish),
    _own(r"[0-3]\d[01]\d\d\d-\d{4}", _danish),
    _own(r"[1-9]\d?\.\d{3}\.\d{3}-[\dK]", _chilean),  # RUT
    _own(
        r"[A-Z][AEIOUX][A-Z]{2}\d\d[01]\d[0-3]\d[HMX][A-Z]{2}[B-DF-HJ-NP-TV-Z]{3}[A-Z\d]\d"
    ),  # CURP
    _own(r"[1-9]\d{5}(?:19|20)\d\d[01]\d[0-3]\d\d{3}[\dX]", _chinese),
    _own(r"\d\d[01]\d[0-3]\d-[1-8]\d{6}", _korean),
    _own(r"[STFG]\d{7}[A-Z]", _singaporean),
    _own(r"[A-Z][1289]\d{8}", _taiwanese),
    _own(r"(?!20)[2-9]\d{3}(?P<gap>[ -])\d{4}(?P=gap)\d{4}", verhoeff),  # India: Aadhaar, no year
    _own(r"[A-Z]{3}P[A-Z]\d{4}[A-Z]", needs=_MIXED),  # India: PAN of a person
    _own(r"\d\d[01]\d[0-3]\d ?\d{4} ?[01][89]\d", _south_african),
    _own(r"\d{3}-\d{3}-\d{3}[ -]\d\d", _russian),  # SNILS
    _own(r"[1-8]-\d{4}-\d{5}-\d\d-\d", _thai),
    _own(r"[0-3]\d{5}-\d{5}", _latvian),
    _own(r"(?:20|23|24|27)-\d{8}-\d", _argentinian),  # CUIL
)
