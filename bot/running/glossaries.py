"""What looking up and changing terms in Slack needs, from an opened core."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.listeners.needs.terms import Terms
from knowledge.lingo.deciding.changing import Changing
from knowledge.store.documents.pages import Pages
from knowledge.store.lingo.own_senses import OwnSenses
from knowledge.store.questions.asked_lately import AskedLately

if TYPE_CHECKING:
    from bot.wiring.throughline import Throughline


def terms_of(throughline: Throughline) -> Terms:
    """Its meanings, and how they are changed."""
    database = throughline.database
    return Terms(
        changing=Changing(OwnSenses(database), throughline.writing),
        every=lambda: throughline.senses.all(None),
        pages=Pages(database).of,
        asked=AskedLately(database),
        zone=throughline.settings.workspace.zone,
    )
