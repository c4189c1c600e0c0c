"""Messages that one person sees in a channel, for as long as their Slack shows them."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from http.client import HTTPException
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError

Json = dict[str, Any]

log = logging.getLogger(__name__)


class Whisper:
    """Says things to one person. Slack keeps no such message, and finds none again."""

    def __init__(self, client: WebClient) -> None:
        self._client = client

    def say(self, user: str, place: tuple[str, str], text: str, blocks: Sequence[Json]) -> bool:
        """Whether Slack took it for a person in a (channel, thread); False where nobody knows."""
        try:
            self._client.chat_postEphemeral(
                channel=place[0],
                user=user,
                thread_ts=place[1] or None,
                text=text,
                blocks=list(blocks) or None,
            )
        except (SlackClientError, OSError, HTTPException, ValueError) as error:
            log.info("somebody could not be told aside: %s", type(error).__name__)
            return False
        return True
