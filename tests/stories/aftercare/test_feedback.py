"""What people say of answers, and what becomes of it, over the wire."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.rehearsal.people import interactions

LEAVE = "How many days of paid leave does everybody have?"
UNTIL = datetime.now(UTC).date() + timedelta(days=90)
FLAG = {"reason": ("outdated",), "words": "It is *28* days <!channel> <@U0BEN>."}


def flag(hands, user="U0ANNA", question=LEAVE, channel="C0GENERAL"):
    """Somebody says that an answer is not right; gives the answer and the owner's message."""
    answer = hands.ask(question, user, channel)
    hands.press(user, answer, "answer_feedback", "negative", channel=channel or f"D{user}")
    hands.sent(user, **FLAG)
    return answer, hands.wait_direct("U0OWNER")[0]


def test_who_was_helped_is_thanked_once_and_quietly(hands):
    answer = hands.ask(LEAVE)

    for _ in range(2):
        hands.press("U0BEN", answer, "answer_feedback", "positive")
        hands.wait(lambda: hands.asides("U0BEN"))
        hands.settled()

    assert [one["text"] for one in hands.asides("U0BEN")] == ["Thank you, that helps me to know."]


def test_what_is_not_right_goes_to_the_owner_once(hands, shown):
    _, notice = flag(hands)

    told = shown(notice)
    assert "*Anna* says that an answer of mine is not right: *it is out of date*." in told
    assert LEAVE in told
    assert "Everybody has 25 days of paid leave." in told
    assert "<https://wiki.example/leave.md|Annual leave>" in told
    assert "Mark as fixed" in told
    assert "It is right as it is" in told
    assert [one["text"] for one in hands.asides("U0ANNA")] == [
        "Thank you. I have passed it to Olga. I will tell you what comes of it."
    ]
    assert len(hands.direct("U0OWNER")) == 1


def test_what_people_write_brings_nobody_s_attention(hands, shown):
    _, notice = flag(hands)

    told = shown(notice)
    assert "<!channel>" not in told
    assert "<@U0BEN>" not in told
    assert "&lt;!channel&gt;" in told


def test_a_form_without_a_reason_is_not_taken(hands):
    answer = hands.ask(LEAVE)
    hands.press("U0ANNA", answer, "answer_feedback", "negative")

    hands.send("U0ANNA", words="It is 28 days.")

    assert list(hands.errors()) == ["reason"]
    assert hands.direct("U0OWNER") == []


def test_saying_it_again_adds_to_it_and_tells_the_owner_nothing_new(hands):
    answer, _ = flag(hands)

    hands.press("U0ANNA", answer, "answer_feedback", "negative")
    view = hands.form("U0ANNA")
    hands.sent("U0ANNA", reason=("incomplete",), words="And half days.")

    assert view["blocks"][1]["element"]["initial_option"]["value"] == "outdated"
    assert len(hands.direct("U0OWNER")) == 1
    assert [one.reason for one in hands.services.flags.open()] == ["incomplete"]


def test_a_changed_mind_takes_it_back(hands):
    answer, notice = flag(hands)

    hands.press("U0ANNA", answer, "answer_feedback", "positive")
    hands.wait(lambda: not hands.services.flags.open())
    hands.press_direct("U0OWNER", notice, "fix_resolve:fixed")

    assert "taken back" in str(hands.form("U0OWNER")["blocks"])


def test_a_fixed_answer_comes_back_with_the_new_one(hands, shown):
    _, notice = flag(hands)

    hands.press_direct("U0OWNER", notice, "fix_resolve:fixed")
    hands.sent(
        "U0OWNER",
        note="I changed the page.",
        answer="Everybody has 28 days of paid leave.",
        audience=("everyone",),
        until=UNTIL,
    )

    back = shown(hands.wait_direct("U0ANNA")[0])
    assert "*Olga* fixed it" in back
    assert "I changed the page." in back
    assert "Everybody has 28 days of paid leave." in back
    assert "Verified by Olga on" in back
    hands.wait(lambda: "Anna knows" in shown(hands.direct("U0OWNER")[0]))
    assert hands.services.flags.open() == []


def test_the_corrected_answer_is_everybody_s_from_now_on(hands, shown):
    _, notice = flag(hands)
    hands.press_direct("U0OWNER", notice, "fix_resolve:fixed")
    hands.sent(
        "U0OWNER",
        note="Done.",
        answer="Everybody has 28 days of paid leave.",
        audience=("everyone",),
        until=UNTIL,
    )

    asked = hands.ask("how many days of paid leave does everybody have", "U0BEN")

    assert "Everybody has 28 days of paid leave." in shown(asked)
    assert "25 days" not in shown(asked)


