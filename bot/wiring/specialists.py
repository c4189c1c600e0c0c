"""Who answers which kind of question before the documents do: numbers, customers, their words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from knowledge.answers.joining.computing import Computing
from knowledge.answers.joining.customer import CustomerQuestions
from knowledge.answers.joining.joining import Joining
from knowledge.answers.joining.listening import COUNTED, SAYING, TOLD, Hearing, Listening
from knowledge.answers.terms.wanting import wanted_terms
from knowledge.errors import ThroughlineError
from knowledge.insights.customers.customers import Customers
from knowledge.insights.service import Insights
from knowledge.store.counting.items import Items
from knowledge.store.items.customer_names import CustomerNames

if TYPE_CHECKING:
    from bot.settings.settings import Settings
    from bot.wiring.throughline import Throughline
    from knowledge.insights.customers.picture import Candidates, CustomerPicture
    from knowledge.lingo.reviewing import Review, Wanted
    from knowledge.models import Figure, Reader
    from knowledge.numbers.service import Numbers


class Specialists:
    """The specialists in the order in which they are asked; what they need is opened later."""

    def __init__(self, settings: Settings, insights: Insights) -> None:
        fiscal = settings.workspace.fiscal_year_start
        self._opened: Throughline | None = None
        self._computing = Computing(wanted=settings.metrics is not None)
        self.all = (
            Listening(insights, TOLD, self._today, fiscal),
            Listening(insights, COUNTED, self._today, fiscal, SAYING),
            self._computing,
            Listening(insights, COUNTED, self._today, fiscal),
            CustomerQuestions(self._picture),
        )

    def connect(self, opened: Throughline) -> None:
        """From here on they can be asked."""
        self._opened = opened
        self._computing.connect(lambda: opened.numbers)

    def _core(self) -> Throughline:
        assert self._opened is not None, "connected before the first question"
        return self._opened

    def _today(self) -> date:
        return self._core().today()

    def _picture(self, name: str, reader: Reader) -> CustomerPicture | Candidates | None:
        return self._core().customers.picture(name, reader)


def numbers(opened: Throughline) -> Numbers:
    """Answers to questions for numbers.

    Raises:
        DefinitionError: a file is wrong, with its line.
    """
    from knowledge.numbers.known import Words  # noqa: PLC0415 - not wanted for a question
    from knowledge.numbers.proposing import Proposing  # noqa: PLC0415
    from knowledge.numbers.service import Numbers  # noqa: PLC0415

    settings, chat = opened.settings, opened.chat
    words = Words(opened.metrics, settings.sources, settings.workspace.fiscal_year_start)
    hearing = Hearing(opened.insights)
    joining = Joining(opened.glossary, opened.retriever, hearing, opened.owners_said)
    proposing = Proposing(chat, opened.prompts) if chat is not None else None
    return Numbers(opened.metrics, words, settings.root, opened.today, joining, proposing)


def customers(opened: Throughline) -> Customers:
    """Each customer, as all sources show them."""

    def figures(names: Sequence[str], reader: Reader) -> Sequence[Figure]:
        from knowledge.numbers.of_customer import OfCustomer  # noqa: PLC0415

        if opened.settings.metrics is None:
            return ()
        try:
            return OfCustomer(opened.numbers).figures(names, reader)
        except ThroughlineError:  # `metric check` says what is wrong
            return ()

    names = CustomerNames(opened.database)
    return Customers(Items(opened.database), names, opened.retriever, figures)


def review(opened: Throughline) -> Review:
    """Finds terms that no glossary has, and meanings that differ."""
    from knowledge.lingo.conflicts.judging import Judge  # noqa: PLC0415 - not for a question
    from knowledge.lingo.conflicts.weights import LEARNT  # noqa: PLC0415
    from knowledge.lingo.reviewing import Review  # noqa: PLC0415
    from knowledge.search.embedding import embedders  # noqa: PLC0415
    from knowledge.search.embedding.pair_reader import pair_reader  # noqa: PLC0415

    def wanted() -> list[Wanted]:
        return wanted_terms(opened.journal, opened.audiences.names)

    settings = opened.settings
    export = embedders.export_folder(settings.embedding.model, settings.models)
    judge = Judge(opened.embedder, pair_reader(export, LEARNT))
    return Review(opened.database, judge, opened.documents.sequence, wanted)
