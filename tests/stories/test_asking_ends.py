"""However a question is asked, held up or taken back: it ends visibly, once, or nobody waits."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from bot.rehearsal.limits import texts
from bot.rehearsal.people import events
from knowledge.lingo.glossary import Lookup
from knowledge.models import Sense

ANSWER = "Everybody has 25 days of paid leave a year."
STATUS = "assistant.threads.setStatus"


@pytest.fixture
def office(empty_office, shelves):
    """An office that nobody is new to; `writes` makes a chat model write."""
    office = empty_office
    office.answers = shelves
    office.services = replace(office.services, answers=shelves)
    office.nobody_is_new()
    yield office
    shelves.go.set()
    for gate in shelves.gates.values():
        gate.set()


@pytest.fixture
def answers(office):
    office.open()
    return office.answers


@pytest.fixture
def writes(office):
    office.services = replace(office.services, writes=True)
    office.answers.sentences = (
        "Everybody has 25 days. [1]",
        "Part-timers have fewer. [1]",
        "Ask early. [1]",
    )
    office.open()
    return office.answers


def theirs(office, channel="C0GENERAL"):
    return [one for one in office.rehearsal.messages(channel) if one.get("bot_id")]


def told(office, *payloads):
    """Slack tells the app of something, and the app has taken it."""
    for payload in payloads:
        office.rehearsal.redeliver(payload)
    ids = {payload["event_id"] for payload in payloads}
    taken = office.rehearsal.deliveries
    assert office.rehearsal.wait_for(lambda: ids <= {one["event"] for one in list(taken)})


def stopped(office, thread):
    """Anna presses stop, and the app has taken it."""

    def times():
        log = list(office.rehearsal.workspace.log)
        return [one["name"] for one in log].count("agent_session_stopped")

    before = times()
    office.rehearsal.stop_agent("U0ANNA", "C0GENERAL", thread)
    assert office.rehearsal.wait_for(lambda: times() > before)


def deleted(office, channel, ts):
    """Somebody deletes a message."""
    office.rehearsal.workspace.delete(channel, ts)
    gone = {
        "type": "message",
        "subtype": "message_deleted",
        "hidden": True,
        "channel": channel,
        "channel_type": "channel",
        "ts": f"{float(ts) + 1:.6f}",
        "deleted_ts": ts,
        "previous_message": {"user": "U0ANNA", "ts": ts},
    }
    told(office, events.callback(gone))


def test_a_question_of_12_000_characters_gets_one_reply(office, answers):
    replies = office.ask("leave " * 2_000, channel="")
    office.settled()

    assert [one["text"] for one in replies] == ["That is too long. Ask the part that matters most."]
    assert len(answers.asked) == 1


def test_a_word_of_the_company_that_looks_like_small_talk_is_looked_up(office, answers):
    sense = Sense("Super", "What we pay in for later.", "g.yaml", "everyone")
    office.services.glossary.lookup = lambda term, _: Lookup(term, "exact", "Super", (sense,))

    office.ask("super", channel="")

    assert [question for question, _ in answers.asked] == ["super"]


def test_the_first_sign_is_there_before_the_answer(office, answers):
    answers.go.clear()

    ts = office.rehearsal.say("U0ANNA", "C0GENERAL", "@throughline how many days of leave?")
    seen = office.rehearsal.wait_for(lambda: office.rehearsal.calls(STATUS))
    answers.go.set()
    office.rehearsal.wait_for(lambda: theirs(office))

    assert seen
    assert office.rehearsal.calls(STATUS)[0]["thread_ts"] == ts


def test_people_among_themselves_see_no_sign(office, answers):
    thread = office.ask("@throughline how many days of leave?")[0]["thread_ts"]
    office.settled()
    before = len(office.rehearsal.calls(STATUS))

    office.rehearsal.say("U0BEN", "C0GENERAL", "I thought it was 30", thread)
    office.ask("how many days of leave?", channel="")
    signs = [one for one in office.rehearsal.calls(STATUS)[before:] if one["status"]]

    assert {one["channel_id"] for one in signs} == {"DU0ANNA"}
    assert len(answers.asked) == 2


def test_a_written_answer_is_seen_while_it_is_written_and_ends_with_its_sources(office, writes):
    writes.gates = {2: threading.Event()}

    ts = office.rehearsal.say("U0ANNA", "C0GENERAL", "@throughline how many days of leave?")
    office.rehearsal.wait_for(lambda: theirs(office))
    (growing,) = theirs(office)
    writes.gates[2].set()
    office.settled()

    assert growing["streaming"]
    assert growing["text"].startswith("Everybody has 25 days. [1]")
    (message,) = office.rehearsal.replies("C0GENERAL", ts)
    assert not message.get("streaming")
    seen = "\n".join(texts(message["blocks"]))
    assert seen.startswith(
        "Everybody has 25 days. [1] Part-timers have fewer. [1] Ask early. [1]\n"
        "*[1]* Leave · Olga · 1 Sep 2026"
    )
    assert seen.count("Everybody has 25 days.") == 1


def test_stop_keeps_what_was_said_and_says_so(office, writes, shown):
    writes.gates = {1: threading.Event()}
    ts = office.rehearsal.say("U0ANNA", "C0GENERAL", "@throughline how many days of leave?")
    office.rehearsal.wait_for(lambda: theirs(office))

    stopped(office, ts)
    writes.gates[1].set()
    office.settled()

    (message,) = office.rehearsal.replies("C0GENERAL", ts)
    assert "Everybody has 25 days." in shown(message)
    assert "Ask early." not in shown(message)
    assert "Stopped." in shown(message)
    assert "*[1]* Leave · Olga · 1 Sep 2026" in shown(message)
    assert not message.get("streaming")


@pytest.mark.parametrize("who", ["answers", "writes"])
def test_stop_before_anything_was_said_says_only_that(office, request, who, shown):
    answers = request.getfixturevalue(who)
    answers.go.clear()
    ts = office.rehearsal.say("U0ANNA", "C0GENERAL", "@throughline how many days of leave?")
    answers.reading.wait(5)

    office.rehearsal.stop_agent("U0ANNA", "C0GENERAL", ts)
    at_once = office.rehearsal.wait_for(lambda: office.rehearsal.replies("C0GENERAL", ts))
    answers.go.set()
    office.settled()

    assert at_once
    (message,) = office.rehearsal.replies("C0GENERAL", ts)
    assert shown(message) == "Stopped."


def test_what_is_asked_after_a_stop_is_answered(office, answers):
    thread = office.ask("@throughline how many days of leave?")[0]["thread_ts"]
    stopped(office, thread)

    replies = office.ask("and how much leave for part-timers?", thread=thread)

    assert [one["text"] for one in replies] == [ANSWER]


def test_a_question_that_is_deleted_before_its_answer_is_not_answered(office, answers):
    answers.go.clear()
    ts = office.rehearsal.say("U0ANNA", "C0GENERAL", "@throughline how many days of leave?")
    answers.reading.wait(5)

    deleted(office, "C0GENERAL", ts)
    answers.go.set()
    office.settled()

    assert theirs(office) == []
    assert office.services.outgoing.state(f"answer:T0REHEARSAL:C0GENERAL:{ts}") is None


def test_a_question_that_is_deleted_while_it_waits_is_never_asked(office):
    inbox = office.services.inbox
    office.open()
    office.answers.go.clear()
    held = [office.rehearsal.say("U0ANNA", "C0GENERAL", f"@throughline leave {n}") for n in (1, 2)]
    waits = office.rehearsal.say("U0ANNA", "C0GENERAL", "@throughline leave 3")
    office.rehearsal.wait_for(lambda: inbox.waiting() == 3)

    deleted(office, "C0GENERAL", waits)
    office.answers.go.set()
    office.settled()

    assert sorted(question for question, _ in office.answers.asked) == ["leave 1", "leave 2"]
    assert len(theirs(office)) == len(held)


def edited(office, channel, ts, text):
    """Somebody edits a message."""
    before = dict(office.rehearsal.workspace.find(channel, ts))
    changed = office.rehearsal.workspace.change(
        channel, ts, {"text": text, "edited": {"user": "U0ANNA", "ts": ts}}
    )
    conversation = office.rehearsal.workspace.conversation(channel)
    mentions = [  # an edit that mentions is told as such too
        event
        for event in events.of_message(conversation, changed)
        if event["event"]["type"] == "app_mention"
    ]
    told(office, *events.of_change(conversation, changed, before), *mentions)


@pytest.mark.parametrize("channel", ["", "C0GENERAL"])
def test_an_edited_question_is_not_answered_again(office, answers, channel):
    replies = office.ask("@throughline how many days of leave?", channel=channel)
    place, ts = channel or "DU0ANNA", replies[0]["thread_ts"]

    edited(office, place, ts, "<@U0THROUGHLINE> how many days of leave do I have?")
    office.settled()

    assert len(answers.asked) == 1
    assert len(office.rehearsal.replies(place, ts)) == 1


def test_a_mention_that_is_added_by_an_edit_is_answered(office, answers):
    ts = office.rehearsal.say("U0ANNA", "C0GENERAL", "how many days of leave?")

    edited(office, "C0GENERAL", ts, "<@U0THROUGHLINE> how many days of leave?")
    office.rehearsal.wait_for(lambda: office.rehearsal.replies("C0GENERAL", ts))

    assert len(answers.asked) == 1


def test_many_sources_follow_in_the_same_thread(office, answers, shown):
    answers.sources = 60

    ts = office.rehearsal.say("U0ANNA", "C0GENERAL", "@throughline how many days of leave?")
    office.rehearsal.wait_for(lambda: len(office.rehearsal.replies("C0GENERAL", ts)) >= 2)
    office.settled()

    replies = office.rehearsal.replies("C0GENERAL", ts)
    many = len(replies)
    assert many >= 2
    assert all("blocks" in one for one in replies)
    assert [f"({n} of {many}" in shown(one) for n, one in enumerate(replies, 1)] == [True] * many
    whole = "\n".join(map(shown, replies))
    assert all(f"*[{number}]*" in whole for number in range(1, 61))
    assert replies[-1]["blocks"][-1]["elements"][0]["type"] == "feedback_buttons"


def test_how_to_get_written_answers_is_said_once_to_each_person(empty_office, shelves, shown):
    empty_office.services = replace(empty_office.services, answers=shelves)
    empty_office.open()

    told = [
        shown(empty_office.ask("@throughline how many days of leave?", user=user)[0])
        for user in ("U0ANNA", "U0ANNA", "U0BEN")
    ]

    hint = "an admin can connect a chat model."
    assert [hint in one for one in told] == [True, False, True]


def group(office, text, user="U0ANNA"):
    """Somebody says something in a direct message of several people."""
    message = {"user": user, "text": text}
    ts = office.rehearsal.workspace.post("C0GUESTS", message)["ts"]
    event = {"type": "message", "channel": "C0GUESTS", "channel_type": "mpim", **message, "ts": ts}
    office.rehearsal.redeliver(events.callback(event))
    return ts


def test_in_a_group_of_people_questions_are_answered_with_what_all_may_read(office, answers):
    group(office, "I will be late")
    ts = group(office, "how many days of leave do we have?")
    office.rehearsal.wait_for(lambda: office.rehearsal.replies("C0GUESTS", ts))
    office.settled()

    ((question, reader),) = answers.asked[:1]
    assert question == "how many days of leave do we have?"
    assert not reader.private
    assert reader.audiences == frozenset()


def test_an_external_channel_is_met_with_silence_and_its_commands_with_private_answers(
    office, answers
):
    office.rehearsal.say("U0ANNA", "C0PARTNER", "@throughline how many days of leave?")
    office.rehearsal.say("U0ANNA", "C0PARTNER", "/ask how many days of leave?")
    office.rehearsal.wait_for(lambda: theirs(office, "C0PARTNER"))
    office.settled()

    (answer,) = theirs(office, "C0PARTNER")
    assert answer["ephemeral_to"] == "U0ANNA"
    assert "share_answer" not in str(answer["blocks"])
