"""What an agent shows beside its messages: status, title, suggested prompts, sessions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.rehearsal.methods.posting import joined
from bot.rehearsal.workspace.presence import session
from bot.rehearsal.workspace.presence import set_status as set_status_of
from bot.rehearsal.workspace.workspace import Json, Refused, Workspace

LOADING, PROMPTS, TITLE = 10, 4, 200
SESSIONS = ("active", "processing", "suspended", "closed")


def set_status(workspace: Workspace, args: Json) -> Json:
    """What the bot is doing, until a message appears or two minutes are over."""
    conversation = joined(workspace, args.get("channel_id"))
    thread, loading = str(args.get("thread_ts") or ""), args.get("loading_messages") or ()
    if not thread or "status" not in args:
        raise Refused("invalid_arguments", ["thread_ts and status are required"])
    if not _texts(loading) or len(loading) > LOADING:
        raise Refused("invalid_arguments", [f"no more than {LOADING} loading_messages"])
    if thread not in [one["ts"] for one in conversation.messages]:
        raise Refused("invalid_thread_ts")
    status = str(args.get("status") or "")
    set_status_of(workspace, conversation.id, thread, status, loading if status else ())
    return {}


def set_title(workspace: Workspace, args: Json) -> Json:
    """The title of a thread with the agent."""
    conversation = joined(workspace, args.get("channel_id"))
    thread, title = str(args.get("thread_ts") or ""), str(args.get("title") or "")
    if not thread or not title:
        raise Refused("invalid_arguments", ["thread_ts and title are required"])
    workspace.find(conversation.id, thread)
    session(workspace, (conversation.id, thread), {"title": title})
    return {}


def set_suggested_prompts(workspace: Workspace, args: Json) -> Json:
    """What one may ask, on the agent's messages tab. With a thread it does nothing, silently."""
    conversation = joined(workspace, args.get("channel_id"))
    prompts = args.get("prompts")
    if not isinstance(prompts, list) or not 1 <= len(prompts) <= PROMPTS:
        raise Refused("invalid_arguments", [f"1 to {PROMPTS} prompts are required"])
    for one in prompts:
        if not isinstance(one, dict) or not one.get("title") or not one.get("message"):
            raise Refused("invalid_arguments", ["a prompt needs title and message"])
    if args.get("thread_ts") or not conversation.direct:
        return {}
    user = conversation.direct
    told = {"title": str(args.get("title") or ""), "prompts": prompts}
    workspace.prompts[user] = told
    workspace.tell({"kind": "prompts", "user": user, **told})
    return {}


def set_session_status(workspace: Workspace, args: Json) -> Json:
    """Where the agent's work in a thread stands; `title` counts only where it begins."""
    conversation = joined(workspace, args.get("channel_id"))
    status, key = args.get("status"), (conversation.id, str(args.get("thread_ts") or ""))
    if status not in SESSIONS or not key[1]:
        raise Refused("invalid_arguments", ["status is not valid, or thread_ts is missing"])
    fields: Json = {"status": status}
    if key not in workspace.sessions:
        fields["title"] = _title(args.get("title") or "")
    begun = session(workspace, key, fields)
    said = {"status": begun["status"], "title": begun["title"]}
    wanted = workspace.cast.events
    if wanted is not None and "agent_session_stopped" not in wanted:
        said["warning"] = "missing_agent_session_stopped_event_subscription"
    return said


def rename_session(workspace: Workspace, args: Json) -> Json:
    """Another title for a session."""
    conversation = joined(workspace, args.get("channel_id"))
    key = (conversation.id, str(args.get("thread_ts") or ""))
    if key not in workspace.sessions:
        raise Refused("session_not_found")
    if not args.get("title"):
        raise Refused("invalid_arguments", ["title is required"])
    return {"title": session(workspace, key, {"title": _title(args["title"])})["title"]}


def _title(title: object) -> str:
    if len(str(title)) > TITLE:
        raise Refused("invalid_arguments", [f"title is longer than {TITLE}"])
    return str(title)


def _texts(value: Any) -> bool:
    return isinstance(value, Sequence) and all(isinstance(one, str) for one in value)
