"""Answers that one person reads, and how they come before everybody."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.rehearsal.web_api.webapi import Fault
from knowledge.audience import AudienceMembers, AudienceRules

TEAM = "T0REHEARSAL"
PRIVATE = "Not everybody there may read the pages that it comes from, so only you see this answer."


@pytest.fixture(scope="module")
def _finance(new_office, fake):
    made = new_office()
    made.answers = fake("shelves").Shelves()
    made.services = replace(
        made.services,
        answers=made.answers,
        audiences=AudienceRules({"finance": AudienceMembers(users=("U0BEN",))}),
    )
    made.open()
    return made


@pytest.fixture
def office(_finance, fake):
    """An office where Ben alone may read what finance reads."""
    _finance.clear()
    _finance.answers.pages = fake("shelves").PAGES
    return _finance


def private(office, user):
    """What the bot has sent to somebody alone: in their direct messages, and aside."""
    sent = [one for one in office.rehearsal.messages(f"D{user}") if one.get("bot_id")]
    aside = [
        one
        for channel in ("C0GENERAL", "C0GUESTS", "C0PARTNER")
        for one in office.rehearsal.messages(channel)
        if one.get("ephemeral_to") == user
    ]
    return sent, aside


def element(message, action_id):
    return next(
        (
            {"block_id": block["block_id"], **one}
            for block in message["blocks"]
            for one in block.get("elements", [])
            if one.get("action_id") == action_id
        ),
        None,
    )


def in_channel(office, channel="C0GENERAL"):
    return [
        one
        for one in office.rehearsal.messages(channel)
        if one.get("bot_id") and not one.get("ephemeral_to")
    ]


def command(office, text, user="U0BEN", channel="C0GENERAL"):
    office.rehearsal.say(user, channel, f"/ask {text}")
    office.rehearsal.wait_for(lambda: any(private(office, user)))
    office.settled()
    sent, aside = private(office, user)
    return (aside or sent)[-1]


def test_a_channel_is_told_what_anybody_would_be_and_the_asker_the_rest_alone(office, shown):
    theirs = office.ask("@throughline when does the merger close?", user="U0ANNA")[0]
    office.settled()
    bens = office.ask("@throughline when does the merger close?", user="U0BEN")[0]
    office.rehearsal.wait_for(lambda: all(private(office, "U0BEN")))

    assert shown(bens) == shown(theirs)
    assert bens["text"] == theirs["text"] == "I could not find that."
    (answer,), (pointer,) = private(office, "U0BEN")
    assert shown(answer).splitlines()[:3] == [
        "You asked in <#C0GENERAL>: when does the merger close?",
        PRIVATE,
        "The merger closes in March. [1]",
    ]
    assert pointer["thread_ts"] == bens["thread_ts"]
    assert shown(pointer) == (
        "I have sent you more about this in our direct messages. Only you see this."
    )
    assert private(office, "U0ANNA") == ([], [])
    assert element(answer, "share_answer") is None


def test_the_journal_has_a_channels_question_with_what_the_channel_may_read(office):
    office.ask("@throughline when does the merger close?", user="U0BEN")
    office.rehearsal.wait_for(lambda: all(private(office, "U0BEN")))
    office.settled()

    last = office.services.journal.asked_by("U0BEN", 2)
    kept = {entry.key.split(":")[0]: entry for _, entry in last}

    assert kept.keys() == {"answer", "private"}
    assert kept["answer"].outcome == "not_found"
    assert set(kept["answer"].audiences) == {"everyone"}
    assert kept["private"].outcome == "answered"
    assert set(kept["private"].audiences) == {"everyone", "finance"}


def test_who_finds_nothing_alone_either_is_told_once(office):
    before = len(office.services.journal.asked_by("U0BEN", 99))

    office.ask("@throughline what about the moon?", user="U0BEN")
    office.settled()

    assert private(office, "U0BEN") == ([], [])
    assert len(office.services.journal.asked_by("U0BEN", 99)) == before + 1


def test_who_is_answered_from_what_all_may_read_is_told_once(office):
    office.ask("@throughline how many days of leave?", user="U0BEN")
    office.settled()

    assert private(office, "U0BEN") == ([], [])


def test_a_better_answer_that_not_all_may_read_comes_in_private_too(office, shown):
    office.answers.pages = (
        ("merger", "finance", "The merger closes in March."),
        ("merger", "everyone", "Questions about the merger go to the board."),
    )

    reply = office.ask("@throughline when does the merger close?", user="U0BEN")[0]
    office.rehearsal.wait_for(lambda: all(private(office, "U0BEN")))

    assert shown(reply).startswith("Questions about the merger go to the board. [1]")
    (answer,), _ = private(office, "U0BEN")
    assert "The merger closes in March. [1]" in shown(answer)


def test_one_can_ask_on_below_a_private_answer(office):
    office.ask("@throughline when does the merger close?", user="U0BEN")
    office.rehearsal.wait_for(lambda: all(private(office, "U0BEN")))
    (answer,), _ = private(office, "U0BEN")

    office.ask("and who decides?", user="U0BEN", channel="", thread=answer["ts"])

    assert office.answers.asked[-1][0] == "when does the merger close? / and who decides?"


def test_a_command_is_answered_to_who_asked_only_with_their_own_rights(office, shown):
    answer = command(office, "when does the merger close?")

    assert answer["ephemeral_to"] == "U0BEN"
    assert shown(answer).splitlines()[:2] == [
        "You asked: when does the merger close?",
        "The merger closes in March. [1]",
    ]
    assert in_channel(office) == []
    assert element(answer, "share_answer") is None


def test_a_command_where_the_bot_is_not_is_answered_in_the_direct_messages(office, shown):
    office.rehearsal.fault(Fault("chat.postEphemeral", "not_in_channel"))

    answer = command(office, "how many days of leave?")

    assert "ephemeral_to" not in answer
    assert shown(answer).startswith("You asked: how many days of leave?\nEverybody has 25 days")


def test_a_command_without_a_question_says_how_it_is_used(office):
    office.rehearsal.say("U0BEN", "C0GENERAL", "/ask")
    office.rehearsal.wait_for(lambda: private(office, "U0BEN")[1])

    (_, (usage,)) = private(office, "U0BEN")
    assert usage["text"].startswith("What would you like to know?")


def test_a_command_whose_answer_slack_lost_is_answered_all_the_same(office, shown):
    office.rehearsal.fault(Fault("chat.postEphemeral", "http_500"))

    answer = command(office, "how many days of leave?")

    assert answer["ephemeral_to"] == "U0BEN"
    assert "Everybody has 25 days" in shown(answer)


def test_a_follow_up_below_an_answer_that_one_person_sees_stays_theirs(office):
    answer = command(office, "when does the merger close?")

    office.rehearsal.click("U0BEN", "C0GENERAL", answer["ts"], element(answer, "ask_follow_up:0"))
    office.rehearsal.wait_for(lambda: len(private(office, "U0BEN")[1]) == 2)
    office.settled()

    assert in_channel(office) == []
    assert office.answers.asked[-1][0] == "Who decides about merger?"


def shared(office, answer, user="U0BEN"):
    office.rehearsal.click(user, "C0GENERAL", answer["ts"], element(answer, "share_answer"))


def test_what_everybody_may_read_is_shared_once_with_who_asked_it(office, shown):
    answer = command(office, "how many days of leave?")

    shared(office, answer)
    office.rehearsal.wait_for(lambda: in_channel(office))
    shared(office, answer)
    office.rehearsal.wait_for(lambda: len(private(office, "U0BEN")[1]) == 2)
    office.settled()

    (post,) = in_channel(office)
    assert shown(post).splitlines()[:2] == [
        "Ben asked: how many days of leave?",
        "Everybody has 25 days of paid leave a year. [1]",
    ]
    assert "Leave · Olga · 1 Sep 2026" in shown(post)
    assert shown(private(office, "U0BEN")[1][-1]) == "It is shared already."


def test_a_shared_answer_can_be_asked_about_by_anybody(office):
    answer = command(office, "how many days of leave?")
    shared(office, answer)
    office.rehearsal.wait_for(lambda: in_channel(office))
    office.settled()

    office.ask("and for part-timers?", user="U0ANNA", thread=in_channel(office)[0]["ts"])

    assert office.answers.asked[-1][0] == "how many days of leave? / and for part-timers?"


def test_what_may_not_be_read_by_all_any_more_is_not_shared(office, shown):
    answer = command(office, "how many days of leave?")
    office.answers.pages = (("leave", "finance", "Everybody has 30 days now."),)

    shared(office, answer)
    office.rehearsal.wait_for(lambda: len(private(office, "U0BEN")[1]) == 2)
    office.settled()

    assert in_channel(office) == []
    assert shown(private(office, "U0BEN")[1][-1]) == (
        "I did not share it: not everybody in <#C0GENERAL> may read the pages that this answer "
        "comes from."
    )


def test_a_button_with_somebody_elses_answer_shares_nothing(office):
    answer = command(office, "how many days of leave?")
    mine = element(answer, "share_answer")
    other = command(office, "how many days of leave?", user="U0ANNA")
    theirs = element(other, "share_answer")

    forged = {**theirs, "value": mine["value"]}
    office.rehearsal.click("U0ANNA", "C0GENERAL", other["ts"], forged)
    office.rehearsal.wait_for(lambda: len(office.rehearsal.deliveries) >= 3)
    office.settled()

    assert in_channel(office) == []


def test_a_message_is_looked_up_with_its_shortcut_and_answered_in_private(office, shown):
    ts = office.rehearsal.say("U0ANNA", "C0GENERAL", "I wonder when the merger will close")

    office.rehearsal.shortcut("U0BEN", "ask_about_this", "C0GENERAL", ts)
    office.rehearsal.wait_for(lambda: all(private(office, "U0BEN")))
    office.settled()

    (answer,), (sign,) = private(office, "U0BEN")
    address = f"https://rehearsal.slack.com/archives/C0GENERAL/p{ts.replace('.', '')}"
    assert shown(answer).splitlines()[:3] == [
        f"<{address}|Anna wrote>:",
        ">I wonder when the merger will close",
        "The merger closes in March. [1]",
    ]
    assert sign["text"] == "I am looking it up. The answer comes in our direct messages."
    assert in_channel(office) == []


def test_a_message_without_words_is_not_looked_up(office, shown):
    ts = office.rehearsal.say("U0ANNA", "C0GENERAL", ":tada:")

    office.rehearsal.shortcut("U0BEN", "ask_about_this", "C0GENERAL", ts)
    office.rehearsal.wait_for(lambda: private(office, "U0BEN")[0])
    office.settled()

    assert office.answers.asked == []
    (answer,), _ = private(office, "U0BEN")
    assert shown(answer) == "I found no words in that message that I could look up."
