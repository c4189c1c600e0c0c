"""What a model's text may not hold: links, mentions, markup, characters that cannot be seen."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 500
"""Characters of a sentence; longer ones are no sentences."""

_MARKUP = re.compile(r"\*+|`+|~~+|(?<!\w)_+|_+(?!\w)|(?<!\w)#(?=[^\W\d])|:[a-z0-9_+-]{2,}:(?!\w)")
_LEAD = re.compile(r"^[ \t]*(?:#{1,6}[ \t]+|>[ \t]*|[-•‣◦][ \t]+|\d{1,2}[.)][ \t]+)", re.MULTILINE)
_CITED = re.compile(r"[\[【]\s*\d{1,2}(?:\s*[,;]\s*\d{1,2})*\s*[\]】]")
_FILES = "csv|docx?|html?|jpe?g|json|pdf|png|pptx?|toml|txt|xlsx?|ya?ml"
_LINK = re.compile(
    r"[a-z][a-z0-9+.-]*:/|\bwww\b|\bhxxp|\bxn--|\b(?:mailto|slack|javascript|data|tel|sms|file):"
    r"|\[\.\]|\(\.\)|[\[(]dot[\])]|\s(?:dot|punkt)\s(?:com|net|org|io|de)\b|\w\s?\.\s?(?:com|net|org)\b"
    r"|\b\d{1,3}(?:\.\d{1,3}){3}\b|%[0-9a-f]{2}%[0-9a-f]{2}",
    re.IGNORECASE,
)
_DOMAIN = re.compile(
    rf"(?<![\w@])[^\W_][\w-]*(?:[.。｡][\w-]+)*[.。｡](?!(?:{_FILES})\b)[^\W\d_]{{2,}}", re.IGNORECASE
)
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_MENTION = re.compile(r"@\s?\w|<\s*[!@#/a-z]|&lt;|<\||\|>", re.IGNORECASE)
_STRUCTURE = re.compile(r"[\[\]{}|\\^【】]|!\[|\]\(")
_UNSEEN = {"Cf", "Cc", "Co", "Cs", "Cn"}


def visible(text: str) -> str:
    """The text as a person sees it: compatibility forms unified, unseen characters gone."""
    unified = unicodedata.normalize("NFKC", text)
    return "".join(
        " " if char in "\t\u2028\u2029" else char
        for char in unified
        if char in "\n\t" or not _unseen(char)
    )


def unmarked(text: str) -> str:
    """The text without what a renderer would read as markup; words stay."""
    return _MARKUP.sub("", _LEAD.sub("", text))


def forbidden(sentence: str) -> bool:
    """Whether a sentence holds a link, a mention or structure; e-mail is judged elsewhere."""
    bare = _ADDRESS.sub(" ", _CITED.sub(" ", sentence))
    if len(sentence) > LONGEST:
        return True
    return any(pattern.search(bare) for pattern in (_LINK, _DOMAIN, _MENTION, _STRUCTURE))


def _unseen(char: str) -> bool:
    # Variation selectors and Hangul fillers are marks and letters by category, yet show nothing.
    filler = char in "\u115f\u1160\u3164\u2800" or "\ufe00" <= char <= "\ufe0f"
    return filler or "\U000e0100" <= char <= "\U000e01ef" or unicodedata.category(char) in _UNSEEN
