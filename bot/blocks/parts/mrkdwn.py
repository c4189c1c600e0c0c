"""Text of documents and people as Slack's mrkdwn: shown as it is, whatever stands in it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

_FORMATS = re.compile(r"(?<!\w)[*_~`](?=\S)|(?<=\S)[*_~`](?!\w)")
_LINE_START = re.compile(r"^(?=&gt;)", re.MULTILINE)
_NUMBER = re.compile(r"\[(\d{1,3})\]")
_WEB = re.compile(r"https?://[^\s<>|]+")
_MARKDOWN = re.compile(r"[\\`*_~#|]|(?<=\])\(")
_JOINER = "\u2060"
"""Seen by nobody; keeps a mark from being taken for markup."""

_ADDRESS = 1_500
"""Characters of the longest address that is worth the room it takes in a message."""


def escaped(text: str) -> str:
    """Text that is shown as it stands: no link, mention or markup can come from it."""
    plain = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    plain = _FORMATS.sub(lambda mark: f"{_JOINER}{mark[0]}{_JOINER}", plain)
    return _LINE_START.sub(_JOINER, plain)


def link(address: str, label: str) -> str:
    """The label, leading to an address of the web where there is one."""
    shown = escaped(label)
    return f"<{address.replace('&', '&amp;')}|{shown}>" if _leads(address) else shown


def numbered(text: str, links: Mapping[int, str], marked: Sequence[str] = ()) -> str:
    """Escaped text whose `[n]` lead to their sources; marked words are in italics at first."""
    return _NUMBER.sub(
        lambda found: (
            f"<{address.replace('&', '&amp;')}|{found[0]}>"
            if _leads(address := links.get(int(found[1]), ""))
            else found[0]
        ),
        _marked(escaped(text), [escaped(one) for one in marked]),
    )


def _marked(text: str, words: Sequence[str]) -> str:
    """The first of each of these words in italics, the longest match first."""
    if not words:
        return text
    any_of = "|".join(re.escape(one) for one in sorted(words, key=len, reverse=True))
    seen: set[str] = set()

    def mark(found: re.Match[str]) -> str:
        if found[0] in seen:
            return found[0]
        seen.add(found[0])
        return f"_{found[0]}_"

    return re.sub(rf"(?<![\w\u2060&#/.-])(?:{any_of})(?![\w\u2060/-])", mark, text)


def markdown(text: str) -> str:
    """Text as Markdown, for what is shown while it is written: as it stands, like `escaped`."""
    plain = _MARKDOWN.sub(r"\\\g<0>", text)
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _leads(address: str) -> bool:
    return len(address) <= _ADDRESS and bool(_WEB.fullmatch(address))


def shortened(text: str, longest: int) -> str:
    """The text, cut between two words with an ellipsis where it is longer."""
    if len(text) <= longest:
        return text
    cut = text[: longest - 1]
    # a link or an escaped sign must not be cut in two
    opened = max(cut.rfind("<"), cut.rfind("&"))
    if opened > max(cut.rfind(">"), cut.rfind(";")):
        cut = cut[:opened]
    return cut.rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def spoken(text: str) -> str:
    """The first line without its `[n]`, for notifications and screen readers."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return escaped(_NUMBER.sub("", first).replace(" .", ".").strip())


def day(when: date) -> str:
    """A date as 1 Sep 2026."""
    return f"{when.day} {when:%b %Y}"


def age(when: date, today: date) -> str:
    """How long ago a text was written, where that is worth knowing: "" under a year."""
    years = (today - when).days // 365
    if years < 1:
        return ""
    return "over a year old" if years == 1 else f"over {years} years old"
