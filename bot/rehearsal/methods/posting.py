"""The methods of the Web API by which the bot speaks, with what Slack refuses."""

from __future__ import annotations

import secrets
from copy import deepcopy
from typing import Any

from bot.rehearsal.limits import BLOCK_TEXT, TEXT, faults, texts
from bot.rehearsal.workspace.presence import set_status
from bot.rehearsal.workspace.states import acting, inside
from bot.rehearsal.workspace.workspace import (
    APP,
    BOT,
    BOT_USER,
    Conversation,
    Json,
    Refused,
    Workspace,
)

EDITED_TEXT = 4_000
MARKDOWN = 12_000


def post_message(workspace: Workspace, args: Json) -> Json:
    """A message; a person's id posts to the direct messages with them."""
    channel = str(args.get("channel"))
    conversation = joined(workspace, f"D{channel}" if channel in workspace.people else channel)
    said = content(workspace, args)
    thread = str(args.get("thread_ts") or "")
    if thread:
        said["thread_ts"] = thread
        workspace.find(conversation.id, thread)  # Slack is laxer: it posts elsewhere
    message = workspace.post(conversation.id, by_bot(said))
    workspace.hear(conversation, message)
    set_status(workspace, conversation.id, thread, "")
    return {"channel": conversation.id, "ts": message["ts"], "message": message}


def post_ephemeral(workspace: Workspace, args: Json) -> Json:
    conversation = joined(workspace, args.get("channel"))
    user = str(args.get("user"))
    if user not in conversation.members:
        raise Refused("user_not_in_channel")
    said = content(workspace, args) | {"ephemeral_to": user}
    if args.get("thread_ts"):
        said["thread_ts"] = args["thread_ts"]
    message = workspace.post(conversation.id, by_bot(said))
    return {"message_ts": message["ts"]}


def update(workspace: Workspace, args: Json) -> Json:
    """Text and blocks anew: blocks go where only a text is given; metadata stays unless given."""
    conversation = joined(workspace, args.get("channel"))
    message = _posted(workspace, conversation, args)
    if message.get("bot_id") != BOT:
        raise Refused("cant_update_message")
    if (conversation.id, message["ts"]) in workspace.streams:
        raise Refused("streaming_state_conflict")
    said = content(workspace, args, EDITED_TEXT)
    said.setdefault("blocks", None)
    if args.get("metadata") == {}:
        said["metadata"] = None
    before = deepcopy(message)
    said["edited"] = {"user": BOT_USER, "ts": message["ts"]}
    changed = workspace.change(conversation.id, message["ts"], said)
    workspace.hear(conversation, changed, before)
    return {
        "channel": conversation.id,
        "ts": message["ts"],
        "text": changed["text"],
        "message": changed,
    }


def delete(workspace: Workspace, args: Json) -> Json:
    conversation = joined(workspace, args.get("channel"))
    message = _posted(workspace, conversation, args)
    if message.get("bot_id") != BOT:
        raise Refused("cant_delete_message")
    workspace.streams.pop((conversation.id, message["ts"]), None)
    workspace.delete(conversation.id, message["ts"])
    return {"channel": conversation.id, "ts": message["ts"]}


def _posted(workspace: Workspace, conversation: Conversation, args: Json) -> Json:
    """A message that stays: an ephemeral one cannot be named afterwards."""
    message = workspace.find(conversation.id, args.get("ts"))
    if message.get("ephemeral_to"):
        raise Refused("message_not_found")
    return message


def known(workspace: Workspace, channel: object) -> Conversation:
    """A conversation that the bot may know of: a person's id is none.

    Raises:
        Refused: `channel_not_found`.
    """
    conversation = workspace.conversations.get(str(channel))
    if conversation is None or (conversation.private and not conversation.bot):
        raise Refused("channel_not_found")
    return conversation


def joined(workspace: Workspace, channel: object) -> Conversation:
    """A conversation that the bot is in.

    Raises:
        Refused: `channel_not_found` or `not_in_channel`.
    """
    conversation = known(workspace, channel)
    if not conversation.bot:
        raise Refused("not_in_channel")
    return conversation


def check_blocks(workspace: Workspace, blocks: Any) -> None:
    """Refuses what Slack would.

    Raises:
        Refused: `invalid_blocks` or `msg_blocks_too_long`.
    """
    wrong = faults(blocks or [], lambda file: file in workspace.files)
    if wrong:
        raise Refused("invalid_blocks", wrong)
    if sum(map(len, texts(blocks or []))) > BLOCK_TEXT:
        raise Refused("msg_blocks_too_long")


def check_metadata(args: Json) -> None:
    """Refuses metadata that is no event.

    Raises:
        Refused: `invalid_metadata_format`.
    """
    told = args.get("metadata")
    if not told:
        return
    known = isinstance(told, dict) and isinstance(told.get("event_payload"), dict)
    if not known or not isinstance(told.get("event_type"), str) or not told["event_type"]:
        raise Refused("invalid_metadata_format")


def with_ids(blocks: list[Json]) -> list[Json]:
    """Copies of blocks; those that people can act in have ids, as Slack gives them."""
    kept = deepcopy(blocks)
    _name(kept)
    return kept


def _name(blocks: list[Json]) -> None:
    for block in blocks:
        elements = acting(block)
        if elements:
            block.setdefault("block_id", secrets.token_urlsafe(4))
        for element in elements:
            element.setdefault("action_id", secrets.token_urlsafe(4))
        _name(inside(block))


def by_bot(said: Json) -> Json:
    """A message as the bot's own."""
    return {"user": BOT_USER, "bot_id": BOT, "app_id": APP, **said}


def content(workspace: Workspace, args: Json, longest: int = TEXT) -> Json:
    """Text, blocks and metadata of a message.

    Raises:
        Refused: `no_text`, `msg_too_long`, `markdown_text_conflict`, or as `check_blocks` does.
    """
    text, blocks = str(args.get("text") or ""), args.get("blocks")
    written = args.get("markdown_text")
    if written:
        if text or blocks:
            raise Refused("markdown_text_conflict")
        text, blocks = str(written), [{"type": "markdown", "text": written}]
    if not text and not blocks:
        raise Refused("no_text")
    if len(text) > (MARKDOWN if written else longest):
        raise Refused("msg_too_long")
    check_blocks(workspace, blocks)
    check_metadata(args)
    said: Json = {"text": text}
    if blocks:
        said["blocks"] = with_ids(blocks)
    if args.get("metadata"):
        said["metadata"] = args["metadata"]
    return said
