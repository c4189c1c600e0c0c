"""Slack's addresses of messages, asked for once and remembered."""

from __future__ import annotations

import logging
import threading

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

_MOST = 20_000
_NONE = frozenset({"message_not_found", "channel_not_found"})

log = logging.getLogger(__name__)


class Permalinks:
    """Knows addresses as far as Slack gave them."""

    def __init__(self, client: WebClient) -> None:
        self._client = client
        self._known: dict[tuple[str, str], str] = {}
        self._lock = threading.Lock()

    def known(self, channel: str, ts: str) -> str:
        """The address of a message, "" where it was not found out yet."""
        with self._lock:
            return self._known.get((channel, ts), "")

    def asked(self, channel: str, ts: str) -> bool:
        """Whether Slack told of a message already, be it that it has no address."""
        with self._lock:
            return (channel, ts) in self._known

    def find(self, channel: str, ts: str) -> bool:
        """Asks Slack; whether it told."""
        try:
            answer = self._client.chat_getPermalink(channel=channel, message_ts=ts)
        except SlackApiError as error:
            code = str(error.response.get("error", ""))
            log.info("a message has no address: %s", code)
            if code in _NONE:
                self._keep(channel, ts, "")
            return False
        except (SlackClientError, OSError) as error:
            log.info("a message's address is unknown: %s", type(error).__name__)
            return False
        self._keep(channel, ts, str(answer["permalink"]))
        return True

    def _keep(self, channel: str, ts: str, address: str) -> None:
        with self._lock:
            if len(self._known) > _MOST:
                self._known.clear()
            self._known[channel, ts] = address
