from __future__ import annotations

from bot.rehearsal.people import events


def test_a_mention_is_answered_once_in_its_thread_with_its_source(office, shown):
    replies = office.ask("@throughline how many days of leave do I have?")

    assert [one["text"] for one in replies] == ["Everybody has 25 days of paid leave a year."]
    assert shown(replies[0]).splitlines() == [
        "Everybody has 25 days of paid leave a year. <https://wiki.example/handbook/annual-leave.md|[1]>",
        "*[1]* <https://wiki.example/handbook/annual-leave.md|Annual leave> › How much · Olga · 1 Sep 2026",
        "1 page says so",
        "Until when may I carry days over?",
    ]
    assert replies[0]["blocks"][-1]["elements"][0]["type"] == "feedback_buttons"


def test_a_direct_message_is_answered_without_a_mention(office):
    replies = office.ask("how many days of leave do I have?", channel="")

    assert len(replies) == 1
    question, reader = office.answers.asked[0]
    assert question == "how many days of leave do I have?"
    assert reader.private
    assert reader.audiences == {"everyone"}


def test_a_post_that_slack_tells_as_mention_and_as_message_is_answered_once(office):
    ts = office.rehearsal.say("U0ANNA", "C0GENERAL", "@throughline what is leave?")
    office.rehearsal.wait_for(lambda: len(office.rehearsal.deliveries) == 3)
    office.settled()

    assert len(office.rehearsal.replies("C0GENERAL", ts)) == 1
    assert len(office.answers.asked) == 1


def test_an_event_that_is_delivered_again_is_not_answered_again(office):
    ts = office.rehearsal.say("U0ANNA", "", "what is leave?")
    office.rehearsal.wait_for(lambda: office.rehearsal.replies("DU0ANNA", ts))
    said = office.rehearsal.messages("DU0ANNA")[0]
    conversation = office.rehearsal.workspace.conversation("DU0ANNA")
    again = next(events.of_message(conversation, said))

    before = len(office.rehearsal.deliveries)
    office.rehearsal.redeliver(again)
    office.rehearsal.redeliver(again)
    office.rehearsal.workspace.wait(lambda: len(office.rehearsal.deliveries) >= before + 2, 0.5)
    office.settled()

    assert len(office.rehearsal.replies("DU0ANNA", ts)) == 1


def test_a_follow_up_in_the_thread_needs_no_mention_and_knows_what_went_before(office):
    first = office.ask("@throughline how many days of leave?")

    replies = office.ask("and for part-timers?", thread=first[0]["thread_ts"])

    assert len(replies) == 1
    assert office.answers.asked[-1][0] == "how many days of leave? / and for part-timers?"


def test_a_thread_of_others_and_a_word_to_somebody_else_are_left_alone(office):
    answered = office.ask("@throughline how many days of leave?")
    thread = answered[0]["thread_ts"]
    other = office.rehearsal.say("U0BEN", "C0GENERAL", "lunch?")

    office.rehearsal.say("U0ANNA", "C0GENERAL", "yes please", other)
    office.rehearsal.say("U0ANNA", "C0GENERAL", "@Ben see?", thread)
    office.ask("@throughline and the moon?")
    office.settled()

    assert [question for question, _ in office.answers.asked] == [
        "how many days of leave?",
        "and the moon?",
    ]


def test_a_question_on_a_button_is_answered_in_the_same_thread(office, shown):
    answered = office.ask("@throughline how many days of leave?")[0]
    button = next(
        element
        for block in answered["blocks"]
        for element in block.get("elements", [])
        if element.get("action_id") == "ask_follow_up:0"
    )

    office.rehearsal.click("U0BEN", "C0GENERAL", answered["ts"], button)
    office.rehearsal.wait_for(
        lambda: len(office.rehearsal.replies("C0GENERAL", answered["thread_ts"])) == 2
    )

    reply = office.rehearsal.replies("C0GENERAL", answered["thread_ts"])[-1]
    assert shown(reply).startswith("Ben asked: Until when may I carry days over?\nEverybody has 25")


def test_a_greeting_is_greeted_with_questions_to_begin_with(office, shown):
    replies = office.ask("@throughline")

    assert (
        replies[0]["text"] == "Hello! Ask me about our strategy, how things are done or our words."
    )
    assert shown(replies[0]).endswith("How many days of leave do I have?")
    assert office.answers.asked == []


def test_a_term_is_explained_to_who_asked_only(office, shown):
    office.rehearsal.say("U0ANNA", "C0GENERAL", "/lingo NPS")
    office.rehearsal.wait_for(lambda: office.rehearsal.messages("C0GENERAL"))

    card = office.rehearsal.messages("C0GENERAL")[0]
    assert card["ephemeral_to"] == "U0ANNA"
    assert shown(card).startswith("*NPS* (Net Promoter Score)\nHow likely customers are")


def test_what_nobody_wrote_down_is_recorded_as_a_gap(office, shown):
    replies = office.ask("@throughline who owns the moon?")
    office.settled()

    assert "*Olga* looks after this and may know." in shown(replies[0])
    assert "Ask Olga" in shown(replies[0])
    assert "who owns the moon?" in [one.text for one in office.services.journal.gaps(None)]


def test_a_channel_with_a_guest_is_told_only_what_the_guest_may_read_too(office):
    office.ask("@throughline how many days of leave?", channel="C0GUESTS")

    assert office.answers.asked[0][1].audiences == frozenset()


def test_a_channel_shared_with_another_organisation_is_met_with_silence(office):
    office.rehearsal.say("U0ANNA", "C0PARTNER", "@throughline how many days of leave?")
    office.rehearsal.wait_for(lambda: len(office.rehearsal.deliveries) == 2)

    assert office.services.inbox.waiting() == 0
    assert office.answers.asked == []
