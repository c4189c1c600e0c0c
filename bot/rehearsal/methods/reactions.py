"""The methods of the Web API by which the bot reacts with an emoji."""

from __future__ import annotations

from bot.rehearsal.methods.posting import joined
from bot.rehearsal.workspace.workspace import BOT_USER, Json, Refused, Workspace


def add(workspace: Workspace, args: Json) -> Json:
    channel, ts, reactions = _reactions(workspace, args)
    users = reactions.setdefault(_name(args), [])
    if BOT_USER in users:
        raise Refused("already_reacted")
    users.append(BOT_USER)
    return _keep(workspace, channel, ts, reactions)


def remove(workspace: Workspace, args: Json) -> Json:
    channel, ts, reactions = _reactions(workspace, args)
    users = reactions.get(_name(args), [])
    if BOT_USER not in users:
        raise Refused("no_reaction")
    users.remove(BOT_USER)
    return _keep(workspace, channel, ts, reactions)


def _reactions(workspace: Workspace, args: Json) -> tuple[str, str, dict[str, list[str]]]:
    conversation = joined(workspace, args.get("channel"))
    message = workspace.find(conversation.id, args.get("timestamp"))
    reactions = {one["name"]: list(one["users"]) for one in message.get("reactions", [])}
    return conversation.id, str(message["ts"]), reactions


def _keep(workspace: Workspace, channel: str, ts: str, reactions: dict[str, list[str]]) -> Json:
    shown = [
        {"name": name, "users": users, "count": len(users)}
        for name, users in reactions.items()
        if users
    ]
    workspace.change(channel, ts, {"reactions": shown or None})
    return {}


def _name(args: Json) -> str:
    name = str(args.get("name") or "").strip(":")
    if not name.replace("_", "").replace("-", "").replace("+", "").isalnum():
        raise Refused("invalid_name")
    return name
