"""Charts as a workspace takes them: Slack's own, or pictures where it refuses those."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.blocks.parts.plots import DRAWN, NATIVE, PICTURED
from bot.charts.canvas import Picture
from bot.charts.digest import panel_picture
from bot.charts.plots import plot_picture
from bot.delivery.outbox.posting import Poster
from bot.delivery.slack import NotNow, Refused, Unclear
from knowledge.errors import StoreError
from knowledge.store.database.facts import CHARTS_REFUSED, Facts

Json = Mapping[str, Any]

REFUSALS = frozenset({"invalid_blocks", "invalid_blocks_format"})
"""Slack's words for a block that it does not know."""

ASKED_AGAIN = timedelta(days=30)
"""After so long a workspace that refused Slack's own charts is asked once more."""

_ALT = 2000
_SOON = 10.0  # seconds

log = logging.getLogger(__name__)


class Charts:
    """Puts pictures in the place of charts, and remembers where Slack's own are refused."""

    def __init__(self, facts: Facts, poster: Poster, clock: Callable[[], datetime]) -> None:
        self._facts, self._poster, self._clock = facts, poster, clock

    def taken(self, blocks: Sequence[Json]) -> list[Json]:
        """Blocks as this workspace takes them, as far as anybody knows.

        Raises:
            StoreError: nobody can look up what it refused.
        """
        kinds = {str(one.get("type")) for one in blocks}
        if DRAWN not in kinds and NATIVE not in kinds:
            return list(blocks)
        refused = NATIVE in kinds and self._refused()
        return list(self._shown(blocks, {DRAWN, NATIVE} if refused else {DRAWN}))

    def drawn(self, blocks: Sequence[Json]) -> list[Json]:
        """Blocks with a picture in the place of each chart, or its title without one."""
        return list(self._shown(blocks, {DRAWN, NATIVE}))

    def refuse(self) -> None:
        """Remembers that this workspace took pictures where it refused Slack's own charts."""
        log.warning("Slack's own charts are refused: pictures are posted from now on")
        try:
            self._facts.set(CHARTS_REFUSED, self._clock().isoformat())
        except StoreError as error:
            log.warning("that could not be remembered: %s", error)  # the next one asks again

    def uploaded(self, picture: Picture) -> Json | None:
        """An image block; None where Slack does not take the file.

        Raises:
            NotNow: Slack will soon: the message can wait for so long.
        """
        try:
            file = self._upload(picture)
        except (Refused, NotNow, Unclear) as error:
            if isinstance(error, NotNow) and error.seconds <= _SOON:
                raise
            log.warning("a picture is left out: %s", error)
            return None  # its words are worth posting without it
        return {"type": "image", "slack_file": {"id": file}, "alt_text": picture.alt[:_ALT]}

    def _upload(self, picture: Picture) -> str:
        """Once more where nobody knows: a file that is there twice is shown once."""
        try:
            return self._poster.upload(picture.name, picture.png, picture.alt)
        except Unclear:
            return self._poster.upload(picture.name, picture.png, picture.alt)

    def _refused(self) -> bool:
        told = self._facts.get(CHARTS_REFUSED)
        return told is not None and self._clock() - datetime.fromisoformat(told) < ASKED_AGAIN

    def _shown(self, blocks: Sequence[Json], kinds: set[str]) -> Iterator[Json]:
        for block in blocks:
            if block.get("type") not in kinds:
                yield block
                continue
            picture = _picture(block)
            image = self.uploaded(picture) if picture else None
            yield image if image is not None else _title(block)


def has_native(blocks: Sequence[Json]) -> bool:
    """Whether one of Slack's own charts is among them."""
    return any(one.get("type") == NATIVE for one in blocks)


def _title(block: Json) -> Json:
    """In the place of a chart that cannot be shown: its values stand in words below."""
    told = {"type": "plain_text", "text": str(block["title"]), "emoji": False}
    return {"type": "context", "elements": [told]}


def _picture(block: Json) -> Picture | None:
    try:
        told = block.get(PICTURED)
        return panel_picture(told) if told else plot_picture(block)
    except Exception as error:  # noqa: BLE001 - the numbers are worth posting without their picture
        log.warning("a chart cannot be drawn: %s", type(error).__name__)  # its text holds values
        return None
