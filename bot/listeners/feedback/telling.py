"""What one person is told, and the forms that they see."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError

from bot.blocks.parts.forms import note
from bot.blocks.parts.message import Block, Message
from bot.delivery.outbox.outbox import Outbox
from bot.delivery.signs.soon import Soon
from bot.listeners.asking.replying import post
from knowledge.store.messages.departures import DEAD, Outgoing

Place = tuple[str, str]
"""A (channel, thread)."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Telling:
    """Tells people things in private, each once for its key."""

    client: WebClient
    outbox: Outbox
    outgoing: Outgoing
    soon: Soon

    def direct(self, key: str, user: str, said: Message) -> bool:
        """In their direct messages; False where Slack does not take it for them: they left."""
        post(self.outbox, key, (user, ""), said)
        state = self.outgoing.state(key)
        return state is None or state.state != DEAD

    def aside(self, key: str, user: str, place: Place, said: Message) -> None:
        """Where they are: in the thread where that is private, else seen by them alone."""
        channel, thread = place
        if channel.startswith("D"):
            post(self.outbox, key, place, said)
        elif channel:
            self.outbox.post_privately(key, channel, user, thread, said.text, said.blocks)
        else:
            self.direct(key, user, said)

    def open(self, trigger: str, view: Block) -> bool:
        """Shows a form; whether Slack took it. Within 3 seconds of the click."""
        try:
            self.client.views_open(trigger_id=trigger, view=view)
        except (SlackClientError, OSError) as error:
            log.warning("a form could not be shown: %s", type(error).__name__)
            return False
        return True

    def push(self, trigger: str, view: Block) -> None:
        """Shows a window over the one in which something was clicked."""
        try:
            self.client.views_push(trigger_id=trigger, view=view)
        except (SlackClientError, OSError) as error:
            log.warning("a window could not be shown: %s", type(error).__name__)

    def refuse(self, trigger: str, sentence: str) -> None:
        """Says why a click leads nowhere."""
        self.open(trigger, note("Not possible", sentence))

    def replace(self, about: Mapping[str, Any], said: Message) -> None:
        """Puts another message in the place of the one whose button was clicked, soon.

        `about` has its `channel` and `ts`; without them, or where Slack refuses, it stays.
        """
        channel, ts = str(about.get("channel") or ""), str(about.get("ts") or "")
        if channel and ts:
            self.soon.do(
                partial(
                    self.client.chat_update,
                    channel=channel,
                    ts=ts,
                    text=said.text,
                    blocks=list(said.blocks),
                )
            )
