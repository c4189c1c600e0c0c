"""What counts as a word of a customer's text, so that anybody can count again."""

from __future__ import annotations

import re
import unicodedata

RULE = (
    "capitals and small letters are the same, a word is an unbroken run of letters, digits and "
    "inner apostrophes, only whole words count, and what stands for a masked value is no word"
)
"""The rule in words, for whoever is shown a count."""

_STAND_IN = re.compile(r"\[[a-z]{2,10}(?: [a-z]{2,10}){0,2} [0-9a-f]{8}\]")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


def item_words(text: str) -> list[str]:
    r"""The words of a text in order.

    The text in Unicode's form NFKC and in lower case, curly apostrophes made straight, without
    stand-ins for masked values such as "[phone 5c1f09ab]"; then every match of
    `[^\W_]+(?:'[^\W_]+)*`. "Don't re-send it" has the words don't, re, send and it.
    """
    plain = unicodedata.normalize("NFKC", text).lower().replace("\u2019", "'")
    return _WORD.findall(_STAND_IN.sub(" ", plain))


def spaced(text: str) -> str:
    """The words with a space before, between and after them; "" where there are none.

    A text holds a phrase exactly where `spaced(phrase) in spaced(text)`, for a phrase with words.
    """
    found = item_words(text)
    return f" {' '.join(found)} " if found else ""
