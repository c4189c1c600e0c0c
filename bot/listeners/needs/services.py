"""What the listeners need of the rest of the program."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.listeners.needs.health import Health
from bot.listeners.needs.planner import Planner
from bot.listeners.needs.terms import Terms
from bot.listeners.needs.to_review import ToReview
from bot.settings.uploads import Taken
from knowledge.answers.joining.promised import Promised
from knowledge.answers.vouched.owners_said import OwnersSaid
from knowledge.answers.vouched.vouching import Vouching
from knowledge.audience import AudienceRules
from knowledge.insights.customers.picture import Candidates, CustomerPicture
from knowledge.lingo.glossary import Lookup, Mention
from knowledge.metrics.definitions import MetricDefinition
from knowledge.models import Reader, Reply, Sense, Turn
from knowledge.store.database.facts import Facts
from knowledge.store.digests.calendar import Calendar, Delivery
from knowledge.store.documents.failures import Failures
from knowledge.store.documents.news import News
from knowledge.store.documents.reading import Counts
from knowledge.store.feedback.asks import Asks
from knowledge.store.feedback.feedback import FeedbackStore
from knowledge.store.lingo.met_terms import MetTerms
from knowledge.store.messages.deliveries import Inbox
from knowledge.store.messages.departures import Outgoing
from knowledge.store.questions.journal import Journal
from knowledge.store.questions.people import People, Quiet
from knowledge.store.questions.turns import Turns


class AnswersQuestions(Protocol):
    """Answers from what the reader may see."""

    def reply(
        self,
        question: str,
        reader: Reader,
        history: Sequence[Turn] = (),
        on_text: Callable[[str], None] | None = None,
    ) -> Reply:
        """One reply, whatever is asked; a written one sentence by sentence to `on_text`."""
        ...

    def standalone(self, question: str, history: Sequence[Turn]) -> str:
        """The question as it reads without its thread."""
        ...


class LooksUpTerms(Protocol):
    """The glossary."""

    def lookup(self, term: str, reader: Reader) -> Lookup:
        """One term as the reader may see it, by its words."""
        ...

    def find(self, term: str, reader: Reader) -> Lookup:
        """One term as the reader may see it, by its words or by its meaning."""
        ...

    def near(self, term: str, reader: Reader) -> tuple[str, ...]:
        """Labels of other terms that are close to a term."""
        ...

    def referred(self, name: str, reader: Reader) -> Sense | None:
        """The meaning of a reference; None where it is gone, or not for this reader."""
        ...

    def mentioned(self, text: str, reader: Reader) -> list[Mention]:
        """Known terms in a text, longest match first, each once, in order."""
        ...


class LooksUpCustomers(Protocol):
    """Customers, as the sources that a reader may read show them."""

    def picture(self, name: str, reader: Reader) -> CustomerPicture | Candidates | None:
        """One customer, or the names that may be meant; None where no name is near."""
        ...

    def confirm(self, one: str, other: str, *, same: bool, by: str, now: datetime) -> None:
        """Keeps what a person said of the keys of two names: one customer, or two.

        Raises:
            InputError: they are not two keys.
        """
        ...


class IntroducesItself(Protocol):
    """What a newcomer is shown, within what they may read."""

    def promised(self, reader: Reader) -> Promised | None:
        """What the strategy promises customers, None where they may read no such thing."""
        ...

    def terms(self, reader: Reader, most: int = 10) -> tuple[Sense, ...]:
        """The words of their department, then the company's."""
        ...

    def questions(self, reader: Reader, examples: Sequence[str] = ()) -> tuple[str, ...]:
        """Up to four questions to begin with."""
        ...


class TakesDocuments(Protocol):
    """Reads documents that people hand over. `largest` is the most that it takes, in bytes."""

    @property
    def largest(self) -> int: ...

    def take(self, name: str, audience: str, content: bytes) -> Taken:
        """Has it read; twice is once.

        Raises:
            DocumentError, InputError: it cannot be: one sentence for whoever handed it over.
        """
        ...

    def remove(self, name: str, audience: str) -> None:
        """Takes it away again; twice is once.

        Raises:
            InputError: there is no such audience any more.
        """
        ...


@dataclass(frozen=True, kw_only=True)
class Services:
    """Everything behind the bot.

    Attributes:
        name: of the organisation, as people call it.
        groups: ids of the user groups that audiences and departments are made of.
        examples: questions that a newcomer may begin with.
        source_owner: the owner of the source that a document's path is in, "" where there is none.
        open_to_others: whether questions in channels shared with other organisations are answered.
        admins: ids of the people who look after the bot.
        counts: of the documents that these audiences may see, of all for None.
        customers: one customer across the sources; None where nothing of customers is declared.
        shelf: takes documents that admins hand over; None where nobody can.
        planner: digests that can be planned in Slack; None where there are no metrics.
        to_review: terms that were found and meanings that differ; None where nobody decides.
        terms: how meanings are changed in Slack; None where nothing can be.
        metrics: the numbers that are defined, by name; none where there are none.
        why_posted: what became of an issue of a digest and why, in plain words.
        writes: whether a chat model writes answers; without one they are quotes.
    """

    answers: AnswersQuestions
    glossary: LooksUpTerms
    audiences: AudienceRules
    journal: Journal
    inbox: Inbox
    outgoing: Outgoing
    turns: Turns
    people: People
    asks: Asks
    flags: FeedbackStore
    vouching: Vouching
    calendar: Calendar
    owners_said: OwnersSaid
    quiet: Quiet
    met: MetTerms
    introducing: IntroducesItself
    news: News
    facts: Facts
    failures: Failures
    counts: Callable[[Collection[str] | None], Counts]
    health: Health
    clock: Callable[[], datetime]
    name: str = "your organisation"
    groups: Collection[str] = ()
    examples: Sequence[str] = ()
    source_owner: Callable[[str], str] = lambda _path: ""
    open_to_others: bool = False
    admins: Collection[str] = ()
    customers: LooksUpCustomers | None = None
    shelf: TakesDocuments | None = None
    planner: Planner | None = None
    to_review: ToReview | None = None
    terms: Terms | None = None
    metrics: Callable[[], Mapping[str, MetricDefinition]] = dict
    why_posted: Callable[[Delivery], str] = lambda one: one.reason or "It was due."
    writes: bool = False
