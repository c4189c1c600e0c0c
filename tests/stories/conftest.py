"""A rehearsed workspace with a real Bolt app on a real socket; only the answers are scripted."""

from __future__ import annotations

import importlib.util
import sys
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.delivery.outbox.charts import Charts
from bot.delivery.outbox.outbox import Outbox
from bot.delivery.outbox.posting import Poster
from bot.delivery.pace import Pace
from bot.delivery.slack import Calls, posting_client
from bot.delivery.socket_mode.socket_mode import listening
from bot.listeners.needs.health import Health
from bot.listeners.needs.services import Services
from bot.rehearsal.delivering.sockets import Patience
from bot.rehearsal.server import Rehearsal
from bot.rehearsal.workspace.cast import Cast, Channel, Person
from bot.rehearsal.workspace.workspace import TEAM
from bot.running.app import Bot
from knowledge.answers.vouched.owners_said import OwnersSaid
from knowledge.answers.vouched.vouching import Vouching
from knowledge.audience import AudienceMembers, AudienceRules
from knowledge.store.database.facts import Facts
from knowledge.store.digests.calendar import Calendar
from knowledge.store.documents.documents import Documents
from knowledge.store.documents.failures import Failures
from knowledge.store.documents.news import News
from knowledge.store.feedback.asks import Asks
from knowledge.store.feedback.feedback import FeedbackStore
from knowledge.store.lingo.met_terms import MetTerms
from knowledge.store.messages.deliveries import Inbox
from knowledge.store.messages.departures import Outgoing
from knowledge.store.questions.journal import Journal
from knowledge.store.questions.people import HINTED, WELCOMED, People, Quiet
from knowledge.store.questions.turns import Turns

CAST = Cast(
    people=[
        Person("U0ANNA", "Anna", "Customer service"),
        Person("U0BEN", "Ben", "Finance"),
        Person("U0OWNER", "Olga", "People team"),
        Person("U0GUEST", "Gus", "Agency", guest=True),
        Person("U0OTHER", "Otto", "Partner", foreign=True),
    ],
    channels=[
        Channel("C0GENERAL", "general"),
        Channel("C0GUESTS", "with-agency", members=("U0ANNA", "U0GUEST")),
        Channel("C0PARTNER", "with-partner", members=("U0ANNA", "U0OTHER"), shared=True),
    ],
    groups=(("S0PEOPLE", ("U0OWNER",)),),
)


PATIENCE = 20  # seconds until a story says that nothing came: a busy machine is no fault of ours


def load_fake(name):
    file = Path(__file__).parents[1] / "fakes" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"fakes_{name}", file)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


