"""Words of the company, explained where people meet them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.rehearsal.web_api.webapi import Fault
from knowledge.audience import AudienceMembers, AudienceRules, Department
from knowledge.lingo.glossary import Glossary
from knowledge.models import Sense

SENSES = (
    Sense("OTIF", "Delivered on time and in full. Counted by drop.", "g.csv", "everyone",
          aliases=("in full",), domain="operations"),
    Sense("POD", "Photograph that shows that a job was done.", "g.csv", "everyone",
          stands_for="Proof of delivery", domain="operations"),
    Sense("POD", "A team of agents.", "s.csv", "everyone", domain="customer service"),
    Sense("IFS", "The system that plans our stores.", "g.csv", "everyone"),
    Sense("Paid leave", "Days off that we pay for. Sick days are none.", "g.csv", "everyone",
          domain="people"),
    Sense("Blue Fox", "The company that we are about to buy.", "deal.csv", "finance",
          domain="finance"),
)  # fmt: skip


class Kept:
    def all(self, audiences):
        return [one for one in SENSES if one.audience in audiences]


@pytest.fixture(scope="module")
def _worded(new_office):
    made = new_office()
    made.services = replace(
        made.services,
        glossary=Glossary(Kept(), lambda: 1),
        audiences=AudienceRules(
            {"finance": AudienceMembers(users=("U0BEN",))},
            [Department("customer service", channels=("C0GENERAL",))],
        ),
    )
    made.open()
    return made


@pytest.fixture
def office(_worded):
    """An office with a glossary, a part of which Ben alone may read."""
    _worded.clear()
    return _worded


def aside(office, user, channel="C0GENERAL"):
    return [one for one in office.rehearsal.messages(channel) if one.get("ephemeral_to") == user]


def explain(office, user, ts, channel="C0GENERAL"):
    before = len(aside(office, user, channel))
    office.rehearsal.shortcut(user, "explain_the_lingo", channel, ts)
    office.rehearsal.wait_for(lambda: len(aside(office, user, channel)) > before)
    office.settled()
    return aside(office, user, channel)[before:]


def test_the_words_of_a_message_and_its_thread_are_explained_once_to_one_person(office, shown):
    ts = office.rehearsal.say(
        "U0ANNA", "C0GENERAL", "No POD for the Blue Fox job, no POD at all, if I see it"
    )
    office.rehearsal.say("U0BEN", "C0GENERAL", "in full suffers, and the POD too", ts)

    (told,) = explain(office, "U0ANNA", ts)

    assert shown(told).splitlines() == [
        "*POD*: A team of agents (customer service)",
        "• or: Proof of delivery. Photograph that shows that a job was done (operations)",
        "*OTIF* (“in full”): Delivered on time and in full (operations)",
        "Only you see this.",
    ]
    assert not told.get("thread_ts")
    assert not [one for one in office.rehearsal.messages("C0GENERAL")
                if one.get("bot_id") and not one.get("ephemeral_to")]  # fmt: skip


def test_in_a_thread_the_words_are_explained_there_and_closed_ones_only_to_their_audience(
    office, shown
):
    ts = office.rehearsal.say("U0ANNA", "C0GENERAL", "Any news?")
    reply = office.rehearsal.say("U0BEN", "C0GENERAL", "Blue Fox is late", ts)

    (bens,) = explain(office, "U0BEN", reply)
    (annas,) = explain(office, "U0ANNA", reply)

    assert shown(bens).startswith("*Blue Fox*: The company that we are about to buy (finance)")
    assert bens["thread_ts"] == ts
    assert "buy" not in str(annas)
    assert shown(annas).startswith("None of these words is in our glossary.")


def test_who_finds_no_word_may_ask_for_one(office, shown):
    ts = office.rehearsal.say("U0ANNA", "C0GENERAL", "The NRR is up")

    (told,) = explain(office, "U0BEN", ts)

    assert shown(told).splitlines() == [
        "None of these words is in our glossary.",
        "Ask for one: Only you see this.",
        "What does NRR mean?",
    ]


def test_where_the_bot_is_not_the_words_come_in_direct_messages(office, shown):
    ts = office.rehearsal.say("U0ANNA", "C0GENERAL", "OTIF")
    office.rehearsal.fault(Fault("chat.postEphemeral", "not_in_channel"))

    office.rehearsal.shortcut("U0ANNA", "explain_the_lingo", "C0GENERAL", ts)
    office.rehearsal.wait_for(lambda: office.rehearsal.messages("DU0ANNA"))
    office.settled()

    (told,) = [one for one in office.rehearsal.messages("DU0ANNA") if one.get("bot_id")]
    assert shown(told).startswith("*OTIF*: Delivered on time and in full (operations)")


def test_an_answer_explains_a_word_once_to_each_and_once_in_a_thread(office, shown):
    line = "*Paid leave*: Days off that we pay for (people)"

    def told(text, user, thread=None):
        answer = office.ask(text, user=user, thread=thread)[-1]
        office.settled()
        assert "_paid leave_ a year" in shown(answer)
        return answer.get("thread_ts"), line in shown(answer)

    thread, first = told("@throughline how many days?", "U0ANNA")
    _, again = told("@throughline how many days now?", "U0ANNA", thread)
    _, beside = told("@throughline and for me?", "U0OWNER", thread)
    _, elsewhere = told("@throughline how many days next year?", "U0ANNA")
    _, olgas = told("@throughline how many days for all?", "U0OWNER")

    assert (first, again, beside, elsewhere, olgas) == (True, False, False, False, True)
