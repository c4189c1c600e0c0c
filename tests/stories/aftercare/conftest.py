"""An office with pages of its own, for what comes after an answer."""

from __future__ import annotations

import pytest

from bot.rehearsal.delivering.sockets import Patience
from bot.rehearsal.server import Rehearsal


@pytest.fixture(scope="module")
def rehearsal(fake):
    opened = Rehearsal(fake("aftercare").CAST, Patience(ack=1.0, retries=(0.0, 0.2, 0.2)))
    judge = fake("slack_shapes").Judge()
    opened.workspace.watchers.append(judge)
    opened.start()
    yield opened
    opened.stop()
    assert judge.faults() == []


@pytest.fixture
def hands(fake, empty_office):
    """Everybody's hands, in an office with pages of their own."""
    empty_office.nobody_is_new()
    words = fake("word_embedder").WordEmbedder()
    library = fake("aftercare").Library(empty_office.database, words, fake("indexes"))
    made = fake("aftercare").opened(empty_office, library)
    yield made
    made.leave()


@pytest.fixture(name="shown")
def shown_fixture(fake):
    return fake("aftercare").shown


@pytest.fixture
def state(fake):
    return fake("aftercare").state
