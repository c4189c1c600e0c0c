"""What the outbox does in Slack: messages with a key in their metadata, found again by it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.delivery.slack import EVENT_TYPE, Calls

Json = Mapping[str, Any]
Place = tuple[str, str]

_EARLIER = 90_000.0  # seconds: a clock may have been wrong by a day and an hour
_EDITED = 3_900  # characters of text that an edited message may have


class Poster:
    """Posts to a (channel, thread).

    Raises:
        Refused, NotNow, Unclear: from every method.
    """

    def __init__(self, calls: Calls) -> None:
        self._calls = calls
        self._bot = ""
        self._direct: dict[str, str] = {}

    def post(self, place: Place, key: str, text: str, blocks: Sequence[Json]) -> str:
        """Posts; gives Slack's id of the message."""
        answer = self._calls(
            "chat_postMessage",
            channel=place[0],
            thread_ts=place[1] or None,
            text=text,
            blocks=list(blocks) or None,
            metadata=_marked(key),
            unfurl_links=False,
            unfurl_media=False,
        )
        return str(answer["ts"])

    def post_privately(self, place: Place, user: str, text: str, blocks: Sequence[Json]) -> str:
        """Shows it to one person in a channel; Slack never tells of it again."""
        answer = self._calls(
            "chat_postEphemeral",
            channel=place[0],
            thread_ts=place[1] or None,
            user=user,
            text=text,
            blocks=list(blocks) or None,
        )
        return str(answer.get("message_ts", ""))

    def start(self, place: Place, recipient: tuple[str, str], markdown: str) -> str:
        """Begins a message that grows, for a (team, user); gives Slack's id of it."""
        answer = self._calls(
            "chat_startStream",
            channel=place[0],
            thread_ts=place[1],
            recipient_team_id=recipient[0],
            recipient_user_id=recipient[1],
            markdown_text=markdown,
        )
        return str(answer["ts"])

    def append(self, channel: str, message: str, markdown: str) -> None:
        """Lets a message grow."""
        self._calls("chat_appendStream", channel=channel, ts=message, markdown_text=markdown)

    def stop(
        self, channel: str, message: str, key: str, markdown: str, blocks: Sequence[Json]
    ) -> None:
        """Ends a message that grows: with the rest of it, blocks below, and its key, or with ""."""
        self._calls(
            "chat_stopStream",
            channel=channel,
            ts=message,
            markdown_text=markdown or None,
            blocks=list(blocks) or None,
            metadata=_marked(key) if key else None,
        )

    def update(
        self, channel: str, message: str, key: str, text: str, blocks: Sequence[Json]
    ) -> None:
        """Makes a message say this and nothing else; doing so twice is the same as once."""
        self._calls(
            "chat_update",
            channel=channel,
            ts=message,
            text=text[:_EDITED],
            blocks=list(blocks),
            metadata=_marked(key),
        )

    def delete(self, channel: str, message: str) -> None:
        """Takes a message away."""
        self._calls("chat_delete", channel=channel, ts=message)

    def conversation(self, channel: str) -> str:
        """The direct messages behind a person's id: only posting takes that for a channel."""
        if channel[:1] not in ("U", "W"):
            return channel
        if channel not in self._direct:
            opened = self._calls("conversations_open", users=channel)
            self._direct[channel] = str(opened["channel"]["id"])
        return self._direct[channel]

    def find(self, place: Place, key: str, since: datetime) -> str:
        """The id of a message with this key, "" where there is certainly none."""
        return next((str(m["ts"]) for m in self._said(place, since) if _key(m) == key), "")

    def orphan(self, place: Place, since: datetime, known: Collection[str]) -> str:
        """A message of the bot's own without a key, which none of the known ones is; or ""."""
        if not self._bot:
            self._bot = str(self._calls("auth_test").get("bot_id") or "none")
        for message in self._said(place, since):
            mine = message.get("bot_id") == self._bot and message["ts"] not in known
            if mine and _key(message) is None and float(message["ts"]) >= since.timestamp() - 5:
                return str(message["ts"])
        return ""

    def upload(self, name: str, content: bytes, alt: str) -> str:
        """Uploads a picture for use in a block, shared with nobody yet; gives its id."""
        answer = self._calls(
            "files_upload_v2", filename=name, content=content, title=name, alt_txt=alt
        )
        return str(answer["files"][0]["id"])

    def _said(self, place: Place, since: datetime) -> Iterator[Json]:
        channel, thread = self.conversation(place[0]), place[1]
        where: dict[str, object] = {"channel": channel}
        tells = "conversations_history"
        if thread:
            tells, where = "conversations_replies", where | {"ts": thread}
        cursor = ""
        while True:
            page = self._calls(
                tells,
                **where,
                oldest=f"{since.timestamp() - _EARLIER:.6f}",
                include_all_metadata=True,
                limit=200,
                cursor=cursor or None,
            )
            yield from page["messages"]
            cursor = (page.get("response_metadata") or {}).get("next_cursor", "")
            if not cursor:
                return


def _marked(key: str) -> Json:
    return {"event_type": EVENT_TYPE, "event_payload": {"key": key}}


def _key(message: Json) -> str | None:
    metadata = message.get("metadata") or {}
    if metadata.get("event_type") != EVENT_TYPE:
        return None
    return str((metadata.get("event_payload") or {}).get("key", ""))
