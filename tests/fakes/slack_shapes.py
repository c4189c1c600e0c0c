"""What is wrong with blocks and views, by two judges who know nothing of our own limits.

slack-sdk's models know lengths and counts; the schema of Slack's npm types knows shapes. Neither
knows everything, so both are asked, at every level.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from jsonschema import Draft7Validator
from jsonschema.exceptions import best_match
from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models import blocks as sdk
from slack_sdk.models.blocks.basic_components import FeedbackButtonObject, SlackFile
from slack_sdk.models.blocks.block_elements import RichTextElementParts
from slack_sdk.models.views import View

SCHEMA = Path(__file__).parents[2] / ".cache" / "slack-types-3.2.0.json"
BEYOND_SDK = {"data_visualization", "data_table"}
"""Blocks that slack-sdk 3.47 has no model of."""
BEYOND_TYPES = {"data_visualization"}
"""Blocks that @slack/types 3.2 has no type of."""

_UNTYPED = {
    "options": sdk.Option,
    "initial_option": sdk.Option,
    "initial_options": sdk.Option,
    "option_groups": sdk.OptionGroup,
    "confirm": sdk.ConfirmObject,
    "positive_button": FeedbackButtonObject,
    "negative_button": FeedbackButtonObject,
    "slack_file": SlackFile,
}
_BLOCK_LISTS = ("blocks", "child_blocks", "tasks")


def faults_of(value):
    """Everything that both judges say about a list of blocks or a view; [] where they are content.

    The schema is asked only where `make schema` has made it.
    """
    view = value if isinstance(value, dict) else None
    blocks = view["blocks"] if view else value
    found = [f"{at}: {fault}" for at, fault in _by_models(blocks, view)]
    if SCHEMA.exists():
        found += [f"{at}: {fault} (types)" for at, fault in _by_schema(blocks, view)]
    return found


def _by_models(blocks, view) -> Iterator[tuple[str, str]]:
    if view:
        yield from _judged(View, view, "view", drop=())
    for number, block in enumerate(blocks):
        yield from _walk(block, f"blocks/{number}", "blocks")


def _walk(value, at, key) -> Iterator[tuple[str, str]]:
    if isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _walk(inner, f"{at}/{number}", key)
    elif isinstance(value, dict) and value.get("type") not in BEYOND_SDK:
        if key in _UNTYPED and "type" not in value:
            yield from _judged(_UNTYPED[key], value, at, drop=(), keys=False)
        elif "type" in value:
            yield from _typed(value, at, key)
        for name, inner in value.items():
            yield from _walk(inner, f"{at}/{name}", name)


def _typed(value, at, key) -> Iterator[tuple[str, str]]:
    kind = value["type"]
    tables = (_models()[0], _models()[1]) if key in _BLOCK_LISTS else _models()[::-1]
    model = tables[0].get(kind) or tables[1].get(kind)
    if model is None:
        yield at, f"slack-sdk has no {kind!r}"
        return
    yield from _judged(model, value, at)


def _judged(model, value, at, drop=("type",), *, keys=True) -> Iterator[tuple[str, str]]:
    try:
        made = model(**{name: inner for name, inner in value.items() if name not in drop})
        made.validate_json()
    except (SlackObjectFormationError, TypeError, AttributeError) as error:
        yield at, str(error)
        return
    for name in sorted(value.keys() - made.attributes - {"type"}) if keys else ():
        yield at, f"slack-sdk has no key {name!r} in {model.__name__}"


@cache
def _models():
    """The models by type: of blocks, and of what stands in them."""
    inner = [*_below(sdk.BlockElement), *_below(sdk.TextObject), sdk.RawNumberObject]
    inner += [one for one in vars(RichTextElementParts).values() if hasattr(one, "type")]
    blocks = {one.type: one for one in _below(sdk.Block) if getattr(one, "type", None)}
    parts: dict = {}
    for one in inner:
        if isinstance(getattr(one, "type", None), str):
            parts.setdefault(one.type, one)
    return blocks, parts


def _below(model):
    for one in model.__subclasses__():
        yield one
        yield from _below(one)


def _by_schema(blocks, view) -> Iterator[tuple[str, str]]:
    if view:
        name = {"modal": "ModalView", "home": "HomeView"}[view["type"]]
        yield from _held(name, {**view, "blocks": []}, "view")
    for number, block in enumerate(blocks):
        kind, at = block.get("type"), f"blocks/{number}"
        if kind in BEYOND_TYPES:
            continue
        if kind not in _definitions():
            yield at, f"there is no {kind!r}"
            continue
        yield from _held(_definitions()[kind], _known(block), at)


def _known(block):
    """A block without those inside of it that the types do not know yet."""
    if "child_blocks" not in block:
        return block
    inner = [one for one in block["child_blocks"] if one.get("type") not in BEYOND_TYPES]
    return {**block, "child_blocks": inner}


def _held(definition, value, at) -> Iterator[tuple[str, str]]:
    schema = {"$ref": f"#/definitions/{definition}", "definitions": _schema()["definitions"]}
    error = best_match(Draft7Validator(schema).iter_errors(value))
    if error:
        place = "/".join([at, *map(str, error.absolute_path)])
        yield place, error.message[:300]


@cache
def _schema():
    return json.loads(SCHEMA.read_text())


@cache
def _definitions():
    """Names of definitions by the type of block."""
    named = {}
    for one in _schema()["definitions"]["KnownBlock"]["anyOf"]:
        name = one["$ref"].rpartition("/")[2]
        shape = _schema()["definitions"][name]
        shape = shape.get("anyOf", [shape])[0]
        named[shape["properties"]["type"]["const"]] = name
    return named


class Judge:
    """Keeps what a rehearsed bot shows, to be judged at the end: `workspace.watchers.append(judge)`."""

    def __init__(self):
        self._shown = set()

    def __call__(self, change):
        message, view = change.get("message") or {}, change.get("view")
        if message.get("bot_id") and message.get("blocks") and not message.get("streaming"):
            self._shown.add(json.dumps(message["blocks"]))
        if view:
            own = {key: view[key] for key in _OF_VIEWS if view.get(key)}
            self._shown.add(json.dumps({"blocks": [], **own}))

    @property
    def shown(self):
        """How many different messages and views there were."""
        return len(self._shown)

    def faults(self):
        """What is wrong with any of it."""
        return [fault for one in sorted(self._shown) for fault in faults_of(json.loads(one))]


_OF_VIEWS = (
    "type", "title", "submit", "close", "blocks", "private_metadata", "callback_id",
    "external_id", "clear_on_close", "notify_on_close",
)  # fmt: skip
