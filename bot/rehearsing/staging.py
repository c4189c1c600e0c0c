"""An invented company on its stage: a rehearsal, the whole bot, and the company's own time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from bot.rehearsal.server import Rehearsal
from bot.rehearsing.passing_time import Days, PretendedTime
from bot.running.serving import Line, at_work
from knowledge.store.digests.calendar import Calendar

if TYPE_CHECKING:
    from datetime import datetime

    from bot.rehearsing.opening import Opening
    from bot.running.serving import AtWork
    from bot.wiring.throughline import Throughline


@contextmanager
def staged(throughline: Throughline, opening: Opening, port: int = 0) -> Iterator[Rehearsal]:
    """Opens the stage for as long as the block runs.

    It is the opening's day, and no digest comes by itself: a page or a story lets time pass, by the
    acts `later` (to the next digest) and each digest's name (to its first).

    Raises:
        OSError: the port is taken.
        ConfigurationError, DefinitionError: the bot cannot work.
    """
    moved = PretendedTime(opening.as_of, throughline.settings.workspace.zone)
    throughline.clock = moved.now  # the invented rows end there
    rehearsal = Rehearsal(opening.cast, clock=moved.seconds)
    rehearsal.start(port)
    try:
        line = Line(rehearsal.bot_token, rehearsal.app_token, rehearsal.api_url)
        with at_work(throughline, line, opening.cast.questions, ticks=False) as work:
            days = _days(throughline, work, moved, rehearsal)
            rehearsal.acts["later"] = days.to_next
            for name, digest in throughline.book.planned().items():
                rehearsal.acts[name] = partial(days.to_first, digest)
            yield rehearsal
    finally:
        rehearsal.stop()


def _days(
    throughline: Throughline, work: AtWork, moved: PretendedTime, rehearsal: Rehearsal
) -> Days:
    calendar = Calendar(throughline.database)

    def tick(moment: datetime) -> None:
        work.bot.tick(moment)
        work.sender.tick(moment)
        rehearsal.tell_time(throughline.settings.workspace.timezone)

    return Days(
        moved, lambda: throughline.book.planned().values(), lambda: bool(calendar.waiting()), tick
    )
