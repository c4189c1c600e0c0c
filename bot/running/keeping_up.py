"""Follows what other bots on the same database did: what one of them ingested, all of them find."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import TYPE_CHECKING

from knowledge.errors import ThroughlineError
from knowledge.store.database.facts import LAST_INGEST

if TYPE_CHECKING:
    from bot.wiring.throughline import Throughline

SECONDS = 5.0
"""Between two looks; one that finds nothing costs two small queries."""

log = logging.getLogger(__name__)


class KeepingUp:
    """Brings this bot's indexes and tables up to the database.

    The glossary, customers' items and everything else are read from there anyway.
    """

    def __init__(self, throughline: Throughline) -> None:
        self._throughline = throughline
        self._ingested = throughline.facts.get(LAST_INGEST)

    def tick(self, now: datetime) -> None:
        """One look. What cannot be brought up now is logged, and looked at again."""
        try:
            self._throughline.follower.follow()
            ingested = self._throughline.facts.get(LAST_INGEST)
            if ingested != self._ingested and self._throughline.settings.metrics is not None:
                self._throughline.metrics.refresh(now)
            self._ingested = ingested
        except ThroughlineError as error:
            log.warning("what other bots did cannot be followed: %s", error)
