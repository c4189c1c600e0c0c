"""Below a digest: owners are asked and answer, numbers are clicked, and questions are asked on."""

from __future__ import annotations

import pytest


@pytest.fixture
def digests(fake):
    return fake("posted_digest")


@pytest.fixture
def hands(fake, empty_office, digests):
    """An office with pages, whose bot knows the metric of the digest."""
    empty_office.nobody_is_new()
    empty_office.services = digests.knowing(empty_office.services)
    words = fake("word_embedder").WordEmbedder()
    library = fake("aftercare").Library(empty_office.database, words, fake("indexes"))
    made = fake("aftercare").opened(empty_office, library)
    yield made
    made.leave()


@pytest.fixture
def thread(hands, digests):
    """The thread of a digest whose complaints crossed a line of Olga's."""
    _, ts = digests.post(hands.office.bot, hands.services, digests.digest())
    hands.wait(lambda: len(hands.stage.replies("C0GENERAL", ts)) == 1)
    return ts


def last(hands, thread, count, channel="C0GENERAL"):
    """The last message of a thread, when it has so many."""
    hands.wait(lambda: len(hands.stage.replies(channel, thread)) >= count)
    hands.settled()
    replies = hands.stage.replies(channel, thread)
    assert len(replies) == count
    return replies[-1]


def test_what_the_owner_states_next_is_kept_and_found(hands, thread, digests, shown):
    asked = hands.stage.replies("C0GENERAL", thread)[-1]
    assert f"<@U0OWNER> {digests.FACT} What is the reason, in one line?" in asked["text"]

    hands.stage.say("U0BEN", "C0GENERAL", "that is a lot", thread)
    hands.stage.say("U0OWNER", "C0GENERAL", "A flood closed the Leeds depot last week.", thread)

    said = last(hands, thread, 4)
    (kept,) = hands.services.owners_said.rows.said(["complaints"], ["everyone"])
    assert said["text"] == "Kept as the reason for Complaints from 9 to 15 Nov 2026."
    assert (kept.answer, kept.answered_by) == (
        "A flood closed the Leeds depot last week.",
        "U0OWNER",
    )
    assert hands.services.owners_said.rows.all_open() == []
    found = hands.ask("Why did complaints change from 9 to 15 Nov 2026?", user="U0BEN")
    assert "A flood closed the Leeds depot last week." in shown(found)


def test_written_again_it_is_kept_anew_but_not_what_people_say_to_each_other(hands, thread):
    hands.stage.say("U0OWNER", "C0GENERAL", "It rained a lot.", thread)
    last(hands, thread, 3)
    hands.stage.say("U0OWNER", "C0GENERAL", "No, the depot was flooded.", thread)
    last(hands, thread, 5)
    hands.stage.say("U0BEN", "C0GENERAL", "I hope that everybody is well", thread)
    hands.stage.say("U0OWNER", "C0GENERAL", "They are, and home by now", thread)

    last(hands, thread, 7)
    (kept,) = hands.services.owners_said.rows.said(["complaints"], ["everyone"])
    assert kept.answer == "No, the depot was flooded."


def test_a_reason_that_is_too_long_is_cut_and_the_owner_is_told(hands, thread, shown):
    hands.stage.say("U0OWNER", "C0GENERAL", "It rained and rained. " * 30, thread)

    said = last(hands, thread, 3)
    (kept,) = hands.services.owners_said.rows.said(["complaints"], ["everyone"])
    assert kept.answer.endswith("rained and…")
    assert "Only its first 500 characters are kept." in shown(said)


def test_the_button_opens_a_form_for_the_owner_alone(hands, thread, shown):
    asked = hands.stage.replies("C0GENERAL", thread)[-1]
    hands.press("U0BEN", asked, "digest_reason")
    assert "Only whoever answers for this number" in shown(hands.form("U0BEN"))

    hands.press("U0OWNER", asked, "digest_reason")
    hands.sent("U0OWNER", reason="The depot was flooded.")

    said = last(hands, thread, 2)
    assert said["text"] == "Olga on Complaints from 9 to 15 Nov 2026: The depot was flooded."


def test_an_owner_elsewhere_is_asked_alone_and_answers_there(hands, digests, shown):
    made = digests.digest(channel="C0GUESTS", owner="U0OWNER", audience="agency")
    _, ts = digests.post(hands.office.bot, hands.services, made)
    there = last(hands, ts, 1, "C0GUESTS")
    (alone,) = hands.wait_direct("U0OWNER")

    hands.stage.say("U0OWNER", None, "The depot was flooded.", alone["ts"])

    hands.wait_direct("U0OWNER", 2)
    assert "I have asked Olga for the reason in a direct message." in there["text"]
    assert "<#C0GUESTS>" in shown(alone)
    assert len(hands.stage.replies("C0GUESTS", ts)) == 1
    (kept,) = hands.services.owners_said.rows.said(["complaints"], ["agency"])
    assert (kept.answer, kept.audience) == ("The depot was flooded.", "agency")
    found = hands.ask("Why did complaints change from 9 to 15 Nov 2026?")
    assert "flooded" not in shown(found)


