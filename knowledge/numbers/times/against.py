"""What a question says of a comparison with a time that it does not name."""

from __future__ import annotations

import re

from knowledge.metrics.periods import Grain


def against_unnamed(question: str) -> tuple[str, str, Grain | None]:
    """The question without what it says of a comparison with an unnamed time."""
    for pattern, against in _AGAINST:
        found = pattern.search(question)
        if found:
            step = _STEPS.get((found.groupdict().get("step") or "").lower())
            return f"{question[: found.start()]} {question[found.end() :]}", against, step
    return question, "", None


_STEPS = {
    **{grain.value: grain for grain in Grain},
    "yoy": Grain.YEAR,
    "y/y": Grain.YEAR,
    "mom": Grain.MONTH,
    "wow": Grain.WEEK,
    "qoq": Grain.QUARTER,
}


_TO = r"(?:against|versus|vs\.?|than|(?:compared |relative )?(?:with|to)|over|from|on)"


_AGAINST = tuple(
    (re.compile(pattern, re.IGNORECASE), against)
    for pattern, against in {
        (
            rf"\b(?:{_TO} )?(?:the )?same "
            r"(?:period|time|day|week|month|quarter|days|weeks|months|stretch|span)"
            r" (?:of |in )?(?:the )?(?:last|previous|prior|a) year(?: (?:before|earlier|ago))?\b"
        ): "year",
        rf"\b{_TO} (?:a|the|one) year ago\b": "year",
        rf"\b{_TO} (?:the )?(?:prior|previous|last)(?: year(?:['’]s)?)? ytd\b": "year",
        rf"\b(?:{_TO} )?(?:a|the|one) year (?:before|earlier|prior)\b(?! last\b)": "year",
        r"\b(?:(?P<step>year)[- ](?:over|on)[- ]year)\b": "year",
        r"\b(?P<step>yoy|y/y)\b": "year",
        (
            rf"\b(?:{_TO} )?(?:the|a|one) (?P<step>day|week|month|quarter|period)"
            r" (?:before|earlier|prior)\b(?! (?:last|yesterday)\b)"
        ): "before",
        rf"\b{_TO} (?:the )?(?:previous|prior|preceding) (?P<step>day|week|month|quarter|year)\b": (
            "before"
        ),
        (
            r"\b(?P<step>month|week|quarter|day|period)[- ](?:over|on)[- ]"
            r"(?:month|week|quarter|day|period)\b"
        ): "before",
        r"\b(?P<step>mom|wow|qoq)\b": "before",
        (
            rf"\b{_TO} (?:the )?(?:last|previous|prior)(?: (?:one|period))?(?=\W*$|\s*[:,;?])"
        ): "before",
        rf"\b{_TO} before(?=\W*$)": "before",
    }.items()
)
