"""The methods of the Web API about conversations: who is in them and what was said."""

from __future__ import annotations

from bot.rehearsal.methods.pages import page
from bot.rehearsal.methods.posting import joined, known
from bot.rehearsal.workspace.workspace import BOT_USER, TEAM, Conversation, Json, Refused, Workspace

_TYPES = {"public_channel", "private_channel", "mpim", "im"}


def info(workspace: Workspace, args: Json) -> Json:
    return {"channel": described(known(workspace, args.get("channel")))}


def members(workspace: Workspace, args: Json) -> Json:
    found = known(workspace, args.get("channel"))
    listed, more = page([*found.members, *((BOT_USER,) if found.bot else ())], args)
    return {"members": listed, **more}


def list_all(workspace: Workspace, args: Json) -> Json:
    """Every channel that the bot may know of, of the types that are asked for."""
    return _listed(args, [one for one in _visible(workspace) if not one.direct])


def list_own(workspace: Workspace, args: Json) -> Json:
    """The conversations that the bot, or with `user` somebody else, is in."""
    user = args.get("user") or BOT_USER
    within = [
        one for one in _visible(workspace) if user in one.members or (user == BOT_USER and one.bot)
    ]
    return _listed(args, within)


def open_direct(workspace: Workspace, args: Json) -> Json:
    users = [one for one in str(args.get("users") or "").split(",") if one]
    if not users and args.get("channel"):
        users = [known(workspace, args["channel"]).direct]
    if len(users) != 1 or users[0] not in workspace.people:
        raise Refused("user_not_found" if users else "users_list_not_supplied")
    return {"no_op": True, "already_open": True, "channel": {"id": f"D{users[0]}"}}


def history(workspace: Workspace, args: Json) -> Json:
    found = joined(workspace, args.get("channel"))
    said = [m for m in found.messages if _is_root(m) and not m.get("ephemeral_to")]
    told = [_rooted(found, one) for one in sorted(said, key=_stamp, reverse=True)]
    return _told(told, args)


def replies(workspace: Workspace, args: Json) -> Json:
    found = joined(workspace, args.get("channel"))
    root = str(args.get("ts"))
    said = [
        m
        for m in found.messages
        if root in (m["ts"], m.get("thread_ts")) and not m.get("ephemeral_to")
    ]
    if not said:
        raise Refused("thread_not_found")
    return _told([_rooted(found, one) for one in said], args)


def permalink(workspace: Workspace, args: Json) -> Json:
    found = known(workspace, args.get("channel"))
    message = workspace.find(found.id, args.get("message_ts"))
    place = f"{workspace.base}/archives/{found.id}/p{message['ts'].replace('.', '')}"
    return {"channel": found.id, "permalink": place}


def described(found: Conversation) -> Json:
    """A conversation as Slack describes it."""
    shape: Json = {
        "id": found.id,
        "created": 0,
        "is_im": bool(found.direct),
        "is_channel": not found.direct and not found.private,
        "is_group": not found.direct and found.private,
        "is_mpim": False,
        "is_private": found.private,
        "is_archived": False,
        "is_shared": found.shared,
        "is_ext_shared": found.shared,
        "is_member": found.bot,
        "context_team_id": TEAM,
    }
    if found.direct:
        return shape | {"user": found.direct, "is_open": True}
    topic = {"value": found.topic, "creator": "", "last_set": 0}
    return shape | {"name": found.name, "topic": topic, "purpose": {**topic, "value": ""}}


def _visible(workspace: Workspace) -> list[Conversation]:
    return [one for one in workspace.conversations.values() if one.bot or not one.private]


def _listed(args: Json, found: list[Conversation]) -> Json:
    types = set(str(args.get("types") or "public_channel").replace(" ", "").split(","))
    if types - _TYPES:
        raise Refused("invalid_types")
    shown, more = page([described(one) for one in found if _type(one) in types], args)
    return {"channels": shown, **more}


def _type(one: Conversation) -> str:
    return "im" if one.direct else "private_channel" if one.private else "public_channel"


def _is_root(message: Json) -> bool:
    return bool(message.get("thread_ts", message["ts"]) == message["ts"])


def _rooted(found: Conversation, message: Json) -> Json:
    """A message; the first of a thread says how many follow."""
    ts = message["ts"]
    replies = [
        one
        for one in found.messages
        if one.get("thread_ts") == ts != one["ts"] and not one.get("ephemeral_to")
    ]
    if not replies:
        return message
    about = {"thread_ts": ts, "reply_count": len(replies), "latest_reply": replies[-1]["ts"]}
    return message | about | {"reply_users": sorted({str(one["user"]) for one in replies})}


def _stamp(message: Json) -> float:
    return float(message["ts"])


def _told(said: list[Json], args: Json) -> Json:
    """A page of messages between `oldest` and `latest`."""
    oldest, latest = float(args.get("oldest") or 0), float(args.get("latest") or "inf")
    inclusive = str(args.get("inclusive", "")).lower() in ("1", "true")
    within = [
        m
        for m in said
        if oldest < _stamp(m) < latest
        or m["ts"] == args.get("ts")
        or (inclusive and _stamp(m) in (oldest, latest))
    ]
    whole = str(args.get("include_all_metadata", "")).lower() in ("1", "true")
    shown, more = page(within, args, most=999)
    messages = [
        {key: value for key, value in m.items() if whole or key != "metadata"} for m in shown
    ]
    has_more = bool(more["response_metadata"]["next_cursor"])
    return {"messages": messages, "has_more": has_more, **more}