def test_an_owner_who_may_not_read_it_is_not_asked(hands, digests, shown):
    made = digests.digest(channel="C0GUESTS", owner="U0BEN", audience="agency")

    _, ts = digests.post(hands.office.bot, hands.services, made)

    there = last(hands, ts, 1, "C0GUESTS")
    (told,) = hands.wait_direct("U0ADMIN")
    assert "I have told those who look after me." in there["text"]
    assert "31" not in shown(told)
    assert hands.direct("U0BEN") == []


def digest_in(hands, thread):
    return next(one for one in hands.stage.messages("C0GENERAL") if one["ts"] == thread)


def pick(hands, user, thread, deed):
    """Picks from the menu beside the number of the digest."""
    root = digest_in(hands, thread)
    for block in root["blocks"]:
        accessory = block.get("accessory") or {}
        for option in accessory.get("options", []):
            if option["value"].startswith(f"{deed}:"):
                clicked = {"action_id": "digest_metric", "block_id": block["block_id"]}
                clicked |= {"type": "overflow", "selected_option": option}
                hands.stage.click(user, "C0GENERAL", root["ts"], clicked)
                return
    raise AssertionError(f"{deed} is not offered")


def test_why_is_asked_as_a_question_in_the_thread(hands, thread):
    pick(hands, "U0ANNA", thread, "why")

    last(hands, thread, 2)
    (_, entry), *_ = hands.services.journal.asked_by("U0ANNA")
    assert entry.text == "Why did complaints change in the week of 9 Nov 2026?"


def test_what_the_glossary_does_not_know_is_said_as_it_is_defined(hands, thread):
    pick(hands, "U0ANNA", thread, "meaning")

    said = last(hands, thread, 2)
    assert said["text"] == "Complaints: Complaints received, upheld or not."


def test_the_owner_is_asked_as_from_an_answer_and_once(hands, thread, shown):
    pick(hands, "U0ANNA", thread, "ask")
    (asked,) = hands.wait_direct("U0OWNER")
    hands.settled()
    pick(hands, "U0ANNA", thread, "ask")
    hands.wait(lambda: len(hands.asides("U0ANNA")) == 2)

    assert "asked for a number of yours" in shown(asked)
    assert "Complaints: 31 in the week of 9 Nov 2026." in shown(asked)
    assert "I have asked Olga" in hands.asides("U0ANNA")[0]["text"]
    assert "You have asked the owner about this already" in hands.asides("U0ANNA")[1]["text"]
    assert len(hands.direct("U0OWNER")) == 1


def test_why_this_is_told_to_who_asks_alone(hands, thread):
    root = digest_in(hands, thread)

    hands.press("U0ANNA", root, "digest_why_this")

    hands.wait(lambda: hands.asides("U0ANNA"))
    hands.settled()
    assert [one["text"] for one in hands.asides("U0ANNA")] == ["It was due."]


def test_a_question_in_the_thread_knows_number_and_week_without_a_mention(hands, thread):
    hands.stage.say("U0BEN", "C0GENERAL", "nice chart", thread)
    hands.stage.say("U0ANNA", "C0GENERAL", "and by depot?", thread)
    last(hands, thread, 4)
    hands.stage.say("U0ANNA", "C0GENERAL", "what about the week before?", thread)
    last(hands, thread, 6)

    asked = [entry.text for _, entry in hands.services.journal.asked_by("U0ANNA")]
    assert asked == [
        "Complaints in the week of 2 Nov 2026: by depot?",
        "Complaints in the week of 9 Nov 2026: by depot?",
    ]


def test_where_two_numbers_may_be_meant_the_asker_is_asked_which(hands, digests):
    _, thread = digests.post(hands.office.bot, hands.services, digests.calm())
    hands.stage.say("U0ANNA", "C0GENERAL", "why?", thread)
    offered = last(hands, thread, 2)

    hands.press("U0BEN", offered, "ask_choice:1")

    last(hands, thread, 3)
    (_, entry), *_ = hands.services.journal.asked_by("U0BEN")
    assert offered["text"] == "There are several numbers here. Which one do you mean?"
    assert entry.text == "Why did returns change in the week of 9 Nov 2026?"
