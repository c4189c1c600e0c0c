"""The methods of the Web API that tell about the workspace, and the table of all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from bot.rehearsal import agents, filing, posting, streaming, views
from bot.rehearsal.cast import Person
from bot.rehearsal.workspace import (
    APP,
    BOT,
    BOT_USER,
    TEAM,
    Conversation,
    Json,
    Refused,
    Workspace,
)

Method = Callable[[Workspace, Json], Json]


def auth_test(workspace: Workspace, _: Json) -> Json:
    return {
        "url": "https://rehearsal.invalid/",
        "team": workspace.cast.name,
        "user": workspace.cast.bot.lower(),
        "team_id": TEAM,
        "user_id": BOT_USER,
        "bot_id": BOT,
        "is_enterprise_install": False,
    }


def users_info(workspace: Workspace, args: Json) -> Json:
    user = str(args.get("user"))
    if user == BOT_USER:
        return {"user": _user(workspace, Person(BOT_USER, workspace.cast.bot), bot=True)}
    if user not in workspace.people:
        raise Refused("user_not_found")
    return {"user": _user(workspace, workspace.people[user], bot=False)}


def users_list(workspace: Workspace, args: Json) -> Json:
    bot = _user(workspace, Person(BOT_USER, workspace.cast.bot), bot=True)
    everybody = [bot, *(_user(workspace, one, bot=False) for one in workspace.people.values())]
    return _slice("members", everybody, args)


def usergroups_users_list(workspace: Workspace, args: Json) -> Json:
    groups = dict(workspace.cast.groups)
    if args.get("usergroup") not in groups:
        raise Refused("no_such_subteam")
    return {"users": list(groups[args["usergroup"]])}


def conversations_info(workspace: Workspace, args: Json) -> Json:
    return {"channel": channel(workspace.conversation(args.get("channel")))}


def conversations_members(workspace: Workspace, args: Json) -> Json:
    found = workspace.conversation(args.get("channel"))
    return _slice("members", [*found.members, *((BOT_USER,) if found.bot else ())], args)


def conversations_open(workspace: Workspace, args: Json) -> Json:
    user = str(args.get("users", "")).split(",")[0]
    if user not in workspace.people:
        raise Refused("user_not_found")
    return {"channel": {"id": f"D{user}"}}


def conversations_history(workspace: Workspace, args: Json) -> Json:
    found = workspace.conversation(args.get("channel"))
    _in(found)
    said = [m for m in found.messages if _is_root(m) and not m.get("ephemeral_to")]
    return _page(sorted(said, key=_stamp, reverse=True), args)


def conversations_replies(workspace: Workspace, args: Json) -> Json:
    found = workspace.conversation(args.get("channel"))
    _in(found)
    root = str(args.get("ts"))
    said = [
        m
        for m in found.messages
        if root in (m["ts"], m.get("thread_ts")) and not m.get("ephemeral_to")
    ]
    if not said:
        raise Refused("thread_not_found")
    return _page(said, args)


def reactions_add(workspace: Workspace, args: Json) -> Json:
    conversation = workspace.conversation(args.get("channel"))
    message = workspace.find(conversation.id, args.get("timestamp"))
    reactions = {one["name"]: set(one["users"]) for one in message.get("reactions", [])}
    if BOT_USER in reactions.get(str(args.get("name")), ()):
        raise Refused("already_reacted")
    reactions.setdefault(str(args.get("name")), set()).add(BOT_USER)
    shown = [{"name": n, "users": sorted(u), "count": len(u)} for n, u in reactions.items()]
    workspace.change(conversation.id, message["ts"], {"reactions": shown})
    return {}


def channel(found: Conversation) -> Json:
    """A conversation as Slack describes it."""
    shape: Json = {
        "id": found.id,
        "is_im": bool(found.direct),
        "is_channel": not found.direct and not found.private,
        "is_group": not found.direct and found.private,
        "is_mpim": False,
        "is_private": found.private,
        "is_archived": False,
        "is_ext_shared": found.shared,
        "is_member": found.bot,
        "context_team_id": TEAM,
    }
    if found.direct:
        return shape | {"user": found.direct}
    return shape | {"name": found.name, "topic": {"value": found.topic}}


def _in(conversation: Conversation) -> None:
    if not conversation.bot:
        raise Refused("not_in_channel")


def _user(workspace: Workspace, person: Person, *, bot: bool) -> Json:
    return {
        "id": person.id,
        "team_id": "T0ELSEWHERE" if person.foreign else TEAM,
        "name": person.name.lower().replace(" ", "."),
        "real_name": person.name,
        "deleted": False,
        "is_bot": bot,
        "is_restricted": person.guest,
        "is_ultra_restricted": False,
        "is_stranger": person.foreign,
        "profile": {
            "real_name": person.name,
            "display_name": person.name,
            "title": person.title,
            **({"api_app_id": APP, "bot_id": BOT} if bot else {}),
        },
        "tz": "Etc/UTC",
        "locale": "en-GB",
    } | ({"name": workspace.cast.bot.lower()} if bot else {})


def _is_root(message: Json) -> bool:
    return bool(message.get("thread_ts", message["ts"]) == message["ts"])


def _stamp(message: Json) -> float:
    return float(message["ts"])


def _slice(name: str, items: Sequence[object], args: Json) -> Json:
    start, size = int(args.get("cursor") or 0), int(args.get("limit") or 100)
    more = str(start + size) if start + size < len(items) else ""
    return {name: list(items[start : start + size]), "response_metadata": {"next_cursor": more}}


def _page(said: list[Json], args: Json) -> Json:
    oldest, latest = float(args.get("oldest") or 0), float(args.get("latest") or "inf")
    within = [m for m in said if oldest < _stamp(m) <= latest or m["ts"] == args.get("ts")]
    start, size = int(args.get("cursor") or 0), min(int(args.get("limit") or 100), 999)
    more = start + size < len(within)
    whole = str(args.get("include_all_metadata", "")).lower() in ("1", "true")
    page = [
        {key: value for key, value in m.items() if whole or key != "metadata"}
        for m in within[start : start + size]
    ]
    return {
        "messages": page,
        "has_more": more,
        "response_metadata": {"next_cursor": str(start + size) if more else ""},
    }


METHODS: Mapping[str, Method] = {
    "auth.test": auth_test,
    "users.info": users_info,
    "users.list": users_list,
    "usergroups.users.list": usergroups_users_list,
    "conversations.info": conversations_info,
    "conversations.members": conversations_members,
    "conversations.open": conversations_open,
    "conversations.history": conversations_history,
    "conversations.replies": conversations_replies,
    "reactions.add": reactions_add,
    "views.open": views.open_view,
    "views.push": views.push_view,
    "views.update": views.update_view,
    "views.publish": views.publish_view,
    "assistant.threads.setStatus": agents.set_status,
    "assistant.threads.setTitle": agents.set_title,
    "assistant.threads.setSuggestedPrompts": agents.set_suggested_prompts,
    "agents.sessions.setStatus": agents.set_session_status,
    "agents.sessions.rename": agents.rename_session,
    "chat.startStream": streaming.start,
    "chat.appendStream": streaming.append,
    "chat.stopStream": streaming.stop,
    "chat.postMessage": posting.post_message,
    "chat.postEphemeral": posting.post_ephemeral,
    "chat.update": posting.update,
    "chat.delete": posting.delete,
    "files.getUploadURLExternal": filing.get_upload_url,
    "files.completeUploadExternal": filing.complete_upload,
}
