from __future__ import annotations

from bot.listeners.asking.asides import Aside, clicked, commanded, kept_in, pointed_at
from knowledge.store.messages.deliveries import Arrival
from knowledge.store.questions.turns import Place

TEAM = {"id": "T1", "domain": "acme"}


def pressed(**container):
    return {
        "team": TEAM,
        "user": {"id": "U0ANNA"},
        "container": {"channel_id": "C1", "message_ts": "5.1", **container},
        "actions": [{"value": "Who decides?", "action_ts": "6.1"}],
    }


def pointed(**message):
    return {
        "team": TEAM,
        "user": {"id": "U0ANNA"},
        "channel": {"id": "C1"},
        "message_ts": "5.000100",
        "message": {"user": "U0BEN", "text": "Is &amp; was <@U0CARL> late?", **message},
    }


def test_a_command_asks_where_it_was_typed():
    asked = {"team_id": "T1", "channel_id": "C1", "user_id": "U0ANNA", "text": " how  many? "}

    assert commanded(asked) == Aside("U0ANNA", "how many?", Place("T1", "C1", ""))


def test_a_question_on_a_button_stays_private_where_its_message_was():
    assert clicked(pressed()) is None
    assert clicked(pressed(is_ephemeral=True, thread_ts="4.1")) == Aside(
        "U0ANNA", "Who decides?", Place("T1", "C1", "4.1")
    )


def test_a_message_that_is_pointed_at_leads_back_to_where_it_stands():
    top = pointed_at(pointed(ts="5.000100"))
    reply = pointed_at(pointed(ts="5.000100", thread_ts="4.000100"))

    assert (top.text, top.author, top.place.thread) == ("Is & was late?", "U0BEN", "5.000100")
    assert top.link == "https://acme.slack.com/archives/C1/p5000100"
    assert reply.link == ("https://acme.slack.com/archives/C1/p5000100?thread_ts=4.000100&cid=C1")
    assert reply.place == Place("T1", "C1", "4.000100")


def test_what_is_kept_is_what_was_asked():
    asked = Aside("U0ANNA", "Who?", Place("T1", "C1", "4.1"), "https://x.example", "U0BEN")

    body = {"kind": "aside", "user": "U0ANNA", **asked.kept}

    assert kept_in(Arrival("T1", "e", "U0ANNA", "m", body)) == asked
