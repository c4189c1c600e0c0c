"""Limits of whole messages and views: counts, ids, the sum of texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from bot.rehearsal.limits.checks import Files, flag, many, shape, string, wrong
from bot.rehearsal.limits.composition import plain
from bot.rehearsal.limits.layout import MARKDOWN, SURFACES

BLOCKS, VIEW_BLOCKS = 50, 100
BLOCK_TEXT = 13_200
"""Sum of all texts in blocks, as others have measured it; Slack does not document it."""
TEXT = 40_000
_TABLES, _CHARTS = 1, 2


def faults(blocks: object, files: Files) -> list[str]:
    """Everything that is wrong with a message's blocks, in words with JSON pointers."""
    found = list(many(SURFACES["message"], 0, BLOCKS)(blocks, "/blocks", files))
    if isinstance(blocks, list):
        kinds = Counter(one.get("type") for one in blocks if isinstance(one, dict))
        if kinds["table"] > _TABLES:
            found.append(wrong("no more than one table allowed", "/blocks"))
        if kinds["data_visualization"] > _CHARTS:
            found.append(wrong(f"no more than {_CHARTS} charts allowed", "/blocks"))
        if sum(map(len, _markdown(blocks))) > MARKDOWN:
            found.append(wrong(f"no more than {MARKDOWN} characters of markdown", "/blocks"))
        found += _repeated(blocks, "/blocks")
    return found


def view_faults(view: object, kind: str, files: Files) -> list[str]:
    """Everything that is wrong with a `modal` or a `home`."""
    if not isinstance(view, dict) or view.get("type") != kind:
        return [wrong(f"must be a view of type {kind}", "/view/type")]
    check = shape(*_VIEWS[kind])
    found = list(check(view, "/view", files))
    blocks = view.get("blocks")
    if not isinstance(blocks, list):
        return found
    asks = any(isinstance(one, dict) and one.get("type") == "input" for one in blocks)
    if kind == "modal" and asks and "submit" not in view:
        found.append(wrong("submit is required with an input block", "/view/submit"))
    if sum(_focused(blocks)) > 1:
        found.append(wrong("no more than one element has focus_on_load", "/view/blocks"))
    return found + list(_repeated(blocks, "/view/blocks"))


def texts(value: object) -> Iterator[str]:
    """Every text that is shown by blocks."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            if name in ("text", "alt_text") and isinstance(inner, str):
                yield inner
            else:
                yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)


_ABOUT = {
    "private_metadata": string(3000, 0),
    "callback_id": string(255, 0),
    "external_id": string(255, 0),
}
_VIEWS = {
    "modal": (
        {"title": plain(24), "blocks": many(SURFACES["modal"], 0, VIEW_BLOCKS)},
        {
            **_ABOUT,
            "submit": plain(24),
            "close": plain(24),
            "clear_on_close": flag,
            "notify_on_close": flag,
            "submit_disabled": flag,
        },
    ),
    "home": ({"blocks": many(SURFACES["home"], 0, VIEW_BLOCKS)}, _ABOUT),
}


def _markdown(blocks: list[object]) -> Iterator[str]:
    for one in blocks:
        if isinstance(one, dict) and one.get("type") == "markdown":
            yield str(one.get("text", ""))


def _focused(value: object) -> Iterator[bool]:
    if isinstance(value, Mapping):
        yield value.get("focus_on_load") is True
        for inner in value.values():
            yield from _focused(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _focused(inner)


def _repeated(blocks: list[object], at: str) -> Iterator[str]:
    names = [one.get("block_id") for one in blocks if isinstance(one, dict)]
    for name, times in Counter(name for name in names if name).items():
        if times > 1:
            yield wrong(f"block_id is used more than once: {name}", at)
    for position, block in enumerate(blocks):
        inner = block.get("elements") if isinstance(block, dict) else None
        listed = inner if isinstance(inner, list) else []
        elements = [one for one in listed if isinstance(one, dict)]
        ids = Counter(str(one["action_id"]) for one in elements if "action_id" in one)
        if any(times > 1 for times in ids.values()):
            yield wrong("action_id is used more than once in a block", f"{at}/{position}")
