"""Questions whose answer one person reads, as Slack tells of them. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.listeners.incoming import readable
from knowledge.store.messages.deliveries import Arrival
from knowledge.store.questions.turns import Place

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Aside:
    """A question that is answered to who asked only.

    Attributes:
        place: where it was asked.
        link: the address of the message that it is about, "" where it is about none.
        author: who wrote that message.
    """

    user: str
    text: str
    place: Place
    link: str = ""
    author: str = ""

    @property
    def kept(self) -> dict[str, str]:
        """As it is left at the desk."""
        return {
            "channel": self.place.channel,
            "thread": self.place.thread,
            "text": self.text,
            "link": self.link,
            "author": self.author,
        }


def kept_in(arrival: Arrival) -> Aside:
    """What was left at the desk."""
    body = arrival.body
    place = Place(arrival.team, str(body["channel"]), str(body["thread"]))
    return Aside(
        str(body["user"]), str(body["text"]), place, str(body["link"]), str(body["author"])
    )


def commanded(command: Json) -> Aside:
    """What was asked with a slash command."""
    text = readable(str(command.get("text") or ""), "")
    place = Place(str(command["team_id"]), str(command["channel_id"]), "")
    return Aside(str(command["user_id"]), text, place)


def clicked(body: Json) -> Aside | None:
    """The question on a button of a message that only one person sees; None for other buttons."""
    container, action = body["container"], body["actions"][0]
    text = str(action.get("value") or "").strip()
    if not container.get("is_ephemeral") or not text:
        return None
    team, thread = str(body["team"]["id"]), str(container.get("thread_ts") or "")
    place = Place(team, str(container["channel_id"]), thread)
    return Aside(str(body["user"]["id"]), text, place)


def pointed_at(body: Json) -> Aside:
    """The message that a shortcut was used on."""
    message, channel = body["message"], str(body["channel"]["id"])
    ts = str(message.get("ts") or body["message_ts"])
    thread = str(message.get("thread_ts") or ts)
    return Aside(
        user=str(body["user"]["id"]),
        text=readable(str(message.get("text") or ""), ""),
        place=Place(str(body["team"]["id"]), channel, thread),
        link=_address(str(body["team"].get("domain") or ""), channel, ts, thread),
        author=str(message.get("user") or ""),
    )


def _address(domain: str, channel: str, ts: str, thread: str) -> str:
    """Where Slack shows a message; "" where nobody knows."""
    if not domain:
        return ""
    address = f"https://{domain}.slack.com/archives/{channel}/p{ts.replace('.', '')}"
    return address if thread == ts else f"{address}?thread_ts={thread}&cid={channel}"