class Office:
    """A rehearsal and what a story needs to begin and end bots in it."""

    def __init__(self, rehearsal, database, fakes):
        self.rehearsal = rehearsal
        self.database = database
        self.answers = fakes.ScriptedAnswers()
        words = load_fake("word_embedder").WordEmbedder()
        self.services = Services(
            answers=self.answers,
            glossary=fakes.OneTerm(),
            audiences=AudienceRules({"agency": AudienceMembers(guests=("U0GUEST",))}),
            journal=Journal(database),
            inbox=Inbox(database),
            outgoing=Outgoing(database),
            turns=Turns(database),
            people=People(database),
            asks=Asks(database),
            flags=FeedbackStore(database),
            vouching=Vouching(database, words, lambda: 0),
            calendar=Calendar(database),
            owners_said=OwnersSaid(database, words, lambda: 0),
            quiet=Quiet(database),
            met=MetTerms(database),
            introducing=fakes.Introduces(),
            news=News(database),
            facts=Facts(database),
            failures=Failures(database),
            counts=Documents(database).counts,
            health=Health(
                behind=lambda: 0,
                reads_with="a small model",
                writes_with="",
                inbox=Inbox(database),
                outgoing=Outgoing(database),
            ),
            clock=lambda: datetime.now(UTC),
            name="Acme",
            examples=("How many days of leave do I have?",),
        )
        self._stack = ExitStack()

    def clear(self):
        """Waits for what is under way, then forgets what was said."""
        self.settled()
        self.rehearsal.api.faults.clear()
        self.rehearsal.deliveries.clear()
        self.rehearsal.workspace.calls.clear()
        for conversation in self.rehearsal.workspace.conversations.values():
            conversation.messages.clear()
        self.answers.asked.clear()
        self.answers.fails_with = None

    def nobody_is_new(self):
        """Everybody was told already what people are told once."""
        for person in CAST.people:
            for what in (WELCOMED, HINTED):
                self.services.people.once(TEAM, person.id, what, self.services.clock())

    def new_bot(self):
        return Bot(self.services, self._client(), self._pace())

    def new_outbox(self, clock=None, **pace):
        """An outbox without a bot, that posts what waits when it is flushed."""
        made = self._pace(clock, **pace)
        poster = Poster(Calls(self._client(), made))
        charts = Charts(self.services.facts, poster, self.services.clock)
        return Outbox(self.services.outgoing, poster, made, charts)

    def _client(self):
        return posting_client(self.rehearsal.bot_token, self.rehearsal.api_url)

    def _pace(self, clock=None, **more):
        return Pace(clock or self.services.clock, **{"settle": 0.0, "gap": 0.0, **more})

    def open(self, bot=None):
        """A bot that works and listens until the story ends."""
        bot = bot or self.new_bot()
        self._stack.callback(bot.stop)
        bot.start(workers=2)
        self._stack.enter_context(listening(bot.app, self.rehearsal.app_token))
        return bot

    def close(self):
        self._stack.close()

    def ask(self, text, user="U0ANNA", channel="C0GENERAL", thread=None):
        """Says something and waits for one more reply in its thread; gives all replies there."""
        ts = self.rehearsal.say(user, channel, text, thread)
        at = thread or ts
        self.rehearsal.wait_for(lambda: self._bots(channel or f"D{user}", at, ts), PATIENCE)
        return self._bots(channel or f"D{user}", at, ts)

    def _bots(self, channel, thread, after):
        replies = self.rehearsal.replies(channel, thread)
        return [one for one in replies if one.get("bot_id") and one["ts"] > after]

    def settled(self):
        """Waits until nothing is kept any more that somebody is to answer."""
        return self.rehearsal.wait_for(lambda: self.services.inbox.waiting() == 0, PATIENCE)


@pytest.fixture(scope="module")
def rehearsal():
    opened = Rehearsal(CAST, Patience(ack=1.0, retries=(0.0, 0.2, 0.2)))
    judge = load_fake("slack_shapes").Judge()
    opened.workspace.watchers.append(judge)
    opened.start()
    yield opened
    opened.stop()
    assert judge.faults() == []


@pytest.fixture
def empty_office(rehearsal, tmp_path, new_store):
    """An office without a bot, and with a store of its own."""
    database = new_store(tmp_path / "store")
    made = Office(rehearsal, database, load_fake("answering"))
    made.clear()
    yield made
    made.close()
    database.close()


@pytest.fixture(scope="module")
def new_office(rehearsal, tmp_path_factory, new_store):
    """Makes offices with a store of their own, for a module whose stories share one bot."""
    with ExitStack() as stack:

        def make():
            database = new_store(tmp_path_factory.mktemp("office") / "store")
            stack.callback(database.close)
            made = Office(rehearsal, database, load_fake("answering"))
            stack.callback(made.close)
            made.nobody_is_new()
            return made

        yield make


@pytest.fixture(scope="module")
def _open_office(new_office):
    made = new_office()
    made.open()
    return made


@pytest.fixture
def office(_open_office):
    """An office whose bot listens, with nothing said yet."""
    _open_office.clear()
    return _open_office


@pytest.fixture(scope="session")
def fake():
    """Loads a module of fakes by its name."""
    return load_fake


@pytest.fixture
def shelves():
    """Answers from pages with audiences."""
    return load_fake("shelves").Shelves()


def shown(message):
    """Everything that a message shows, as one text."""
    parts = []
    for block in message.get("blocks", []):
        elements = [block.get("text"), *block.get("elements", [])]
        for element in elements:
            if element and "text" in element:
                text = element["text"]
                parts.append(text if isinstance(text, str) else text["text"])
    return "\n".join(parts)


@pytest.fixture(name="shown")
def shown_fixture():
    return shown
