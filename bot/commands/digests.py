"""What a terminal may ask about digests of an opened core: JSON values in, one JSON object out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from bot.shapes.digests import digest as shape
from bot.shapes.shapes import Shape
from knowledge.digests.digest import Status

if TYPE_CHECKING:
    from bot.commands.handover import Progress
    from bot.schedule.sending.sender import DigestSender
    from bot.wiring.throughline import Throughline


def digest_preview(
    throughline: Throughline, arguments: Mapping[str, Any], progress: Progress
) -> Shape:
    """{"name", "as_of"?: ISO date} -> the digest as it would be on that day."""
    del progress
    throughline.metrics.refresh(throughline.clock())
    planned = throughline.book.named(str(arguments["name"]))
    return shape(throughline.build_digest(planned, _day(throughline, arguments)))


def digest_send(
    sender: DigestSender,
    throughline: Throughline,
    arguments: Mapping[str, Any],
    progress: Progress,
) -> Shape:
    """{"name", "as_of"?: ISO date} -> the digest as of that day, and whether it is posted."""
    del progress
    day = _day(throughline, arguments)
    made = sender.send(str(arguments["name"]), day, throughline.clock())
    ready = made.digest.status is Status.READY
    return {**shape(made.digest), "reason": made.reason or None, "posted": ready}


def _day(throughline: Throughline, arguments: Mapping[str, Any]) -> date:
    as_of = arguments.get("as_of")
    return date.fromisoformat(str(as_of)) if as_of else throughline.today()
