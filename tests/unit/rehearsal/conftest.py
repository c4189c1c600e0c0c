"""A started rehearsal, the real client, and an app that keeps what it is told."""

from __future__ import annotations

import asyncio

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.rehearsal.delivering.attempt import Patience
from bot.rehearsal.server import Rehearsal
from bot.rehearsal.workspace.cast import Cast, Channel, Person
from bot.rehearsal.workspace.lives import Lives

CAST = Cast(
    people=[
        Person("U0ANNA", "Anna", "Customer service"),
        Person("U0BEN", "Ben", "Finance"),
        Person("U0GUEST", "Gus", "Agency", guest=True),
    ],
    channels=[
        Channel("C0GENERAL", "general"),
        Channel("C0ELSE", "elsewhere", bot=False),
        Channel("G0CLOSED", "closed", private=True),
        Channel("G0HIDDEN", "hidden", private=True, bot=False),
    ],
    groups=(("S0SALES", ("U0ANNA",)),),
    shortcuts=(
        {"callback_id": "ask_about_this", "name": "Ask about this", "type": "message"},
        {"callback_id": "ask", "name": "Ask", "type": "global"},
    ),
)


class Clock:
    """A clock that a test moves."""

    def __init__(self):
        self.now = 1_800_000_000.0

    def __call__(self):
        return self.now


class Played(Rehearsal):
    """A rehearsal whose app is the test: it keeps what it is told and gives scripted answers."""

    def __init__(self, *args, **kwargs):
        self.told, self.answers = [], []
        super().__init__(*args, **kwargs)

    async def deliver(self, kind, payload):
        self.told.append((kind, payload))
        self.workspace.tell({"kind": "log", "entry": {}})
        return self.answers.pop(0) if self.answers else {}

    def rest(self):
        """Waits until nothing is on its way any more; what lets things age goes on."""
        self._do(asyncio.sleep(0))
        assert self.wait_for(lambda: len(self._tasks) == 1)

    def hears(self, kind="interactive"):
        """The payloads of a kind, once one is there."""
        assert self.wait_for(lambda: any(one == kind for one, _ in self.told))
        return [payload for one, payload in self.told if one == kind]


class Desk:
    """What a test works with."""

    def __init__(self, **kwargs):
        self.clock = Clock()
        cast = kwargs.pop("cast", CAST)
        self.changes = []
        self.rehearsal = Played(cast, Patience(), clock=self.clock, **kwargs)
        self.rehearsal.workspace.watchers.append(self.changes.append)
        self.rehearsal.start()
        self.workspace = self.rehearsal.workspace
        self.client = WebClient(self.rehearsal.bot_token, base_url=self.rehearsal.api_url)

    def clear(self):
        """Forgets what was said and done, once all of it was told."""
        self.rehearsal.rest()
        space = self.workspace
        for conversation in space.conversations.values():
            conversation.messages.clear()
        for kept in (
            space.files, space.homes, space.modals, space.prompts, space.statuses, space.loading,
            space.status_ends, space.sessions, space.streams, space.chosen,
            space.errors, space.log, space.calls, self.changes, self.rehearsal.told,
            self.rehearsal.answers, self.rehearsal.api.faults,
        ):  # fmt: skip
            kept.clear()

    def refused(self, call, **arguments):
        """The error code, and the whole reply, of a call that Slack refuses."""
        with pytest.raises(SlackApiError) as caught:
            call(**arguments)
        return caught.value.response["error"], caught.value.response

    def told(self, kind):
        """The changes of a kind that the page was told of."""
        return [one for one in self.changes if one["kind"] == kind]

    def error(self, call, **arguments):
        return self.refused(call, **arguments)[0]


@pytest.fixture(scope="module")
def _started():
    made = Desk()
    yield made
    made.rehearsal.stop()


@pytest.fixture
def desk(_started):
    """A desk where nothing was done yet."""
    _started.clear()
    return _started


@pytest.fixture
def desk_with():
    """Makes a desk with settings of its own."""
    made = []

    def make(**kwargs):
        made.append(Desk(**kwargs))
        return made[-1]

    yield make
    for one in made:
        one.rehearsal.stop()


@pytest.fixture
def lives():
    return Lives


@pytest.fixture
def cast():
    return CAST