def test_a_fix_of_the_page_alone_is_told_without_a_new_answer(hands, shown):
    _, notice = flag(hands)

    hands.press_direct("U0OWNER", notice, "fix_resolve:fixed")
    hands.sent("U0OWNER", note="I changed the page.", audience=("everyone",), until=UNTIL)

    assert "My answer reads the same so far" in shown(hands.wait_direct("U0ANNA")[0])


def test_an_answer_that_stands_is_told_with_the_reason(hands, shown):
    _, notice = flag(hands)

    hands.press_direct("U0OWNER", notice, "fix_resolve:stands")
    hands.sent("U0OWNER", note="28 days are from next year on.")

    back = shown(hands.wait_direct("U0ANNA")[0])
    assert "it is right as it is" in back
    assert "28 days are from next year on." in back
    assert [one.state for one in hands.services.flags.settled()] == ["dismissed"]


@pytest.mark.parametrize("user", ["U0BEN", "U0GUEST"])
def test_only_owners_and_admins_settle_it(hands, user):
    _, notice = flag(hands)
    theirs = hands.workspace.post(f"D{user}", {"bot_id": "B0", "blocks": notice["blocks"]})

    hands.press_direct(user, theirs, "fix_resolve:fixed")

    assert "Only whoever looks after this" in str(hands.form(user)["blocks"])
    assert len(hands.services.flags.open()) == 1


def test_an_admin_may_settle_it_too(hands):
    _, notice = flag(hands)
    theirs = hands.workspace.post("DU0ADMIN", {"bot_id": "B0", "blocks": notice["blocks"]})

    hands.press_direct("U0ADMIN", theirs, "fix_resolve:stands")
    hands.sent("U0ADMIN", note="I asked Olga.")

    assert hands.services.flags.open() == []


def test_a_form_of_somebody_who_may_not_is_refused_at_submission_too(hands):
    _, notice = flag(hands)
    hands.press_direct("U0OWNER", notice, "fix_resolve:stands")
    view = hands.form("U0OWNER")
    hands.workspace.modals["U0BEN"] = [view]

    hands.send("U0BEN", view, note="Mine now.")

    assert "Only whoever looks after this" in hands.errors()["note"]
    assert len(hands.services.flags.open()) == 1


def test_two_who_settle_at_the_same_time_are_one_and_a_late_one(hands, shown):
    _, notice = flag(hands)
    theirs = hands.workspace.post("DU0ADMIN", {"bot_id": "B0", "blocks": notice["blocks"]})
    for user, message in (("U0OWNER", notice), ("U0ADMIN", theirs)):
        hands.press_direct(user, message, "fix_resolve:stands")
        hands.form(user)

    hands.sent("U0OWNER", note="It is right.")
    hands.send("U0ADMIN", note="It is not.")

    assert "settled already" in hands.errors()["note"]
    assert len(hands.wait_direct("U0ANNA")) == 1


def test_an_audience_that_was_not_offered_is_refused(hands):
    _, notice = flag(hands)

    hands.press_direct("U0OWNER", notice, "fix_resolve:fixed")
    hands.send("U0OWNER", note="Done.", answer="28 days.", audience=("board",), until=UNTIL)

    assert list(hands.errors()) == ["audience"]


def test_a_day_that_is_over_is_refused(hands):
    _, notice = flag(hands)

    hands.press_direct("U0OWNER", notice, "fix_resolve:fixed")
    over = datetime.now(UTC).date()
    hands.send("U0OWNER", note="Done.", answer="28 days.", audience=("everyone",), until=over)

    assert list(hands.errors()) == ["until"]


def test_the_home_s_one_button_asks_what_came_of_it(hands):
    flag(hands)
    (waiting,) = hands.services.flags.open()
    shape = {"type": "button", "action_id": "fix_resolve", "value": str(waiting.id)}
    shape["text"] = {"type": "plain_text", "text": "Settle"}
    block = {"type": "actions", "block_id": "b", "elements": [shape]}
    there = hands.workspace.post("DU0OWNER", {"bot_id": "B0", "blocks": [block]})

    hands.press_direct("U0OWNER", there, "fix_resolve")
    hands.sent("U0OWNER", outcome=("stands",), note="It is right.")

    assert [one.state for one in hands.services.flags.settled()] == ["dismissed"]


@pytest.mark.parametrize("value", ["wrong:999999", "wrong:", "wrong:-1", "wrong:1; drop", "x", ""])
def test_a_made_up_question_leads_nowhere(hands, value):
    answer = hands.ask(LEAVE)

    hands.press("U0ANNA", answer, "answer_feedback", "negative", value=value)

    assert "cannot find that answer" in str(hands.form("U0ANNA")["blocks"])
    assert hands.services.flags.open() == []


def test_the_answer_to_somebody_else_s_private_question_is_nobody_s_to_flag(hands):
    private = hands.ask("What is the board budget in pounds a year?", "U0BEN", "")
    public = hands.ask(LEAVE)
    theirs = private["blocks"]
    value = next(
        one["elements"][0]["negative_button"]["value"]
        for one in theirs
        if one["type"] == "context_actions"
    )

    hands.stage.click(
        "U0ANNA",
        "C0GENERAL",
        public["ts"],
        {"action_id": "answer_feedback", "value": value},
    )

    form = str(hands.form("U0ANNA")["blocks"])
    assert "cannot find that answer" in form
    assert "board" not in form


