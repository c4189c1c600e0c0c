"""The methods of the Web API by which the bot speaks, with what Slack refuses."""

from __future__ import annotations

from bot.rehearsal.limits import BLOCK_TEXT, TEXT, faults, texts
from bot.rehearsal.workspace import APP, BOT, BOT_USER, Json, Refused, Workspace


def post_message(workspace: Workspace, args: Json) -> Json:
    conversation = workspace.conversation(args.get("channel"))
    if not conversation.bot:
        raise Refused("not_in_channel")
    said = _content(workspace, args)
    thread = str(args.get("thread_ts") or "")
    if thread:
        said["thread_ts"] = thread
        workspace.find(conversation.id, thread)  # Slack is laxer: it posts elsewhere
    message = workspace.post(conversation.id, _by_bot(said))
    status(workspace, conversation.id, thread, "")
    return {"channel": conversation.id, "ts": message["ts"], "message": message}


def post_ephemeral(workspace: Workspace, args: Json) -> Json:
    conversation = workspace.conversation(args.get("channel"))
    user = str(args.get("user"))
    if user not in conversation.members:
        raise Refused("user_not_in_channel")
    said = _content(workspace, args) | {"ephemeral_to": user}
    if args.get("thread_ts"):
        said["thread_ts"] = args["thread_ts"]
    message = workspace.post(conversation.id, _by_bot(said))
    return {"message_ts": message["ts"]}


def update(workspace: Workspace, args: Json) -> Json:
    conversation = workspace.conversation(args.get("channel"))
    message = workspace.find(conversation.id, args.get("ts"))
    if message.get("bot_id") != BOT:
        raise Refused("cant_update_message")
    said = _content(workspace, args)
    said["edited"] = {"user": BOT_USER, "ts": message["ts"]}
    changed = workspace.change(conversation.id, message["ts"], said)
    return {"channel": conversation.id, "ts": message["ts"], "message": changed}


def delete(workspace: Workspace, args: Json) -> Json:
    conversation = workspace.conversation(args.get("channel"))
    message = workspace.find(conversation.id, args.get("ts"))
    if message.get("bot_id") != BOT:
        raise Refused("cant_delete_message")
    workspace.delete(conversation.id, message["ts"])
    return {"channel": conversation.id, "ts": message["ts"]}


def check(workspace: Workspace, text: str, blocks: object) -> None:
    """Refuses what Slack would.

    Raises:
        Refused: `no_text`, `msg_too_long`, `msg_blocks_too_long` or `invalid_blocks`.
    """
    if not text and not blocks:
        raise Refused("no_text")
    if len(text) > TEXT:
        raise Refused("msg_too_long")
    wrong = faults(blocks or [], lambda file: file in workspace.files)
    if wrong:
        raise Refused("invalid_blocks", wrong)
    if sum(map(len, texts(blocks or []))) > BLOCK_TEXT:
        raise Refused("msg_blocks_too_long")


def status(workspace: Workspace, channel: str, thread: str, text: str) -> None:
    """What the bot is doing in a thread; "" takes it away."""
    if workspace.statuses.get((channel, thread), "") == text:
        return
    workspace.statuses[channel, thread] = text
    workspace.tell({"kind": "status", "channel": channel, "thread": thread, "text": text})


def answer_hook(workspace: Workspace, hook: Json, args: Json) -> Json:
    """A reply by `response_url` or in the ack of a command: private unless it says so."""
    check(workspace, str(args.get("text") or ""), args.get("blocks"))
    said = {key: args[key] for key in ("text", "blocks") if args.get(key)}
    if args.get("delete_original") and hook.get("ts"):
        workspace.delete(hook["channel"], hook["ts"])
        return {}
    if args.get("replace_original") and hook.get("ts"):
        workspace.change(hook["channel"], hook["ts"], {"blocks": None, **said})
        return {}
    if args.get("response_type") != "in_channel":
        said["ephemeral_to"] = hook["user"]
    if hook.get("thread_ts"):
        said["thread_ts"] = hook["thread_ts"]
    workspace.post(hook["channel"], _by_bot(said))
    return {}


def _content(workspace: Workspace, args: Json) -> Json:
    text = str(args.get("text") or "")
    check(workspace, text, args.get("blocks"))
    said: Json = {"text": text}
    for name in ("blocks", "metadata"):
        if args.get(name):
            said[name] = args[name]
    return said


def _by_bot(said: Json) -> Json:
    return {"user": BOT_USER, "bot_id": BOT, "app_id": APP, **said}
