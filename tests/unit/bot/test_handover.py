import threading
from datetime import UTC, datetime

import pytest

from bot.commands.handover import Beside, Gone, Server
from knowledge.errors import InputError, StoreBusy, ThroughlineError
from knowledge.store.database.ownership import Ownership
from knowledge.store.messages.requests import Requests


@pytest.fixture
def database(tmp_path, new_store):
    opened = new_store(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def owned(tmp_path):
    """The folder as its owner holds it; the other side has a lock object of its own."""
    owner = Ownership(tmp_path)
    owner.acquire()
    yield Ownership(tmp_path)
    owner.release()


@pytest.fixture
def serving(database, owned):
    servers = []

    def start(serve):
        server = Server(Requests(database, lambda: datetime.now(UTC), owned.name), serve)
        server.start()
        servers.append(server)

    yield start
    for server in servers:
        server.stop()


def test_the_owner_does_what_it_is_asked_and_the_asker_gets_the_result(database, owned, serving):
    serving(lambda command, arguments, _progress: {"did": command, "with": arguments})

    told = Beside(database, owned).do("ask", {"questions": []})

    assert told == {"did": "ask", "with": {"questions": []}}


def test_progress_is_followed(database, owned, serving):
    released = threading.Event()

    def serve(_command, _arguments, progress):
        progress(3, 3, "reading")
        released.wait(5)
        return {}

    serving(serve)
    seen = []

    def follow(done, total, what):
        seen.append((done, total, what))
        released.set()

    Beside(database, owned).do("ingest", {}, follow)

    assert seen[0] == (3, 3, "ingest, by the running bot")


def test_a_question_does_not_wait_for_an_ingest(database, owned, serving):
    answered = threading.Event()

    def serve(command, _arguments, _progress):
        if command == "ingest":
            return {"answered_meanwhile": answered.wait(5)}
        answered.set()
        return {}

    serving(serve)
    beside = Beside(database, owned)
    told = {}
    ingest = threading.Thread(target=lambda: told.update(beside.do("ingest", {})))
    ingest.start()
    beside.do("ask", {})
    ingest.join(5)

    assert told == {"answered_meanwhile": True}


def test_a_failure_arrives_as_its_sentence(database, owned, serving):
    def serve(_command, _arguments, _progress):
        raise InputError("There is no such digest.")

    serving(serve)

    with pytest.raises(ThroughlineError, match=r"^There is no such digest\.$"):
        Beside(database, owned).do("digest preview", {"name": "x"})


def test_a_failure_that_nobody_foresaw_tells_nothing_of_the_inside(database, owned, serving):
    def serve(_command, _arguments, _progress):
        raise KeyError("a secret")

    serving(serve)

    with pytest.raises(ThroughlineError) as failed:
        Beside(database, owned).do("ask", {})
    assert str(failed.value) == "The bot could not do this; its log says why."


def test_without_an_owner_the_asker_is_told_that_it_may_do_it_itself(database, tmp_path):
    with pytest.raises(Gone):
        Beside(database, Ownership(tmp_path)).do("ask", {})

    assert Requests(database, lambda: datetime.now(UTC), "").take() is None


def test_patience_ends(database, owned):
    with pytest.raises(StoreBusy, match="did not react in time"):
        Beside(database, owned).do("ping", {}, patience=0)
