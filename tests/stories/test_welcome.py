from __future__ import annotations

import pytest

from bot.listeners.desk import Desk
from bot.listeners.directory import Directory
from bot.listeners.incoming import Said
from bot.listeners.welcome import KIND, Welcome
from bot.rehearsal.web_api.webapi import Fault


@pytest.fixture
def said():
    return Said("T0REHEARSAL", "U0ANNA", "DU0ANNA", "hello", "1.0", "1.0", direct=True)


def opened(office, user, tab="messages"):
    office.rehearsal.open_home(user, tab)
    office.settled()


def welcomes(office, user):
    said = office.rehearsal.messages(f"D{user}")
    return [one for one in said if one["text"] == "Hello. Ask me what Acme has written down."]


def test_who_opens_the_messages_is_welcomed_once(empty_office, shown):
    empty_office.open()

    for _ in range(3):
        opened(empty_office, "U0ANNA")

    assert empty_office.rehearsal.wait_for(lambda: welcomes(empty_office, "U0ANNA"))
    assert len(welcomes(empty_office, "U0ANNA")) == 1
    assert shown(welcomes(empty_office, "U0ANNA")[0]).splitlines()[1:] == [
        "*What we promise our customers*",
        "• We tell the hour the evening before.",
        "• Whoever picks up solves it.",
        "From <https://wiki.example/strategy|Our strategy> · Olga · 1 Sep 2026",
        "*Words you will hear here*",
        "• *NPS* (Net Promoter Score): How likely customers are to recommend us, from -100 to 100.",
        "To see what any word means here, write `/lingo` and the word.",
        "What does NPS mean?",
        "How many days of leave do I have?",
    ]


def test_a_welcome_survives_a_bot_that_dies_and_a_slack_that_fails(empty_office):
    bot = empty_office.new_bot()
    empty_office.rehearsal.fault(Fault("chat.postMessage", "http_500", times=1))
    desk = Desk(empty_office.services, lambda: None)
    Welcome(desk, Directory(bot.app.client, (), empty_office.services.clock), bot.outbox).meet(
        "T0REHEARSAL", "U0BEN"
    )

    empty_office.open(bot)
    empty_office.settled()

    assert empty_office.rehearsal.wait_for(lambda: welcomes(empty_office, "U0BEN"))
    assert len(welcomes(empty_office, "U0BEN")) == 1


def test_a_guest_is_shown_no_promise_and_no_word(empty_office, shown):
    empty_office.open()

    opened(empty_office, "U0GUEST")

    assert empty_office.rehearsal.wait_for(lambda: welcomes(empty_office, "U0GUEST"))
    assert "promise" not in shown(welcomes(empty_office, "U0GUEST")[0])


def test_a_first_hello_is_answered_with_the_welcome_and_nothing_follows(empty_office, said):
    bot = empty_office.new_bot()
    desk = Desk(empty_office.services, lambda: None)
    directory = Directory(bot.app.client, (), empty_office.services.clock)
    welcome = Welcome(desk, directory, bot.outbox)

    first, second = welcome.greeting(said), welcome.greeting(said)
    welcome.first(said)

    assert first is not None
    assert first.text == "Hello. Ask me what Acme has written down."
    assert second is None
    assert empty_office.services.inbox.waiting() == 0


def test_a_welcome_is_left_once_however_often_somebody_comes(empty_office, said):
    bot = empty_office.new_bot()
    kept = []
    desk = Desk(empty_office.services, lambda: kept.append(KIND))
    directory = Directory(bot.app.client, (), empty_office.services.clock)
    welcome = Welcome(desk, directory, bot.outbox)

    for _ in range(3):
        welcome.first(said)

    assert kept == [KIND]


def test_a_user_group_is_called_as_slack_calls_it(empty_office):
    directory = Directory(empty_office.new_bot().app.client, (), empty_office.services.clock)

    assert directory.name("S0PEOPLE") == "S0PEOPLE"  # the rehearsal's groups have no other name
    assert directory.name("S0NOBODY") == ""


def test_questions_are_offered_where_somebody_opens_the_messages(empty_office):
    empty_office.open()

    opened(empty_office, "U0ANNA")

    offered = lambda: empty_office.rehearsal.calls("assistant.threads.setSuggestedPrompts")  # noqa: E731
    assert empty_office.rehearsal.wait_for(offered)
    assert offered()[0]["channel_id"] == "DU0ANNA"
    assert "thread_ts" not in offered()[0]
    assert [one["message"] for one in offered()[0]["prompts"]] == [
        "What does NPS mean?",
        "How many days of leave do I have?",
    ]


def test_a_workspace_without_agents_is_not_asked_to_show_questions_again(empty_office):
    rehearsal = empty_office.rehearsal
    offered = lambda: rehearsal.calls("assistant.threads.setSuggestedPrompts")  # noqa: E731
    rehearsal.fault(Fault("assistant.threads.setSuggestedPrompts", "missing_scope"))
    empty_office.open()

    opened(empty_office, "U0ANNA")
    rehearsal.wait_for(offered)
    opened(empty_office, "U0BEN")
    rehearsal.wait_for(lambda: welcomes(empty_office, "U0BEN"))
    rehearsal.wait_for(lambda: len(offered()) > 1, 0.3)

    assert len(offered()) == 1
