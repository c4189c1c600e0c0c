"""Questions to begin with, shown by Slack above the empty direct messages."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from threading import Event

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.blocks.parts.mrkdwn import shortened
from bot.listeners.directory import Directory
from bot.listeners.needs.services import Services
from bot.listeners.readers import in_private

TITLE = "What would you like to know?"
_MOST, _SHORT = 4, 75
_NEVER = frozenset({"missing_scope", "not_allowed_token_type", "feature_not_enabled"})

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Prompts:
    """Offers each person questions that what they may read is about."""

    client: WebClient
    services: Services
    directory: Directory
    unable: Event = field(default_factory=Event)

    def offer(self, user: str, channel: str) -> None:
        """Shows them in a person's direct messages; a workspace without agents shows none."""
        if self.unable.is_set():
            return
        reader = in_private(self.services, self.directory, user)
        asked = self.services.introducing.questions(reader, self.services.examples)[:_MOST]
        if not asked:
            return
        prompts = [{"title": shortened(one, _SHORT), "message": one} for one in asked]
        try:
            # no thread_ts: with one, an app with an agent view is shown nothing
            self.client.assistant_threads_setSuggestedPrompts(
                channel_id=channel, title=TITLE, prompts=prompts
            )
        except SlackApiError as error:
            code = str(error.response.get("error", ""))
            log.info("no questions are offered: %s", code)
            if code in _NEVER:
                self.unable.set()
        except (SlackClientError, OSError) as error:
            log.info("no questions are offered: %s", type(error).__name__)
