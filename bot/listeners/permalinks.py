"""Slack's addresses of messages, asked for once and remembered."""

from __future__ import annotations

import logging
import threading

from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError

_MOST = 20_000

log = logging.getLogger(__name__)


class Permalinks:
    """Knows addresses as far as Slack gave them; a message without one is asked for again."""

    def __init__(self, client: WebClient) -> None:
        self._client = client
        self._known: dict[tuple[str, str], str] = {}
        self._lock = threading.Lock()

    def known(self, channel: str, ts: str) -> str:
        """The address of a message, "" where it was not found out yet."""
        with self._lock:
            return self._known.get((channel, ts), "")

    def find(self, channel: str, ts: str) -> bool:
        """Asks Slack; whether it told."""
        try:
            answer = self._client.chat_getPermalink(channel=channel, message_ts=ts)
        except (SlackClientError, OSError) as error:
            log.info("a message has no address: %s", type(error).__name__)
            return False
        with self._lock:
            if len(self._known) > _MOST:
                self._known.clear()
            self._known[channel, ts] = str(answer["permalink"])
        return True
