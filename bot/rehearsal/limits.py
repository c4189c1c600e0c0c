"""What Slack refuses in a message: unknown blocks and keys, and texts beyond their limits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

Json = dict[str, Any]

BLOCKS = 50
BLOCK_TEXT = 13_200
"""Sum of all texts in blocks, as others have measured it; Slack does not document it."""
TEXT = 40_000

_TEXTS = {"plain_text": {"type", "text", "emoji"}, "mrkdwn": {"type", "text", "verbatim"}}
_KEYS = {
    "section": {"text", "fields", "accessory", "expand"},
    "context": {"elements"},
    "divider": set[str](),
    "header": {"text"},
    "actions": {"elements"},
    "image": {"image_url", "slack_file", "alt_text", "title"},
}
_BUTTON = {
    "type", "text", "action_id", "url", "value", "style", "confirm", "accessibility_label",
}  # fmt: skip


def faults(blocks: object, files: Callable[[str], bool]) -> list[str]:
    """Everything that is wrong with blocks, in words; `files` says whether an upload is there."""
    if not isinstance(blocks, list):
        return ["blocks is not a list"]
    if len(blocks) > BLOCKS:
        return [f"no more than {BLOCKS} items allowed [json-pointer:/blocks]"]
    found = [
        f"{fault} [json-pointer:/blocks/{number}]"
        for number, block in enumerate(blocks)
        for fault in _block(block, files)
    ]
    return found + list(_repeated(blocks))


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


def _block(block: object, files: Callable[[str], bool]) -> Iterator[str]:
    if not isinstance(block, dict) or block.get("type") not in _KEYS:
        yield "unsupported type"
        return
    kind = block["type"]
    for key in block.keys() - _KEYS[kind] - {"type", "block_id"}:
        yield f"additional property {key!r}"
    if len(str(block.get("block_id", ""))) > 255:
        yield "block_id is longer than 255"
    checks: dict[str, Callable[[], Iterator[str]]] = {
        "section": lambda: _section(block),
        "context": lambda: _context(block),
        "header": lambda: _text(block.get("text"), 150, ("plain_text",)),
        "actions": lambda: _actions(block),
        "image": lambda: _image(block, files),
    }
    if kind in checks:
        yield from checks[kind]()


def _text(text: object, longest: int, kinds: tuple[str, ...]) -> Iterator[str]:
    if not isinstance(text, dict) or text.get("type") not in kinds:
        yield f"must provide a text object of {' or '.join(kinds)}"
        return
    for key in text.keys() - _TEXTS[text["type"]]:
        yield f"additional property {key!r} in a text"
    said = text.get("text")
    if not isinstance(said, str) or not 1 <= len(said) <= longest:
        yield f"a text must have 1 to {longest} characters"


def _section(block: Json) -> Iterator[str]:
    both = ("plain_text", "mrkdwn")
    if "text" not in block and not block.get("fields"):
        yield "a section needs text or fields"
    if "text" in block:
        yield from _text(block["text"], 3000, both)
    if len(block.get("fields", [])) > 10:
        yield "no more than 10 fields allowed"
    for field in block.get("fields", []):
        yield from _text(field, 2000, both)
    if "accessory" in block:
        yield from _element(block["accessory"])


def _context(block: Json) -> Iterator[str]:
    elements = block.get("elements", [])
    if not 1 <= len(elements) <= 10:
        yield "a context has 1 to 10 elements"
    for element in elements:
        if isinstance(element, dict) and element.get("type") == "image":
            yield from _picture(element)
        else:
            yield from _text(element, 3000, ("plain_text", "mrkdwn"))


def _actions(block: Json) -> Iterator[str]:
    elements = block.get("elements", [])
    if not 1 <= len(elements) <= 25:
        yield "actions have 1 to 25 elements"
    for element in elements:
        yield from _element(element)


def _element(element: object) -> Iterator[str]:
    if not isinstance(element, dict) or element.get("type") not in ("button", "image"):
        yield "unsupported element"
        return
    if element["type"] == "image":
        yield from _picture(element)
        return
    for key in element.keys() - _BUTTON:
        yield f"additional property {key!r} in a button"
    yield from _text(element.get("text"), 75, ("plain_text",))
    for key, longest in (("action_id", 255), ("value", 2000), ("url", 3000)):
        if not len(str(element.get(key, "-"))) <= longest:
            yield f"{key} is longer than {longest}"
    if element.get("style", "primary") not in ("primary", "danger"):
        yield "a button's style is primary or danger"
    if len(element.get("accessibility_label", "")) > 75:
        yield "accessibility_label is longer than 75"


def _image(block: Json, files: Callable[[str], bool]) -> Iterator[str]:
    yield from _picture(block)
    if "title" in block:
        yield from _text(block["title"], 2000, ("plain_text",))
    if "slack_file" in block and not files(str(block["slack_file"].get("id", ""))):
        yield "invalid slack file"


def _picture(image: Json) -> Iterator[str]:
    if ("image_url" in image) == ("slack_file" in image):
        yield "an image needs image_url or slack_file"
    if not 1 <= len(str(image.get("alt_text") or "")) <= 2000:
        yield "an image needs alt_text of 1 to 2000 characters"


def _repeated(blocks: list[Any]) -> Iterator[str]:
    names = [one["block_id"] for one in blocks if isinstance(one, dict) and "block_id" in one]
    if len(names) != len(set(names)):
        yield "block_id is used twice"
    for block in blocks:
        elements = block.get("elements", []) if isinstance(block, dict) else []
        ids = [one["action_id"] for one in elements if isinstance(one, dict) and "action_id" in one]
        if len(ids) != len(set(ids)):
            yield "action_id is used twice in a block"
