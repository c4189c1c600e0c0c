"""A document that an admin drops on the bot is answered from at once, by those it is for."""

from __future__ import annotations

import itertools
from contextlib import contextmanager

import pytest

from bot.cli.terminal.screen import Screen
from bot.commands.commands import do
from bot.delivery.pace import Pace
from bot.delivery.slack import posting_client
from bot.delivery.socket_mode.socket_mode import listening
from bot.doctor.standing import status
from bot.rehearsal.server import Rehearsal
from bot.rehearsal.workspace.cast import Cast, Channel, Person
from bot.rehearsal.workspace.workspace import Refused
from bot.running.app import Bot
from bot.running.services import services_of
from bot.settings.settings import load
from bot.wiring.wiring import open_throughline
from knowledge.store.database.ownership import Ownership
from knowledge.store.messages.deliveries import Inbox

CAST = Cast(
    people=[
        Person("U0ADA", "Ada", "Operations"),
        Person("U0BEN", "Ben", "Finance"),
        Person("U0CAT", "Cat", "Director"),
        Person("U0DAN", "Dan", "IT"),
    ],
    channels=[Channel("C0GENERAL", "general")],
)
CONFIGURATION = """
[workspace]
name = "Harbour Lamps"
admins = ["U0ADA", "U0DAN"]

[slack]
largest_upload = 1

[audiences.board]
users = ["U0CAT"]

[audiences.night-crew]
users = ["U0ADA"]

[audiences.pier]
users = []
"""
PLAN = """# Washing plan

## Washing the vans

Vans are washed on {day}, because the depot is quiet then and the salt of the weekend sits on them.
Each crew washes its own van before the first tour, with the warm water of the new washing bay, and
writes down in the logbook what it found on the way: scratches, a loose mirror, a lamp that is dark.

## Changing the tyres

Winter tyres go on in October, in the week in which the first night frost is forecast for Carlisle.
The workshop tells each crew the evening before which van it changes, and lends them another one for
the tour, so that no household waits for longer than the two hours that were promised to it.
"""
PATIENCE = 30.0  # seconds, on a machine that has much else to do
numbers = itertools.count(1)


class Desk:
    """A rehearsed workspace and the whole bot behind it."""

    def __init__(self, rehearsal, folder):
        self.rehearsal = rehearsal
        self.folder = folder
        (folder / "throughline.toml").write_text(CONFIGURATION)
        settings = load(folder / "throughline.toml", environ={})
        ownership = Ownership(settings.folder)
        ownership.acquire()
        self.throughline = open_throughline(settings, ownership, Screen(quiet=True))
        self.inbox = Inbox(self.throughline.database)

    @contextmanager
    def bot(self, *, works=True):
        """A bot that listens; one that does not work keeps what it hears."""
        client = posting_client(self.rehearsal.bot_token, self.rehearsal.api_url)
        pace = Pace(self.throughline.clock, settle=0.0, gap=0.0)
        bot = Bot(services_of(self.throughline), client, pace)
        if works:
            bot.start(workers=4)
        try:
            with listening(bot.app, self.rehearsal.app_token):
                yield
        finally:
            bot.stop()

    def drop(self, name, content, user="U0ADA", text="", replies=1):
        """Drops a file on the bot; gives what it replies in the thread."""
        bytes_ = content if isinstance(content, bytes) else content.encode()
        ts = self.rehearsal.upload(user, "", name, bytes_, text)
        return self.thread(user, ts, replies)

    def thread(self, user, ts, replies):
        def said():
            return [one for one in self.rehearsal.replies(f"D{user}", ts) if one.get("bot_id")]

        self.rehearsal.wait_for(lambda: len(said()) >= replies, PATIENCE)
        return said()

    def choose(self, message, label, replies=2, user="U0ADA"):
        """Clicks the button of an audience; gives what is in the thread when it was read."""
        button = next(one for one in buttons(message) if one["text"]["text"] == label)
        self.rehearsal.click(user, f"D{user}", message["ts"], button)
        return self.thread(user, message["thread_ts"], replies)

    def says(self, text, user="U0ADA"):
        """Whether the bot comes to say this in somebody's direct messages."""
        return self.rehearsal.wait_for(
            lambda: any(text in one["text"] for one in self.rehearsal.messages(f"D{user}")),
            PATIENCE,
        )

    def ask(self, question, user):
        ts = self.rehearsal.say(user, "", question)
        return self.thread(user, ts, 1)[0]["text"]

    def settled(self):
        return self.rehearsal.wait_for(lambda: self.inbox.waiting() == 0, PATIENCE)


def buttons(message):
    rows = [block for block in message["blocks"] if block["type"] == "actions"]
    return [one for row in rows for one in row["elements"]]


def new_name(ending="md"):
    return f"plan-{next(numbers)}.{ending}"


