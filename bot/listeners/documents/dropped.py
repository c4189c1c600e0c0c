"""Slack's events as documents that were handed to the bot, or as nothing. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.blocks.documents import File

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Dropped:
    """Files that somebody shared in their direct messages with the bot.

    Attributes:
        ts: the message's id.
        thread: where the bot replies.
        said: whether something was written beside them.
    """

    team: str
    user: str
    channel: str
    ts: str
    thread: str
    files: tuple[File, ...]
    said: bool


@dataclass(frozen=True, slots=True)
class Click:
    """A button that somebody clicked, on the message `ts` in the thread `thread`."""

    team: str
    user: str
    channel: str
    ts: str
    thread: str
    value: str


def dropped_in(body: Json, bot_user: str) -> Dropped | None:
    """The files of an event; None elsewhere than in direct messages, and for other bots' files."""
    event: Json = body.get("event", {})
    user = str(event.get("user") or "")
    if event.get("channel_type") != "im" or event.get("subtype") != "file_share":
        return None
    if not user or user == bot_user or event.get("bot_id") or event.get("hidden"):
        return None
    files = tuple(_file(one) for one in event.get("files") or [] if one.get("id"))
    ts = str(event["ts"])
    return Dropped(
        team=str(body.get("team_id") or ""),
        user=user,
        channel=str(event["channel"]),
        ts=ts,
        thread=str(event.get("thread_ts") or ts),
        files=files,
        said=bool(str(event.get("text") or "").strip()),
    )


def click_of(body: Json) -> Click:
    """The click that Slack tells of."""
    container = body["container"]
    ts = str(container["message_ts"])
    return Click(
        team=str(body["team"]["id"]),
        user=str(body["user"]["id"]),
        channel=str(container["channel_id"]),
        ts=ts,
        thread=str(container.get("thread_ts") or ts),
        value=str(body["actions"][0].get("value") or ""),
    )


def _file(told: Json) -> File:
    """A file that lies elsewhere, or that is a page of Slack's own making, has no address."""
    address = ""
    if told.get("mode", "hosted") in ("hosted", "snippet") and not told.get("is_external"):
        address = told.get("url_private_download") or told.get("url_private") or ""
    name = " ".join(str(told.get("name") or told.get("title") or "the file").split())
    return File(str(told["id"]), name, int(told.get("size") or 0), str(address))
