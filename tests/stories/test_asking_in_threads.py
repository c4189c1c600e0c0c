"""Threads: follow-ups without a mention, people among themselves, quiet, and what was said before."""

from __future__ import annotations

import pytest

from bot.listeners.asking.threads import Threads
from bot.rehearsal.web_api.webapi import Fault
from knowledge.store.questions.turns import Place

TEAM = "T0REHEARSAL"


@pytest.fixture
def thread(office):
    """A thread in which Anna was answered."""
    return office.ask("@throughline how many days of leave?")[0]["thread_ts"]


def heard_all(office):
    """The last thing said gets an answer, so everything before it was dealt with."""
    office.ask("@throughline is that all?")
    office.settled()


ANSWER = "Everybody has 25 days of paid leave a year."


@pytest.mark.parametrize(
    ("user", "text"),
    [
        ("U0ANNA", "and for part-timers?"),
        ("U0ANNA", "part-timers"),
        ("U0ANNA", "in Berlin"),
        ("U0BEN", "what about part-timers"),
        ("U0BEN", "and in the first year"),
        ("U0BEN", "does that include bank holidays"),
    ],
)
def test_what_is_asked_on_straight_after_an_answer_is_answered(office, thread, user, text):
    office.ask(text, user=user, thread=thread)

    assert office.answers.asked[-1][0] == f"how many days of leave? / {text}"


@pytest.mark.parametrize(
    ("user", "text"),
    [
        ("U0BEN", "I thought it was 30"),
        ("U0BEN", "nice"),
        ("U0BEN", "thanks"),
        ("U0ANNA", "ok, great"),
        ("U0ANNA", "That is less than I thought."),
        ("U0ANNA", ":tada:"),
        ("U0ANNA", "👍👍"),
        ("U0ANNA", "@Ben did you know that?"),
        ("U0BEN", "Anna, did you know that?"),
        ("U0BEN", "hi"),
    ],
)
def test_what_people_say_to_each_other_is_left_alone(office, thread, user, text):
    office.rehearsal.say(user, "C0GENERAL", text, thread)
    heard_all(office)

    assert [question for question, _ in office.answers.asked] == [
        "how many days of leave?",
        "is that all?",
    ]
    assert len(office.rehearsal.replies("C0GENERAL", thread)) == 2


def test_while_two_people_talk_only_a_question_is_answered(office, thread):
    office.rehearsal.say("U0BEN", "C0GENERAL", "I thought it was 30", thread)
    office.rehearsal.say("U0ANNA", "C0GENERAL", "no, that was before the change", thread)
    office.rehearsal.say("U0BEN", "C0GENERAL", "part-timers", thread)
    office.rehearsal.say("U0BEN", "C0GENERAL", "are you sure?", thread)
    heard_all(office)
    before = len(office.answers.asked)

    replies = office.ask("how many days do part-timers get?", user="U0BEN", thread=thread)

    assert before == 2
    assert [one["text"] for one in replies] == [ANSWER]


def test_thanks_of_who_was_answered_are_taken_in_one_line(office, thread):
    replies = office.ask("thanks a lot!", thread=thread)

    assert [one["text"] for one in replies] == ["You are welcome."]
    assert len(office.answers.asked) == 1


def test_a_quiet_thread_is_left_alone_until_the_bot_is_asked_back(office, thread):
    quiet = office.ask("quiet", thread=thread)
    office.rehearsal.say("U0ANNA", "C0GENERAL", "and for part-timers?", thread)
    office.rehearsal.say("U0ANNA", "C0GENERAL", "quiet", thread)
    heard_all(office)
    mentioned = office.ask("@throughline and in Berlin?", thread=thread)
    office.rehearsal.say("U0ANNA", "C0GENERAL", "and in Hamburg?", thread)
    heard_all(office)
    back = office.ask("come back", user="U0BEN", thread=thread)
    again = office.ask("and in Munich?", thread=thread)

    assert [one["text"] for one in quiet] == [
        "I will be quiet in this thread. Mention me if you need me, or write “come back”."
    ]
    assert [one["text"] for one in mentioned] == [ANSWER]
    assert [one["text"] for one in back] == ["I am back in this thread."]
    assert [one["text"] for one in again] == [ANSWER]
    asked = " ".join(question for question, _ in office.answers.asked)
    assert "Munich" in asked
    assert "Berlin" in asked
    assert "part-timers" not in asked
    assert "Hamburg" not in asked


def test_quiet_outside_a_thread_and_in_private_is_explained(office):
    channel = office.ask("@throughline quiet")[0]["text"]
    private = office.ask("be quiet", channel="")[0]["text"]

    assert channel.startswith("In a channel I only speak when somebody mentions me.")
    assert private == "It is just the two of us here: I only speak when you write to me."


def test_a_mention_in_the_middle_of_a_thread_knows_what_people_said(office):
    root = office.rehearsal.say("U0BEN", "C0GENERAL", "How is leave counted for part-timers?")
    office.rehearsal.say("U0ANNA", "C0GENERAL", "No idea", root)

    office.ask("@throughline do we have that written down?", thread=root)

    assert office.answers.asked[-1][0] == (
        "How is leave counted for part-timers? / do we have that written down?"
    )


def test_a_mention_without_words_answers_the_question_of_the_thread(office, shown):
    root = office.rehearsal.say("U0BEN", "C0GENERAL", "How is leave counted for part-timers?")
    office.rehearsal.say("U0OWNER", "C0GENERAL", "I would have to look", root)

    replies = office.ask("@throughline", thread=root)

    assert office.answers.asked[-1][0] == "How is leave counted for part-timers?"
    assert shown(replies[0]).startswith("About: How is leave counted for part-timers?\n")


def test_a_thread_of_500_messages_is_read_to_its_end_and_kept_short(office):
    workspace = office.rehearsal.workspace
    root = workspace.post("C0GENERAL", {"user": "U0BEN", "text": "So we move to Berlin"})["ts"]
    for number in range(500):
        text = f"remark {number} of many that say the same " + "x" * 90
        workspace.post("C0GENERAL", {"user": "U0BEN", "text": text, "thread_ts": root})

    office.ask("@throughline and who says so?", thread=root)

    assert office.answers.asked[-1][0].startswith("remark 499 ")
    assert len(office.rehearsal.calls("conversations.replies")) >= 3


def test_what_is_kept_of_a_thread_is_the_newest_within_a_cap(office):
    workspace = office.rehearsal.workspace
    root = workspace.post("C0GENERAL", {"user": "U0BEN", "text": "first"})["ts"]
    for number in range(300):
        text = f"{number} " + "x" * 2_000
        workspace.post("C0GENERAL", {"user": "U0BEN", "text": text, "thread_ts": root})

    heard = Threads(office.new_bot().app.client).before(
        Place(TEAM, "C0GENERAL", root), f"{float(root) + 1_000:.6f}"
    )

    assert heard[-1].text.startswith("299 ")
    assert heard[0].text == "first"
    assert sum(len(one.text) for one in heard) <= 6_000


def test_a_thread_that_cannot_be_read_leaves_people_to_themselves(office, thread):
    office.rehearsal.fault(Fault("conversations.replies", "missing_scope", times=9))

    office.rehearsal.say("U0ANNA", "C0GENERAL", "part-timers", thread)
    heard_all(office)

    assert len(office.answers.asked) == 2
