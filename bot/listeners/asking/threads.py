"""What people have said in a thread, where the bot is asked in the middle of it."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError

from bot.delivery.slack import EVENT_TYPE
from bot.listeners.asking.overheard import Heard
from bot.listeners.incoming import readable
from knowledge.store.questions.turns import Place

Json = Mapping[str, Any]

_PAGE, _PAGES = 200, 25
_KEPT = 6_000  # characters, the newest
_EACH = 1_000  # characters of one message
_EARLIER = 60.0  # seconds by which two clocks may differ
_TALK = ("", "file_share", "thread_broadcast")

log = logging.getLogger(__name__)


class Threads:
    """Reads threads of conversations that the bot is in."""

    def __init__(self, client: WebClient) -> None:
        self._client = client

    def before(self, place: Place, ts: str, since: datetime | None = None) -> list[Heard] | None:
        """What was said in a thread before a message, oldest first; the newest where it is much.

        Args:
            place: the thread.
            ts: of the message that is not in it any more.
            since: nothing from long before this is wanted.

        Returns:
            None where Slack does not tell.
        """
        try:
            said = [one for one in self._said(place, since) if float(one.ts) < float(ts)]
        except (SlackClientError, OSError, KeyError, ValueError) as error:
            log.info("a thread could not be read: %s", type(error).__name__)
            return None
        return _newest(said)

    def _said(self, place: Place, since: datetime | None) -> Iterator[Heard]:
        oldest = f"{since.timestamp() - _EARLIER:.6f}" if since else None
        cursor = None
        for _ in range(_PAGES):
            page = self._client.conversations_replies(
                channel=place.channel,
                ts=place.thread,
                oldest=oldest,
                limit=_PAGE,
                cursor=cursor,
                include_all_metadata=True,
            )
            for message in page["messages"]:
                heard = _heard(message)
                if heard:
                    yield heard
            cursor = (page.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return


def _heard(message: Json) -> Heard | None:
    ours = (message.get("metadata") or {}).get("event_type") == EVENT_TYPE
    if not ours and (message.get("bot_id") or message.get("subtype", "") not in _TALK):
        return None
    text = readable(str(message.get("text") or ""), "")
    if not text and not ours:
        return None
    return Heard(str(message.get("user") or ""), text[:_EACH], str(message["ts"]), ours)


def _newest(said: list[Heard]) -> list[Heard]:
    """What a thread began with, and the newest of the rest."""
    room, kept = _KEPT - sum(len(one.text) for one in said[:1]), 0
    for one in reversed(said[1:]):
        room -= len(one.text)
        if room < 0:
            break
        kept += 1
    return [*said[:1], *said[len(said) - kept :]] if len(said) > 1 else said
