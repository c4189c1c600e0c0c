"""Who has something to say in the thread below a digest, in the order in which it is read."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from knowledge.digests.sections.conflicts import OpenedAndClosed
from knowledge.digests.sections.drivers import Drivers
from knowledge.digests.sections.gaps import Gaps
from knowledge.digests.sections.reasons import OwnersReasons
from knowledge.digests.sections.rising import RisingTheme
from knowledge.digests.sections.term import TermOfTheWeek
from knowledge.digests.sections.voices import Voices
from knowledge.insights.lately.rising import rising
from knowledge.models import SourceKind
from knowledge.store.digests.calendar import Calendar
from knowledge.store.lingo.conflicts import Conflicts
from knowledge.store.questions.asked_lately import AskedLately

if TYPE_CHECKING:
    from bot.wiring.throughline import Throughline
    from knowledge.digests.digest import MakesSections


def rooms(opened: Throughline) -> Sequence[MakesSections]:
    """The rooms over an opened core."""
    lately, asked = opened.insights.lately, AskedLately(opened.database)
    audiences = {
        one.name: one.audience for one in opened.settings.sources if one.kind is SourceKind.INSIGHTS
    }
    return (
        OwnersReasons(opened.owners_said.rows, Calendar(opened.database)),
        Drivers(opened.metrics),
        Voices(lately, audiences),
        RisingTheme(partial(rising, lately), audiences),
        Gaps(asked),
        OpenedAndClosed(Conflicts(opened.database)),
        TermOfTheWeek(opened.senses, opened.glossary, asked),
    )
