"""Messages that grow while the app writes them: chat.startStream, appendStream and stopStream."""

from __future__ import annotations

from copy import deepcopy

from bot.rehearsal.limits import chunk_faults
from bot.rehearsal.methods.posting import by_bot, check_blocks, check_metadata, joined, with_ids
from bot.rehearsal.workspace.presence import session, set_status
from bot.rehearsal.workspace.workspace import BOT, Json, Refused, Stream, Workspace

TEXT = 12_000
BLOCKS = 50
_DISPLAYS = ("timeline", "plan", "dense")
_WRITTEN = ("markdown", "task_card", "plan")
"""Blocks that come of chunks; they do not count as blocks."""
_SESSIONS = ("active", "processing", "suspended", "closed")


def start(workspace: Workspace, args: Json) -> Json:
    """A streaming message in a thread.

    Raises:
        Refused: in a channel, nobody to write for is named; or as for any message.
    """
    conversation = joined(workspace, args.get("channel"))
    thread, display = str(args.get("thread_ts") or ""), args.get("task_display_mode", "timeline")
    if not thread or display not in _DISPLAYS:
        raise Refused("invalid_arguments", ["thread_ts or task_display_mode is not valid"])
    if not conversation.direct:
        _recipient(workspace, args)
    workspace.find(conversation.id, thread)
    stream = Stream(workspace.clock() + workspace.lives.stream, str(display))
    grown = _grown(workspace, {"text": "", "blocks": []}, stream, args)
    said = by_bot({**grown, "thread_ts": thread, "streaming": True})
    message = workspace.post(conversation.id, said)
    workspace.hear(conversation, message)
    workspace.streams[conversation.id, message["ts"]] = stream
    set_status(workspace, conversation.id, thread, "")
    return {"channel": conversation.id, "ts": message["ts"]}


def append(workspace: Workspace, args: Json) -> Json:
    """More text, tasks or blocks."""
    channel, message, stream = _streaming(workspace, args)
    if not args.get("markdown_text") and not args.get("chunks"):
        raise Refused("no_text")
    workspace.change(channel, message["ts"], _grown(workspace, message, stream, args))
    return {"channel": channel, "ts": message["ts"]}


def stop(workspace: Workspace, args: Json) -> Json:
    """The last of it, with blocks below, metadata and the status of the agent's session."""
    channel, message, stream = _streaming(workspace, args)
    status = args.get("session_status")
    if status and status not in _SESSIONS:
        raise Refused("invalid_arguments", ["session_status is not valid"])
    below = args.get("blocks") or []
    if len(below) > BLOCKS:
        raise Refused("msg_blocks_too_many")
    check_blocks(workspace, below)
    check_metadata(args)
    fields = _grown(workspace, message, stream, args)
    fields["blocks"] = [*fields["blocks"], *with_ids(below)] or None
    if args.get("metadata"):
        fields["metadata"] = args["metadata"]
    before = deepcopy(message)
    ended = workspace.end_stream(channel, message["ts"], fields)
    workspace.hear(workspace.conversation(channel), ended, before)
    if status:
        key = (channel, str(message["thread_ts"]))
        session(workspace, key, {"status": status})
    return {"channel": channel, "ts": message["ts"], "message": ended}


def _recipient(workspace: Workspace, args: Json) -> None:
    for name in ("recipient_team_id", "recipient_user_id"):
        if not args.get(name):
            raise Refused(f"missing_{name}")
    if args["recipient_user_id"] not in workspace.people:
        raise Refused("user_not_found")


def _streaming(workspace: Workspace, args: Json) -> tuple[str, Json, Stream]:
    conversation = joined(workspace, args.get("channel"))
    message = workspace.find(conversation.id, args.get("ts"))
    if message.get("bot_id") != BOT:
        raise Refused("message_not_owned_by_app")
    stream = workspace.streams.get((conversation.id, message["ts"]))
    if stream is None:
        raise Refused("message_not_in_streaming_state")
    return conversation.id, message, stream


def _grown(workspace: Workspace, message: Json, stream: Stream, args: Json) -> Json:
    """A message's text and blocks with what these arguments add; nothing is changed on refusal."""
    text, chunks = str(args.get("markdown_text") or ""), args.get("chunks") or []
    mode = "chunks" if chunks else "text" if text else stream.mode
    if (text and chunks) or (stream.mode and mode != stream.mode):
        raise Refused("streaming_mode_mismatch")
    wrong = chunk_faults(chunks, lambda file: file in workspace.files)
    if wrong:
        raise Refused("invalid_chunks", wrong)
    grown: Json = {"text": message["text"], "blocks": deepcopy(message.get("blocks") or [])}
    for chunk in [{"type": "markdown_text", "text": text}] if text else chunks:
        _add(workspace, grown, stream, chunk)
    if sum(one.get("type") not in _WRITTEN for one in grown["blocks"]) > BLOCKS:
        raise Refused("msg_blocks_too_many")
    stream.mode = mode
    return grown


def _add(workspace: Workspace, grown: Json, stream: Stream, chunk: Json) -> None:
    blocks: list[Json] = grown["blocks"]
    match chunk["type"]:
        case "markdown_text":
            _write(grown, chunk["text"])
        case "task_update":
            _task(blocks, stream, chunk)
        case "plan_update":
            _plan(blocks)["title"] = chunk["title"]
        case _:
            check_blocks(workspace, chunk["blocks"])
            blocks += with_ids(chunk["blocks"])


def _write(grown: Json, text: str) -> None:
    if len(text) > TEXT:
        raise Refused("msg_too_long")
    grown["text"] += text
    blocks: list[Json] = grown["blocks"]
    if blocks and blocks[-1]["type"] == "markdown":
        blocks[-1]["text"] += text
    elif text:
        blocks.append({"type": "markdown", "text": text})


def _task(blocks: list[Json], stream: Stream, chunk: Json) -> None:
    among: list[Json] = _plan(blocks)["tasks"] if stream.display == "plan" else blocks
    known = next((one for one in among if one.get("task_id") == chunk["id"]), None)
    if known is None:
        known = {"type": "task_card", "task_id": chunk["id"]}
        among.append(known)
    known |= {"title": chunk["title"], "status": chunk["status"]}
    known |= {name: _rich(chunk[name]) for name in ("details", "output") if chunk.get(name)}
    known |= {"sources": chunk["sources"]} if chunk.get("sources") else {}


def _plan(blocks: list[Json]) -> Json:
    plan = next((one for one in blocks if one["type"] == "plan"), None)
    if plan is None:
        plan = {"type": "plan", "title": "", "tasks": []}
        blocks.append(plan)
    return plan


def _rich(text: str) -> Json:
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "elements": [section]}


def streams_in(workspace: Workspace, channel: str, thread: str) -> list[str]:
    """The messages that still grow in a thread."""
    return [
        ts
        for place, ts in list(workspace.streams)
        if place == channel and workspace.find(channel, ts).get("thread_ts") == thread
    ]
