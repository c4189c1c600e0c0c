"""Numbers that are spelt, as digits: "twelve thousand", "half an hour", "one in ten"."""

from __future__ import annotations

import re

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    " fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SMALL = {word: value for value, word in enumerate(_UNITS)} | {
    word: 10 * place for place, word in enumerate(_TENS, 2)
}
_LARGE = {"dozen": 12, "hundred": 100, "thousand": 1_000, "million": 1_000_000}
_PLACES = {
    word: place
    for place, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
        " thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth".split(),
        1,
    )
} | {f"{word.removesuffix('y')}ieth": 10 * place for place, word in enumerate(_TENS, 2)}
_PARTS = {word: place for word, place in _PLACES.items() if place > 2} | {
    "quarter": 4, "half": 2, "halve": 2, "hundredth": 100,
}  # fmt: skip
_PART_WORD = "|".join(sorted(_PARTS, key=len, reverse=True))
_SMALL_WORD = "|".join(sorted(_SMALL, key=len, reverse=True))
_LARGE_WORD = "|".join(_LARGE)
_NUMBER = re.compile(
    rf"\b(?:(?P<large_only>an?|\d+)[ -](?P<of>{_LARGE_WORD})s?"
    rf"|(?P<words>(?:{_SMALL_WORD})(?:(?:[ -]| and )(?:{_SMALL_WORD}|{_LARGE_WORD}))*))\b"
    rf"(?!-(?:off|{_PART_WORD}))",
    re.IGNORECASE,
)
_OF_TIME = re.compile(
    rf"\b(?:(?P<count>\d+|an?)[ -])?(?P<part>{_PART_WORD})s?(?:(?: of)? an? |-)"
    r"(?P<time>second|minute|hour|day|week|month|year)\b",
    re.IGNORECASE,
)
_OF_ALL = re.compile(
    rf"(?<!first )(?<!second )(?<!last )(?:\b(?P<count>\d+|an?|one)[ -](?P<part>{_PART_WORD})s?"
    r"(?= of\b| or (?:more|less|fewer)\b)|\b(?:by|than|least|most) an? (?P<by>"
    rf"{_PART_WORD})\b|\b(?P<half>half)(?= (?:of|the|its|their|our|all)\b))",
    re.IGNORECASE,
)
_IN = re.compile(r"\b(?P<some>\d+) (?:in|out of) (?:every )?(?P<of>\d+)\b", re.IGNORECASE)
_AND_HALF = re.compile(r"\b(?P<whole>\d+) and a (?P<part>half|quarter)\b", re.IGNORECASE)
_ORDINAL = re.compile(
    rf"\b(?:(?:from|past) the (?P<word>{'|'.join(_PLACES)})(?! (?:of|in)\b)"
    rf"|(?P<birthday>{'|'.join(_PLACES)}) birthday)\b",
    re.IGNORECASE,
)
_TIMES = re.compile(r"\b(?P<word>once|twice|thrice)\b", re.IGNORECASE)


def in_digits(text: str) -> str:
    """The text with its numbers as digits; a part of time as that time, any other in per cent."""
    text = _NUMBER.sub(_digits, text)
    text = _AND_HALF.sub(lambda m: f"{int(m['whole']) + 1 / _PARTS[m['part'].lower()]:g}", text)
    text = _IN.sub(_share, text)
    text = _ORDINAL.sub(lambda m: f" {_PLACES[(m['word'] or m['birthday']).lower()]} ", text)
    text = _TIMES.sub(lambda m: {"o": "1", "t": "2"}[m["word"][0].lower()] + " times", text)
    return _OF_ALL.sub(_of_all, _OF_TIME.sub(_of_time, text))


def _digits(match: re.Match[str]) -> str:
    if match["of"]:
        many = match["large_only"].lower()
        return str((1 if many in {"a", "an"} else int(many)) * _LARGE[match["of"].lower()])
    whole = part = 0
    said = [word for word in re.split(r"[ -]+", match["words"].lower()) if word != "and"]
    for at, word in enumerate(said):
        if word in _LARGE:
            part = (part or 1) * _LARGE[word]
            if word in {"thousand", "million"}:
                whole, part = whole + part, 0
        elif at and part and not (part % 100 == 0 or (part % 10 == 0 and _SMALL[word] < 10)):
            return match[0]  # "six seven": no number
        else:
            part += _SMALL[word]
    return str(whole + part)


def _share(match: re.Match[str]) -> str:
    some, of = int(match["some"]), int(match["of"])
    return f"{100 * some / of:g} %" if of > some else match[0]


def _of_time(match: re.Match[str]) -> str:
    return f"{_size(match['count'], match['part']):g} {match['time']}"


def _of_all(match: re.Match[str]) -> str:
    size = _size(match["count"], match["part"] or match["by"] or match["half"])
    kept = match[0].split()[0] + " " if match["by"] else ""
    return f"{kept}{100 * size:g} %" if size < 1 else match[0]


def _size(count: str | None, part: str) -> float:
    return (int(count) if count and count.isdigit() else 1) / _PARTS[part.lower()]
