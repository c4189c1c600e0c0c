"""Slack messages as plain text, for a conversation that is printed. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

_LINK = re.compile(r"<(https?://[^|>]+)\|([^>]+)>")
_MENTION = re.compile(r"<[@!#](?:subteam\^)?(\w+)(?:\|[^>]*)?>")
_BOLD = re.compile(r"(?<!\w)\*([^*\n]+)\*(?!\w)")
_ITALIC = re.compile(r"(?<!\w)_([^_\n]+)_(?!\w)")
_CODE = re.compile(r"`([^`\n]+)`")
_ALT = 100  # characters of a picture's description

Json = Mapping[str, Any]


def lines(message: Json, names: Mapping[str, str]) -> Iterator[str]:
    """What a message shows, line by line; links stand beside their words, mentions as names."""
    for block in message.get("blocks") or [{"type": "section", "text": {"text": message["text"]}}]:
        kind = block["type"]
        if kind == "actions":
            yield from (f"[ {one['text']['text']} ]" for one in block["elements"])
        elif kind == "image":
            yield f"(picture: {block['alt_text'][:_ALT].rstrip()}...)"
        elif kind == "data_visualization":
            yield f"(chart: {block['title']})"
        elif kind == "divider":
            yield ""
        else:
            for text in _texts(block):
                yield from plain(text, names).split("\n")


def plain(text: str, names: Mapping[str, str]) -> str:
    """Slack's markup taken away: a number keeps no link, a title keeps its address."""

    def link(found: re.Match[str]) -> str:
        label = found[2]
        return label if label.startswith("[") else f"{label} <{found[1]}>"

    shown = _MENTION.sub(lambda found: names.get(found[1], found[1]), text)
    bare = _CODE.sub(r"\1", _ITALIC.sub(r"\1", _BOLD.sub(r"\1", _LINK.sub(link, shown))))
    return unescape(bare).replace("\u2060", "")


def _texts(block: Json) -> Iterator[str]:
    if "text" in block:
        yield block["text"]["text"]
    for part in (*block.get("fields", ()), *block.get("elements", ())):
        if isinstance(part.get("text"), str):
            yield part["text"]
