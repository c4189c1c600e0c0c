"""What people do with commands, buttons, shortcuts and views, as Slack tells it to an app."""

from __future__ import annotations

import time
from copy import deepcopy

from bot.rehearsal.workspace.states import elements
from bot.rehearsal.workspace.workspace import APP, TEAM, Conversation, Json, Refused, Workspace


def command(workspace: Workspace, hook: Json, name: str, text: str) -> Json:
    """A slash command, as its `hook` (user, channel, url) was made for it."""
    conversation = workspace.conversation(hook["channel"])
    return {
        "token": "rehearsal",
        "team_id": TEAM,
        "team_domain": "rehearsal",
        "channel_id": conversation.id,
        "channel_name": "directmessage" if conversation.direct else conversation.name,
        "user_id": hook["user"],
        "user_name": hook["user"].lower(),
        "command": name,
        "text": text,
        "api_app_id": APP,
        "is_enterprise_install": "false",
        "response_url": hook["url"],
        "trigger_id": workspace.triggers.make(hook["user"]),
    }


def click(workspace: Workspace, hook: Json, message: Json, action: Json) -> Json:
    """An element of a message that somebody used."""
    conversation, user = workspace.conversation(hook["channel"]), str(hook["user"])
    hidden = bool(message.get("ephemeral_to"))
    container = {
        "type": "message",
        "message_ts": message["ts"],
        "channel_id": conversation.id,
        "is_ephemeral": hidden,
    }
    if message.get("thread_ts"):
        container["thread_ts"] = message["thread_ts"]
    state = workspace.chosen.get((conversation.id, message["ts"], user), {})
    told = {} if hidden else {"message": deepcopy(message)}
    return {
        **_by(workspace, "block_actions", user),
        "container": container,
        "channel": _channel(conversation),
        **told,
        "state": {"values": deepcopy(state)},
        "response_url": hook["url"],
        "actions": [action | {"action_ts": _now()}],
    }


def act(workspace: Workspace, user: str, view: Json, action: Json) -> Json:
    """An element of a modal or of the App Home that somebody used."""
    return {
        **_by(workspace, "block_actions", user),
        "container": {"type": "view", "view_id": view["id"]},
        "view": deepcopy(view),
        "actions": [action | {"action_ts": _now()}],
    }


def submission(workspace: Workspace, user: str, view: Json) -> Json:
    """A modal that somebody sends off."""
    payload = _by(workspace, "view_submission", user)
    return {**payload, "view": deepcopy(view), "response_urls": []}


def closing(workspace: Workspace, user: str, view: Json, *, cleared: bool) -> Json:
    """A modal that somebody closes; `cleared` where all were closed at once."""
    payload = _by(workspace, "view_closed", user)
    payload.pop("trigger_id")
    return {**payload, "view": deepcopy(view), "is_cleared": cleared}


def shortcut(workspace: Workspace, user: str, name: str) -> Json:
    """A global shortcut."""
    return {**_by(workspace, "shortcut", user), "callback_id": name, "action_ts": _now()}


def message_action(workspace: Workspace, hook: Json, name: str, message: Json) -> Json:
    """A shortcut in the menu of a message."""
    return {
        **_by(workspace, "message_action", str(hook["user"])),
        "callback_id": name,
        "action_ts": _now(),
        "channel": _channel(workspace.conversation(hook["channel"])),
        "message_ts": message["ts"],
        "message": deepcopy(message),
        "response_url": hook["url"],
    }


def completed(blocks: list[Json], action: Json) -> Json:
    """An action with what its element knows of itself: type, ids, text and value.

    Raises:
        Refused: there is no such element to act in.
    """
    for block, element in elements(blocks):
        if element["action_id"] != action.get("action_id"):
            continue
        if action.get("block_id", block["block_id"]) != block["block_id"]:
            continue
        known = {"block_id": block["block_id"], "action_id": element["action_id"]}
        for name in ("type", "text", "value", "style"):
            if name in element:
                known[name] = element[name]
        return {**known, **action, "type": element["type"], "block_id": block["block_id"]}
    raise Refused("action_not_found")


def _by(workspace: Workspace, kind: str, user: str) -> Json:
    return {
        "type": kind,
        "token": "rehearsal",
        "api_app_id": APP,
        "team": {"id": TEAM, "domain": "rehearsal"},
        "enterprise": None,
        "is_enterprise_install": False,
        "user": {"id": user, "username": user.lower(), "name": user.lower(), "team_id": TEAM},
        "trigger_id": workspace.triggers.make(user),
    }


def _channel(conversation: Conversation) -> Json:
    return {"id": conversation.id, "name": conversation.name or "directmessage"}


def _now() -> str:
    return f"{time.time():.6f}"
