"""What a document says of itself in its first lines, between two rules of ---."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime

import yaml

_FRONT = re.compile(r"\A\s*---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_LONGEST = 20_000


def split_front(text: str) -> tuple[dict[str, str], str]:
    """Front matter as text by lower-case key, and the rest.

    Lists are joined with ", ", anything deeper is left out. What is no proper YAML stays text.
    """
    match = _FRONT.match(text)
    if not match or len(match.group(1)) > _LONGEST:
        return {}, text
    try:
        values = yaml.safe_load(match.group(1))
    except (yaml.YAMLError, ValueError, RecursionError):
        values = None
    if not isinstance(values, Mapping):
        return {}, f"{match.group(1)}\n\n{text[match.end() :]}"
    front = {str(key).strip().lower(): _words(value) for key, value in values.items()}
    return {key: value for key, value in front.items() if value}, text[match.end() :]


def words(value: object) -> str:
    """A single value as text; "" for nothing and for anything that is not one value."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value).strip() if isinstance(value, str | int | float) else ""


def _words(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(word for word in map(words, value) if word)
    return words(value)
