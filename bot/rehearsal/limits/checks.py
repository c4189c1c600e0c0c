"""The small checks that those of blocks are put together from. A check yields what is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

Files = Callable[[str], bool]
"""Whether an upload is there, by its id."""

Check = Callable[[object, str, Files], Iterator[str]]
"""Takes a value, where it stands (a JSON pointer), and the uploads."""


def wrong(sentence: str, at: str) -> str:
    """A fault, as Slack words them."""
    return f"[ERROR] {sentence} [json-pointer:{at}]"


def string(most: int, least: int = 1, pattern: str = "") -> Check:
    """A string of so many characters."""

    def check(value: object, at: str, _: Files) -> Iterator[str]:
        if not isinstance(value, str):
            yield wrong("must be a string", at)
        elif len(value) > most:
            yield wrong(f"must be less than {most + 1} characters", at)
        elif len(value) < least:
            yield wrong(f"must be more than {least - 1} characters", at)
        elif pattern and not re.fullmatch(pattern, value):
            yield wrong("has another format", at)

    return check


def choice(*values: object) -> Check:
    """One of these values."""

    def check(value: object, at: str, _: Files) -> Iterator[str]:
        if value not in values:
            yield wrong(f"must be one of {', '.join(map(str, values))}", at)

    return check


def flag(value: object, at: str, _: Files) -> Iterator[str]:
    """True or false."""
    if not isinstance(value, bool):
        yield wrong("must be true or false", at)


def whole(least: int, most: int) -> Check:
    """A whole number within these."""

    def check(value: object, at: str, _: Files) -> Iterator[str]:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            yield wrong(f"must be a whole number from {least} to {most}", at)

    return check


def number(value: object, at: str, _: Files) -> Iterator[str]:
    """Any number."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        yield wrong("must be a number", at)


def many(one: Check, least: int, most: int) -> Check:
    """A list of so many that each pass a check."""

    def check(value: object, at: str, files: Files) -> Iterator[str]:
        if not isinstance(value, list):
            yield wrong("must be a list", at)
            return
        if len(value) > most:
            yield wrong(f"no more than {most} items allowed", at)
        elif len(value) < least:
            yield wrong(f"no fewer than {least} items allowed", at)
        for position, item in enumerate(value):
            yield from one(item, f"{at}/{position}", files)

    return check


def shape(needed: Mapping[str, Check], allowed: Mapping[str, Check] | None = None) -> Check:
    """An object with these keys and no others but `type`."""
    known = {**needed, **(allowed or {})}

    def check(value: object, at: str, files: Files) -> Iterator[str]:
        if not isinstance(value, dict):
            yield wrong("must be an object", at)
            return
        for key in sorted(needed.keys() - value.keys()):
            yield wrong(f"missing required field: {key}", at)
        for key, inner in value.items():
            if key in known:
                yield from known[key](inner, f"{at}/{key}", files)
            elif key != "type":
                yield wrong(f"additional property: {key}", f"{at}/{key}")

    return check


def typed(table: Mapping[str, Check]) -> Check:
    """An object that is checked by its `type`."""

    def check(value: object, at: str, files: Files) -> Iterator[str]:
        kind = value.get("type") if isinstance(value, dict) else None
        if not isinstance(kind, str) or kind not in table:
            yield wrong(f"unsupported type: {kind}", f"{at}/type")
        else:
            yield from table[kind](value, at, files)

    return check


def both(*checks: Check) -> Check:
    """Several checks of one value."""

    def check(value: object, at: str, files: Files) -> Iterator[str]:
        for one in checks:
            yield from one(value, at, files)

    return check


def exactly_one(*keys: str) -> Check:
    """An object that has just one of these keys."""

    def check(value: object, at: str, _: Files) -> Iterator[str]:
        if isinstance(value, dict) and sum(key in value for key in keys) != 1:
            yield wrong(f"needs one of {' and '.join(keys)}", at)

    return check


def at_least_one(*keys: str) -> Check:
    """An object that has one or more of these keys."""

    def check(value: object, at: str, _: Files) -> Iterator[str]:
        if isinstance(value, dict) and not any(value.get(key) for key in keys):
            yield wrong(f"needs {' or '.join(keys)}", at)

    return check
