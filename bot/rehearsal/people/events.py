"""What people do, as Slack tells it to an app: event callbacks."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator
from copy import deepcopy

from bot.rehearsal.workspace.workspace import APP, BOT_USER, TEAM, Conversation, Json, Workspace

_OWN = ("reply_count", "reactions", "streaming")
"""What the rehearsal keeps in a message and an event does not tell."""


_SUBSCRIPTIONS = {"im": "im", "group": "groups", "channel": "channels"}


def of_message(conversation: Conversation, message: Json) -> Iterator[Json]:
    """The events of one message: a mention in a channel is told twice, as Slack does."""
    if not conversation.bot or message.get("ephemeral_to"):
        return
    event = _told(message) | {"channel": conversation.id, "event_ts": message["ts"]}
    mentioned = f"<@{BOT_USER}>" in message.get("text", "") and not message.get("bot_id")
    if mentioned and not conversation.direct:
        yield callback({**event, "type": "app_mention"}, shared=conversation.shared)
    yield callback({**event, "channel_type": _kind(conversation)}, shared=conversation.shared)


def of_change(conversation: Conversation, message: Json, before: Json) -> Iterator[Json]:
    """The event of an edited message."""
    yield from _hidden(
        conversation,
        {"subtype": "message_changed", "message": _told(message), "previous_message": before},
    )


def home_opened(workspace: Workspace, user: str, tab: str) -> Json:
    """Somebody looks at the app's home or messages tab."""
    event: Json = {
        "type": "app_home_opened",
        "user": user,
        "channel": f"D{user}",
        "tab": tab,
        "event_ts": _now(),
    }
    if tab == "home" and user in workspace.homes:
        event["view"] = deepcopy(workspace.homes[user])
    return callback(event)


def session_stopped(user: str, channel: str, thread: str, streams: list[str]) -> Json:
    """Somebody pressed the stop button of the agent."""
    return callback({
        "type": "agent_session_stopped",
        "user": user,
        "channel": channel,
        "thread_ts": thread,
        "streaming_message_ts": streams,
        "event_ts": _now(),
    })  # fmt: skip


def is_wanted(workspace: Workspace, payload: Json) -> bool:
    """Whether the app is subscribed to an event."""
    event = payload["event"]
    name = str(event["type"])
    if name == "message":
        name = f"message.{_SUBSCRIPTIONS[event['channel_type']]}"
    wanted = workspace.cast.events
    return wanted is None or name in wanted


def callback(event: Json, *, shared: bool = False) -> Json:
    """An event with an id of its own, in its envelope's payload."""
    return {
        "token": "rehearsal",
        "team_id": TEAM,
        "context_team_id": TEAM,
        "context_enterprise_id": None,
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


def _hidden(conversation: Conversation, fields: Json) -> Iterator[Json]:
    if conversation.bot:
        event = {
            "type": "message",
            "hidden": True,
            "channel": conversation.id,
            "channel_type": _kind(conversation),
            "ts": _now(),
            "event_ts": _now(),
            **fields,
        }
        yield callback(event, shared=conversation.shared)


def _kind(conversation: Conversation) -> str:
    return "im" if conversation.direct else "group" if conversation.private else "channel"


def _told(message: Json) -> Json:
    return {key: deepcopy(value) for key, value in message.items() if key not in _OWN}


def _now() -> str:
    return f"{time.time():.6f}"
