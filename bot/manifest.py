"""The Slack app as Slack is told of it: features, events, and each scope with its reason. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

Json = Mapping[str, Any]

NAME = "Throughline"
ABOUT = "Answers from what we have written down, with the source beside each sentence"
AGENT = (
    "Ask what our strategy, our ways of working, our words and our numbers say. Every sentence of "
    "an answer shows where it is written, and what nobody wrote down is said to be missing."
)
EVENTS_PATH = "/slack/events"
"""Where requests over HTTP are taken, unless the address names another path."""


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command."""

    name: str
    about: str
    hint: str


@dataclass(frozen=True, slots=True)
class Shortcut:
    """An entry in the menu of a message."""

    callback: str
    name: str
    about: str


@dataclass(frozen=True, slots=True)
class Scope:
    """A permission of the bot.

    Attributes:
        reason: what people would miss without it.
        methods: of the Web API, that are called under it.
        events: that come under it.
        feature: what else needs it, by the name that the code knows it under.
    """

    name: str
    reason: str
    methods: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    feature: str = ""


COMMANDS = (
    Command("/ask", "Ask, and read the answer alone", "How many days of leave do I have?"),
    Command("/lingo", "What does this word mean here?", "NPS"),
    Command("/customer", "What do our sources say of a customer?", "Acme"),
    Command("/digest", "Which numbers does this channel get, and when?", "new"),
)
SHORTCUTS = (
    Shortcut("ask_about_this", "Ask about this", "Ask what our documents say about a message"),
    Shortcut("explain_the_lingo", "Explain the lingo", "See what our words in a message mean"),
)
FREE_EVENTS = ("app_home_opened",)
"""Events that come without any scope."""

SCOPES = (
    Scope(
        "app_mentions:read",
        "it hears nothing where it is mentioned",
        events=("app_mention",),
    ),
    Scope(
        "assistant:write",
        "there is no agent view: no questions to begin with, no button to stop it",
        methods=("assistant.threads.setSuggestedPrompts",),
        events=("agent_session_stopped",),
        feature="agent_view",
    ),
    Scope(
        "channels:history",
        "follow-ups in a thread need a new mention, and a message whose posting broke off is held "
        "instead of looked for",
        methods=("conversations.history", "conversations.replies"),
        events=("message.channels",),
    ),
    Scope(
        "channels:read",
        "it cannot tell who reads a channel, and then tells nothing there",
        methods=("conversations.info", "conversations.members", "users.conversations"),
    ),
    Scope(
        "chat:write",
        "it cannot answer",
        methods=(
            "agents.sessions.setStatus",
            "assistant.threads.setStatus",
            "chat.appendStream",
            "chat.delete",
            "chat.postEphemeral",
            "chat.postMessage",
            "chat.startStream",
            "chat.stopStream",
            "chat.update",
        ),
    ),
    Scope("commands", "there is neither a command nor a shortcut", feature="slash_commands"),
    Scope(
        "files:read",
        "documents that are dropped on it cannot be read",
        feature="url_private",
    ),
    Scope(
        "files:write",
        "digests come without their charts, and numbers where Slack draws none",
        methods=("files.completeUploadExternal", "files.getUploadURLExternal"),
    ),
    Scope(
        "groups:history",
        "the same as channels:history, in private channels",
        methods=("conversations.history", "conversations.replies"),
        events=("message.groups",),
    ),
    Scope(
        "groups:read",
        "the same as channels:read, in private channels",
        methods=("conversations.info", "conversations.members", "users.conversations"),
    ),
    Scope(
        "im:history",
        "it hears no direct messages",
        methods=("conversations.history", "conversations.replies"),
        events=("message.im",),
    ),
    Scope(
        "im:write",
        "it cannot write to somebody first: welcomes, questions to owners and what is private",
        methods=("conversations.open",),
    ),
    Scope(
        "reactions:write",
        "nothing shows that it heard a question outside of its agent view",
        methods=("reactions.add", "reactions.remove"),
    ),
    Scope(
        "usergroups:read",
        "members of user groups count as everybody else",
        methods=("usergroups.users.list", "usergroups.list"),
    ),
    Scope(
        "users:read",
        "it cannot tell guests from full members, and takes everybody for a guest",
        methods=("bots.info", "users.info", "users.list"),
    ),
)
FREE_METHODS = (
    "apps.connections.open",
    "auth.test",
    "chat.getPermalink",
    "views.open",
    "views.publish",
    "views.push",
    "views.update",
)
"""Methods that a token may call without any scope of the bot."""


def needed() -> tuple[str, ...]:
    """The names of the scopes."""
    return tuple(one.name for one in SCOPES)


def events() -> tuple[str, ...]:
    """The events that the bot is told of."""
    return tuple(sorted({*FREE_EVENTS, *(event for one in SCOPES for event in one.events)}))


def manifest(address: str = "") -> Json:
    """The manifest, ready for Slack's page for new apps.

    Args:
        address: where Slack reaches the bot over HTTP, https://...; "" is Socket Mode.
    """
    url = requests_to(address) if address else ""
    return {
        "display_information": {
            "name": NAME,
            "description": ABOUT,
            "background_color": "#1f4e5f",
        },
        "features": {
            "agent_view": {"agent_description": AGENT},
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": NAME, "always_online": True},
            "shortcuts": [_shortcut(one) for one in SHORTCUTS],
            "slash_commands": [_command(one, url) for one in COMMANDS],
        },
        "oauth_config": {"scopes": {"bot": list(needed())}},
        "settings": {
            "event_subscriptions": _at(url) | {"bot_events": list(events())},
            "interactivity": {"is_enabled": True} | _at(url),
            "socket_mode_enabled": not url,
            "org_deploy_enabled": False,
            "token_rotation_enabled": False,
        },
    }


def requests_to(address: str) -> str:
    """The whole address of requests: with the path of the bot where none is named.

    Raises:
        ValueError: Slack would not take it; one sentence.
    """
    parts = urlsplit(address)
    if parts.scheme != "https" or not parts.netloc or parts.query or parts.fragment:
        message = f"{address!r} is no address that Slack can reach: it begins with https://"
        raise ValueError(message)
    path = EVENTS_PATH if parts.path in ("", "/") else parts.path
    return f"https://{parts.netloc}{path}"


def why() -> Sequence[tuple[str, str, str]]:
    """For each scope: its name, what is missing without it, and what uses it."""
    return [
        (one.name, one.reason, ", ".join((*one.methods, *one.events)) or one.feature)
        for one in SCOPES
    ]


def _command(one: Command, url: str) -> dict[str, Any]:
    shape = {
        "command": one.name,
        "description": one.about,
        "usage_hint": one.hint,
        "should_escape": False,
    }
    return shape | ({"url": url} if url else {})


def _shortcut(one: Shortcut) -> dict[str, Any]:
    return {
        "name": one.name,
        "type": "message",
        "callback_id": one.callback,
        "description": one.about,
    }


def _at(url: str) -> dict[str, Any]:
    return {"request_url": url} if url else {}
