"""Whether words spell an abbreviation, and which words of a text do."""

from __future__ import annotations

import re

_SMALL = frozenset("a an and at by for from in of on or the to with per as into its".split())
_WORD = re.compile(r"[^\W_]+(?:[-'\u2019/][^\W_]+)*")
_PART = re.compile(r"[^\W_]+")
LONGEST = 14
"""Words of a long form."""


def letters_of(short: str) -> str:
    """The letters and digits that have to be spelt, lower case; "" where it is no abbreviation.

    Two to twelve, at least two and half of them capitals or digits; the s of a plural does not
    count.
    """
    letters = re.sub(r"[^A-Za-z0-9]", "", short)
    if letters[-1:] == "s" and letters[:-1].isupper():
        letters = letters[:-1]
    capitals = sum(sign.isupper() or sign.isdigit() for sign in letters)
    if not 2 <= len(letters) <= 12 or capitals < max(2, len(letters) / 2):
        return ""
    return letters.lower()


def long_form(label: str, definition: str) -> str:
    """What a short, mostly upper-case label stands for, where its definition begins so; else "".

    The words before the first full stop, bracket or dash (or else the first comma) have to spell
    the label: each of them gives its first letter and perhaps some of its later ones, in order.
    """
    letters = letters_of(label)
    if not letters:
        return ""
    head = re.split(r"[.;:(\n]| [-\u2013\u2014] ", definition, maxsplit=1)[0].strip()
    for form in (head, head.split(",")[0].strip()):
        if 2 <= len(_PART.findall(form)) <= LONGEST and spells(letters, form):
            return form
    return ""


def before(short: str, text: str) -> str:
    """The shortest run of words at the end of a text that spells an abbreviation, or "".

    After Schwartz and Hearst (2003), with whole words: a word of the long form may be small
    ("of"), never left out.
    """
    letters = letters_of(short)
    if not letters:
        return ""
    words = list(_WORD.finditer(text))
    most = min(len(words), len(letters) + 5, 2 * len(letters) + 1)
    for count in range(1, most + 1):
        form = text[words[-count].start() : words[-1].end()]
        if re.search(r"[()|:;]", form):
            return ""
        if words[-count].group().lower() in _SMALL or short in form.split():
            continue
        if len(_PART.findall(form)) > 1 and spells(letters, form):
            return " ".join(form.split())
    return ""


def after(short: str, text: str) -> str:
    """The shortest run of words at the beginning of a text that spells an abbreviation, or ""."""
    letters = letters_of(short)
    words = list(_WORD.finditer(re.split(r"[.;:()\n|]", text, maxsplit=1)[0]))
    for count in range(2, min(len(words), LONGEST) + 1) if letters else ():
        form = text[words[0].start() : words[count - 1].end()]
        if words[count - 1].group().lower() not in _SMALL and spells(letters, form):
            return form
    return ""


def spells(letters: str, form: str) -> bool:
    """Whether each word of a form gives its first letter, and perhaps later ones, in order."""
    return _spelt(letters, tuple(_WORD.findall(form.lower())))


def _spelt(letters: str, said: tuple[str, ...]) -> bool:
    if not said:
        return not letters
    first, rest = said[0], said[1:]
    if first in _SMALL and _spelt(letters, rest):
        return True
    taken = 0
    place = -1
    while taken < len(letters) and (taken > 0 or first[0] == letters[0]):
        place = first.find(letters[taken], place + 1)
        if place < 0:
            return False
        taken += 1
        if _spelt(letters[taken:], rest):
            return True
    return False
