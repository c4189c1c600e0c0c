"""The same bot where Slack calls it: no app token, no socket, everything signed."""

from __future__ import annotations

import pytest

from bot.over_http.mode import Door, answering_http

SECRET = "the-signing-secret-of-a-story"


@pytest.fixture
def called(empty_office):
    """An office whose bot is called over HTTP, and nothing else."""
    office = empty_office
    office.nobody_is_new()
    bot = office.new_bot()
    bot.start(workers=2)
    with answering_http(bot.app, Door(SECRET, port=0), bot.is_ready) as url:
        assert office.rehearsal.request_url(url, SECRET)
        yield office
        office.settled()
        bot.stop()


def over(office):
    return {one["over"] for one in office.rehearsal.deliveries if one["acknowledged"]}


def test_a_mention_is_answered_in_its_thread(called):
    replies = called.ask("@throughline how many days of leave do I have?")

    assert [one["text"] for one in replies] == ["Everybody has 25 days of paid leave a year."]
    assert over(called) == {"http"}
    assert called.rehearsal.sockets.connected == 0


def test_a_button_asks_its_question(called):
    answered = called.ask("@throughline how many days of leave?")[0]
    buttons = [
        one for block in answered["blocks"] for one in block.get("elements", []) if one.get("value")
    ]
    follow_up = next(one for one in buttons if one["type"] == "button")

    called.rehearsal.click("U0ANNA", "C0GENERAL", answered["ts"], follow_up)

    def asked_twice():
        return len(called.answers.asked) == 2

    assert called.rehearsal.wait_for(asked_twice)
    assert called.answers.asked[1][0].endswith("Until when may I carry days over?")
    assert over(called) == {"http"}


@pytest.mark.parametrize("word", ["NPS", "payload"])
def test_a_command_is_answered_to_who_typed_it_whatever_its_text(called, shown, word):
    called.rehearsal.say("U0ANNA", "C0GENERAL", f"/lingo {word}")

    assert called.rehearsal.wait_for(lambda: called.rehearsal.messages("C0GENERAL"))
    (card,) = called.rehearsal.messages("C0GENERAL")
    assert card["ephemeral_to"] == "U0ANNA"
    assert word in f"{card['text']} {shown(card)}"
