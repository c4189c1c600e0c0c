"""What people do, as Slack tells it to an app: event callbacks, commands and clicked buttons."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator

from bot.rehearsal.workspace import APP, BOT_USER, TEAM, Conversation, Json, Workspace


def of_message(conversation: Conversation, message: Json) -> Iterator[Json]:
    """The events of one message: a mention in a channel is told twice, as Slack does."""
    if not conversation.bot or message.get("ephemeral_to"):
        return
    kind = "im" if conversation.direct else "group" if conversation.private else "channel"
    event = {
        key: value for key, value in message.items() if key not in ("reply_count", "reactions")
    } | {"channel": conversation.id, "event_ts": message["ts"]}
    mentioned = f"<@{BOT_USER}>" in message.get("text", "") and not message.get("bot_id")
    if mentioned and not conversation.direct:
        yield callback({**event, "type": "app_mention"}, shared=conversation.shared)
    yield callback({**event, "channel_type": kind}, shared=conversation.shared)


def callback(event: Json, *, shared: bool = False) -> Json:
    """An event with an id of its own, in its envelope's payload."""
    return {
        "token": "rehearsal",
        "team_id": TEAM,
        "context_team_id": TEAM,
        "api_app_id": APP,
        "event": event,
        "type": "event_callback",
        "event_id": f"Ev{secrets.token_hex(5).upper()}",
        "event_time": int(time.time()),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": TEAM,
                "user_id": BOT_USER,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": shared,
        "event_context": f"4-{secrets.token_hex(8)}",
    }


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
        "trigger_id": _trigger(),
    }


def click(workspace: Workspace, hook: Json, message: Json, action: Json) -> Json:
    """A clicked button of a message."""
    conversation = workspace.conversation(hook["channel"])
    container = {
        "type": "message",
        "message_ts": message["ts"],
        "channel_id": conversation.id,
        "is_ephemeral": bool(message.get("ephemeral_to")),
    }
    if message.get("thread_ts"):
        container["thread_ts"] = message["thread_ts"]
    return {
        "type": "block_actions",
        "user": {"id": hook["user"], "username": hook["user"].lower(), "team_id": TEAM},
        "api_app_id": APP,
        "token": "rehearsal",
        "container": container,
        "trigger_id": _trigger(),
        "team": {"id": TEAM, "domain": "rehearsal"},
        "enterprise": None,
        "is_enterprise_install": False,
        "channel": {"id": conversation.id, "name": conversation.name or "directmessage"},
        "message": message,
        "state": {"values": {}},
        "response_url": hook["url"],
        "actions": [{**action, "action_ts": f"{time.time():.6f}"}],
    }


def _trigger() -> str:
    return f"{time.time_ns()}.{secrets.token_hex(8)}"