@pytest.fixture(scope="module")
def quiet_desk(tmp_path_factory):
    """A desk whose bot is not at work."""
    rehearsal = Rehearsal(CAST)
    rehearsal.start()
    made = Desk(rehearsal, tmp_path_factory.mktemp("harbour"))
    yield made
    made.throughline.close()
    rehearsal.stop()


@pytest.fixture(scope="module")
def desk(quiet_desk):
    with quiet_desk.bot():
        yield quiet_desk


def test_a_document_is_answered_from_as_soon_as_its_readers_are_chosen(desk, shown):
    name = new_name()
    asked = desk.drop(name, PLAN.format(day="Mondays"))[0]

    assert asked["text"] == f"Who may read {name}?"
    assert [one["text"]["text"] for one in buttons(asked)] == [
        "Everyone",
        "Board",
        "Night crew",
        "Pier",
    ]

    chooser, told = desk.choose(asked, "Everyone")

    assert chooser["text"] == f"{name} is for everyone."
    assert not buttons(chooser)
    assert told["text"] == f"I have read {name}: 2 passages. Ask away."
    assert [one["text"]["text"] for one in buttons(told)] == [
        "What does “Washing plan” say about “Washing the vans”?",
        "What does “Washing plan” say about “Changing the tyres”?",
        "Take it away again",
    ]
    assert "Mondays" in desk.ask("When are vans washed?", "U0BEN")


def test_a_question_on_the_button_is_answered_in_the_thread(desk, shown):
    asked = desk.drop(new_name(), PLAN.format(day="Mondays"))[0]
    told = desk.choose(asked, "Everyone")[-1]

    desk.rehearsal.click("U0ADA", "DU0ADA", told["ts"], buttons(told)[1])

    assert "October" in shown(desk.thread("U0ADA", asked["thread_ts"], 3)[-1])


def test_a_short_document_is_asked_about_by_its_title(desk):
    asked = desk.drop("tides.md", "# Tide table\n\nHigh tide is at noon in Whitby.\n")[0]
    told = desk.choose(asked, "Everyone")[-1]

    desk.rehearsal.click("U0ADA", "DU0ADA", told["ts"], buttons(told)[0])

    assert "Whitby" in desk.thread("U0ADA", asked["thread_ts"], 3)[-1]["text"]


def test_what_is_for_the_board_is_for_the_board(desk, shown):
    asked = desk.drop(
        "sale.md", "# The sale\n\nThe lighthouse factory is sold to Pharos in May.\n"
    )[0]

    told = desk.choose(asked, "Board")[-1]

    assert shown(told) == (
        "I have read sale.md: 1 passage. Ask away.\n"
        "Only people in “Board” get answers from it. You are not one of them, so I will not answer "
        "you from it.\n"
        "Take it away again"
    )
    assert "Pharos" in desk.ask("To whom is the lighthouse factory sold?", "U0CAT")
    assert "Pharos" not in desk.ask("To whom is the lighthouse factory sold?", "U0BEN")
    assert "Pharos" not in desk.ask("To whom is the lighthouse factory sold?", "U0ADA")


def test_only_admins_hand_documents_over_and_others_are_told_who_they_are(desk, shown):
    told = desk.drop(new_name(), PLAN.format(day="Fridays"), user="U0BEN")

    assert [shown(one) for one in told] == [
        "Documents are added by Ada or Dan: please send yours to them."
    ]


def test_what_is_written_beside_a_file_is_answered_as_ever(desk):
    replies = desk.drop(
        new_name(), PLAN.format(day="Sundays"), user="U0BEN", text="who sails the moon?", replies=2
    )

    assert any("added by Ada or Dan" in one["text"] for one in replies)
    assert any("could not find" in one["text"] for one in replies)


@pytest.mark.parametrize(
    ("ending", "content", "sentence"),
    [
        ("pptx", b"PK", "{} cannot be read yet: presentations come with a later version."),
        ("xyz", b"x", "{} cannot be read yet: .xyz files are not known."),
        ("pdf", b"%PDF-1.4 cut off", "{} is damaged"),
        (
            "md",
            b"---\naudience: board\n---\nA sale.\n",
            "{} says in its own first lines that it is",
        ),
    ],
)
def test_what_cannot_be_read_comes_back_as_one_sentence(desk, shown, ending, content, sentence):
    name = new_name(ending)
    asked = desk.drop(name, content)[0]

    chooser, told = desk.choose(asked, "Everyone")

    assert chooser["text"] == f"{name} was not taken in."
    assert shown(told).startswith(sentence.format(name))
    assert "\n" not in shown(told)


def test_what_is_too_large_is_refused_before_anybody_chooses(desk, shown):
    told = desk.drop("huge.txt", b"x " * 600_000)[0]

    assert shown(told) == (
        "huge.txt is too large: it has 1 MB, and 1 MB is the most that I take; split it."
    )


