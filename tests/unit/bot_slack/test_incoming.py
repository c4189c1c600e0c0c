from __future__ import annotations

import pytest

from bot.listeners.incoming import deleted_in, is_from_elsewhere, readable, said_in, stopped_in
from knowledge.store.questions.turns import Place

BOT = "U0BOT"


def event(**fields):
    said = {"type": "message", "user": "U0ANNA", "channel": "C1", "ts": "1.1", "text": "hello"}
    return {"team_id": "T1", "event_id": "Ev1", "event": {**said, **fields}}


def test_a_mention_is_said_to_the_bot_in_a_thread_of_its_own():
    said = said_in(event(text="<@U0BOT> who?", channel_type="channel"), BOT)

    assert (said.text, said.thread, said.direct, said.named) == ("who?", "1.1", False, True)


def test_a_question_that_names_somebody_else_too_is_a_question():
    said = said_in(event(text="<@U0BEN> <@U0BOT> how many days?"), BOT)

    assert (said.text, said.named) == ("how many days?", True)


def test_in_a_group_a_question_needs_no_mention():
    said = said_in(event(text="how many days?", channel_type="mpim"), BOT)

    assert (said.group, said.named, said.direct, said.thread) == (True, False, False, "1.1")


def test_a_deleted_message_and_a_stopped_thread_are_named():
    gone = event(subtype="message_deleted", deleted_ts="0.5", hidden=True)
    stopped = event(type="agent_session_stopped", thread_ts="0.9", event_ts="2.5")

    assert deleted_in(gone) == ("T1", "C1", "0.5")
    assert deleted_in(event()) is None
    assert stopped_in(stopped) == (Place("T1", "C1", "0.9"), "2.5")


def test_a_reply_in_a_thread_may_be_meant_for_the_bot():
    said = said_in(event(text="and then?", thread_ts="0.9"), BOT)

    assert (said.thread, said.named) == ("0.9", False)


@pytest.mark.parametrize(
    "fields",
    [
        {"bot_id": "B1", "channel_type": "im"},
        {"user": BOT, "channel_type": "im"},
        {"subtype": "message_changed", "channel_type": "im"},
        {"subtype": "channel_join", "channel_type": "im"},
        {"hidden": True, "channel_type": "im"},
        {"channel_type": "channel"},
        {"text": "<@U0BEN> look", "thread_ts": "0.9"},
        {"text": "<!here> look", "thread_ts": "0.9"},
        {"text": "<!subteam^S1|@sales> who?", "thread_ts": "0.9"},
        {"text": "<@U0BEN> try <@U0BOT>", "thread_ts": "0.9"},
        {"text": "I will be late", "channel_type": "mpim"},
    ],
)
def test_bots_edits_joins_and_bystanders_are_not_heard(fields):
    assert said_in(event(**fields), BOT) is None


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("<@U0BOT>   what is   <https://x.example/a|the page>?", "what is the page?"),
        ("A &amp; B &lt; C <#C1|general> <!subteam^S1|@sales>", "A & B < C general @sales"),
        ("<@U0BOT>", ""),
        ("<@U0BOT>: who?", "who?"),
        (":tada:", ":tada:"),
        ("<https://x.example>", "https://x.example"),
    ],
)
def test_a_question_is_read_without_slacks_markup(written, read):
    assert readable(written, BOT) == read


def test_other_organisations_are_noticed():
    assert is_from_elsewhere(event() | {"is_ext_shared_channel": True})
    assert is_from_elsewhere(event(user_team="T2"))
    assert not is_from_elsewhere(event(user_team="T1"))
