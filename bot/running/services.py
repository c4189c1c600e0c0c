"""What the bot needs, from an opened core."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from bot.listeners.needs.health import Health
from bot.listeners.needs.services import Services
from bot.running.glossaries import terms_of
from bot.running.planners import planner_of
from bot.running.reviewing import to_review_of
from bot.running.shelf import Shelf
from bot.schedule.record import Record
from bot.schedule.why import why_words
from ingest.sources import owner_of
from knowledge.answers.joining.introducing import Introducing
from knowledge.store.digests.calendar import Calendar, Delivery
from knowledge.store.documents.failures import Failures
from knowledge.store.documents.news import News
from knowledge.store.feedback.asks import Asks
from knowledge.store.feedback.feedback import FeedbackStore
from knowledge.store.lingo.met_terms import MetTerms
from knowledge.store.messages.deliveries import Inbox
from knowledge.store.messages.departures import Outgoing
from knowledge.store.questions.people import People, Quiet
from knowledge.store.questions.turns import Turns

if TYPE_CHECKING:
    from bot.wiring.throughline import Throughline


def services_of(throughline: Throughline, examples: Sequence[str] = ()) -> Services:
    """What the bot needs, from an opened core."""
    settings, rules = throughline.settings, throughline.audiences
    groups = {group for one in rules.audiences.values() for group in one.usergroups}
    groups |= {group for one in rules.departments for group in one.usergroups}
    return Services(
        answers=throughline.answers,
        glossary=throughline.glossary,
        audiences=rules,
        journal=throughline.journal,
        inbox=Inbox(throughline.database),
        outgoing=Outgoing(throughline.database),
        turns=Turns(throughline.database),
        people=People(throughline.database),
        asks=Asks(throughline.database),
        flags=FeedbackStore(throughline.database),
        vouching=throughline.vouching,
        calendar=Calendar(throughline.database),
        owners_said=throughline.owners_said,
        why_posted=partial(_why_posted, throughline),
        quiet=Quiet(throughline.database),
        met=MetTerms(throughline.database),
        news=News(throughline.database),
        facts=throughline.facts,
        failures=Failures(throughline.database),
        counts=throughline.documents.counts,
        health=Health(
            behind=throughline.follower.behind,
            reads_with=settings.embedding.model,
            writes_with=settings.chat.model,
            inbox=Inbox(throughline.database),
            outgoing=Outgoing(throughline.database),
        ),
        introducing=Introducing(
            retriever=throughline.retriever,
            glossary=throughline.glossary,
            headings=News(throughline.database),
            sequence=throughline.documents.sequence,
            rarity=throughline.keywords.rarity,
            domains=[one.domain for one in rules.departments],
        ),
        clock=throughline.clock,
        customers=throughline.customers,
        name=settings.workspace.name,
        planner=planner_of(throughline),
        to_review=to_review_of(throughline),
        terms=terms_of(throughline),
        metrics=lambda: throughline.metrics.definitions.metrics if settings.metrics else {},
        shelf=_shelf(throughline),
        groups=sorted(groups),
        examples=examples,
        source_owner=partial(owner_of, settings.all_sources, settings.root),
        open_to_others=settings.slack.external_channels != "silent",
        admins=settings.workspace.admins,
        writes=throughline.chat is not None,
    )


def _why_posted(throughline: Throughline, delivery: Delivery) -> str:
    database = throughline.database
    record = Record(throughline.book, Calendar(database), Outgoing(database))
    return why_words(record.told(delivery), throughline.clock())


def _shelf(throughline: Throughline) -> Shelf | None:
    """None where a file would lie with one bot: another one would miss it, or bring it back."""
    settings = throughline.settings
    if throughline.database.shared and not settings.store.shared:
        return None
    return Shelf(settings, throughline.documents, lambda: throughline.ingester)