def test_who_may_not_read_the_pages_is_shown_only_the_question(hands, shown):
    answer = hands.ask("Where does the board plan a depot?", "U0BEN", "")

    hands.press("U0BEN", answer, "answer_feedback", "negative", channel="DU0BEN")
    hands.sent("U0BEN", reason=("wrong",))

    told = shown(hands.wait_direct("U0ADMIN")[0])
    assert "Leeds" in shown(answer)
    assert "Where does the board plan a depot?" in told
    assert "Leeds" not in told
    assert "plans.md" not in told
    assert "pages that you cannot read" in told
    assert "because you look after me, and nobody else could be asked." in told


def test_an_owner_who_left_a_moment_ago_is_stood_in_for(hands):
    answer = hands.ask(LEAVE)
    olga = hands.workspace.people.pop("U0OWNER")
    try:
        hands.press("U0ANNA", answer, "answer_feedback", "negative")
        hands.sent("U0ANNA", **FLAG)
        hands.wait_direct("U0ADMIN")
        told = hands.wait(lambda: hands.asides("U0ANNA"))
    finally:
        hands.workspace.people["U0OWNER"] = olga

    assert "I have passed it to Ada." in told[0]["text"]


def test_an_owner_who_left_long_ago_gives_way_to_the_source_s(hands):
    answer = hands.ask("When are vans washed?")

    hands.press("U0ANNA", answer, "answer_feedback", "negative")
    hands.sent("U0ANNA", **FLAG)

    assert hands.wait_direct("U0OWNER")
    assert [one.owner for one in hands.services.flags.open()] == ["U0OWNER"]


def test_each_of_a_group_is_told_and_any_may_settle(hands):
    answer = hands.ask("When is the rota made?")
    hands.press("U0ANNA", answer, "answer_feedback", "negative")
    hands.sent("U0ANNA", **FLAG)
    notice = hands.wait_direct("U0NOAH")[0]

    hands.press_direct("U0NOAH", notice, "fix_resolve:stands")
    hands.sent("U0NOAH", note="It is so.")

    assert hands.wait_direct("U0MIRA")
    assert [one.resolved_by for one in hands.services.flags.settled()] == ["U0NOAH"]
    assert "I have passed it to Mira and Noah." in hands.asides("U0ANNA")[0]["text"]


def test_a_form_that_is_delivered_again_is_kept_once(hands, state):
    answer = hands.ask(LEAVE)
    hands.press("U0ANNA", answer, "answer_feedback", "negative")
    view = hands.form("U0ANNA")
    filled = {"reason": {"value": state(("wrong",))}, "words": {"value": state("28")}}
    again = interactions.submission(
        hands.workspace, "U0ANNA", {**view, "state": {"values": filled}}
    )

    for _ in range(3):
        hands.stage.later(hands.stage.deliver("interactive", again))
    hands.wait_direct("U0OWNER")
    hands.settled()

    assert len(hands.services.flags.open()) == 1
    assert len(hands.direct("U0OWNER")) == 1
    assert len(hands.asides("U0ANNA")) == 1


def test_a_guest_hears_only_what_a_guest_may_read(hands, shown):
    answer, notice = flag(hands, "U0GUEST", "When does the canteen open?", "")
    assert "canteen opens at eight" in shown(answer)

    hands.press_direct("U0OWNER", notice, "fix_resolve:fixed")
    offered = hands.form("U0OWNER")
    audiences = next(one for one in offered["blocks"] if one.get("block_id") == "audience")
    hands.sent("U0OWNER", note="Done.", answer="At nine.", audience=("agency",), until=UNTIL)

    assert [one["value"] for one in audiences["element"]["options"]] == ["agency"]
    assert "At nine." in shown(hands.wait_direct("U0GUEST", 2)[-1])


def test_a_question_that_was_asked_aside_is_nobody_else_s_to_flag(hands):
    public = hands.ask(LEAVE)
    hands.stage.say("U0BEN", "C0GENERAL", "/ask What is the board budget in pounds a year?")
    aside = hands.wait(lambda: hands.asides("U0BEN"))[0]
    value = next(
        one["elements"][0]["negative_button"]["value"]
        for one in aside["blocks"]
        if one["type"] == "context_actions"
    )

    hands.press("U0ANNA", public, "answer_feedback", "negative", value=value)
    refused = str(hands.form("U0ANNA")["blocks"])
    hands.press("U0BEN", aside, "answer_feedback", "negative")

    assert "cannot find that answer" in refused
    assert "board budget" in str(hands.form("U0BEN")["blocks"])