def test_the_first_choice_counts(desk):
    asked = desk.drop(new_name(), PLAN.format(day="Tuesdays"))[0]

    desk.choose(asked, "Night crew")
    with pytest.raises(Refused):  # the button is not there any more
        desk.rehearsal.click("U0ADA", "DU0ADA", asked["ts"], buttons(asked)[0])
    desk.settled()

    assert len(desk.thread("U0ADA", asked["thread_ts"], 2)) == 2


def test_a_new_version_takes_the_place_of_the_old_one(desk):
    name = new_name()
    desk.choose(
        desk.drop(name, "# Bell\n\nThe harbour bell rings at seven in the morning.\n")[0],
        "Everyone",
    )
    assert "seven" in desk.ask("When does the harbour bell ring?", "U0BEN")

    desk.choose(
        desk.drop(name, "# Bell\n\nThe harbour bell rings at nine in the morning.\n")[0], "Everyone"
    )

    told = desk.ask("When does the harbour bell ring?", "U0BEN")
    assert "nine" in told
    assert "seven" not in told


def test_an_ingest_keeps_what_was_handed_over_and_the_status_names_it(desk):
    name = new_name()
    desk.choose(
        desk.drop(name, "# Fog\n\nThe fog horn is sounded every ninety seconds.\n")[0], "Everyone"
    )

    report = do(desk.throughline, "ingest", {}, lambda *_: None)

    assert report["deleted"] == 0
    assert "ninety" in desk.ask("How often is the fog horn sounded?", "U0BEN")
    sources = {one["name"] for one in status(desk.folder / "throughline.toml", None)["sources"]}
    assert "uploads: everyone" in sources


def test_a_file_in_a_channel_is_left_alone(desk):
    desk.rehearsal.upload("U0ADA", "C0GENERAL", new_name(), b"# Plan\n\nSomething.\n")
    desk.ask("When are vans washed?", "U0BEN")
    desk.settled()

    assert [one for one in desk.rehearsal.messages("C0GENERAL") if one.get("bot_id")] == []


def test_a_file_that_slack_does_not_hand_over_is_said_so(desk, shown):
    asked = desk.drop(new_name(), PLAN.format(day="Mondays"))[0]
    desk.rehearsal.workspace.files.clear()

    told = desk.choose(asked, "Everyone")[-1]

    assert "Slack does not hand" in shown(told)


def test_a_wrong_choice_is_taken_back_and_nobody_gets_answers_from_it_any_more(desk):
    name = new_name()
    asked = desk.drop(name, "# Gulls\n\nThe gull warden lives in lighthouse number eleven.\n")[0]
    told = desk.choose(asked, "Everyone")[-1]
    assert "eleven" in desk.ask("Where does the gull warden live?", "U0BEN")

    desk.rehearsal.click("U0ADA", "DU0ADA", told["ts"], buttons(told)[-1])

    assert desk.says(f"{name} is taken away again. Nobody gets answers from it any more.")
    assert len(desk.thread("U0ADA", asked["thread_ts"], 2)) == 2
    assert "eleven" not in desk.ask("Where does the gull warden live?", "U0BEN")


def test_a_disk_that_fails_is_an_apology_and_nothing_seems_to_go_on(desk):
    in_the_way = desk.folder / ".throughline/uploads/pier"  # nobody else hands over for it
    name = new_name()
    asked = desk.drop(name, PLAN.format(day="Mondays"))[0]
    in_the_way.parent.mkdir(exist_ok=True)
    in_the_way.write_text("a file where the folder should be")
    try:
        desk.choose(asked, "Pier", replies=1)

        assert desk.says(f"{name} was not taken in.")
        assert desk.says("something went wrong on my side")
    finally:
        in_the_way.unlink()


def test_what_was_dropped_and_chosen_before_a_bot_died_is_read_by_the_next_one(tmp_path):
    rehearsal = Rehearsal(CAST)
    rehearsal.start()
    desk = Desk(rehearsal, tmp_path)
    try:
        with desk.bot(works=False):
            ts = rehearsal.upload("U0ADA", "", "tide.md", b"# Tide\n\nHigh tide is at noon.\n")
            rehearsal.wait_for(lambda: desk.inbox.waiting() == 1, PATIENCE)
        with desk.bot():
            asked = desk.thread("U0ADA", ts, 1)[0]
        with desk.bot(works=False):
            rehearsal.click("U0ADA", "DU0ADA", asked["ts"], buttons(asked)[0])
            rehearsal.wait_for(lambda: desk.inbox.waiting() == 1, PATIENCE)
        with desk.bot():
            told = desk.thread("U0ADA", ts, 2)[-1]
    finally:
        desk.throughline.close()
        rehearsal.stop()

    assert told["text"] == "I have read tide.md: 1 passage. Ask away."
