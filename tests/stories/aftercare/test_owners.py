"""Questions that go to who may know, and the answers that come back, over the wire."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.listeners.desk import Desk
from bot.rehearsal.people import interactions

LEEDS = "How is annual leave cancelled in Leeds?"
TODAY = datetime.now(UTC).date()
UNTIL = TODAY + timedelta(days=90)
KEPT = {"audience": ("everyone",), "keep": True, "until": UNTIL}
ALOUD = {"audience": ("everyone",), "until": UNTIL}


def sent_on(hands, user="U0ANNA", question=LEEDS, channel="C0GENERAL", owner="U0OWNER"):
    """Somebody has their question sent on; gives what they were told and the owner's message."""
    answer = hands.ask(question, user, channel)
    hands.press(user, answer, "ask_owner", channel=channel or f"D{user}")
    return answer, hands.wait_direct(owner)[0]


def test_a_question_goes_to_the_owner_and_the_answer_into_its_thread(hands, shown):
    answer, notice = sent_on(hands)

    told = shown(notice)
    assert "*Anna* asked me something that I cannot answer for sure." in told
    assert LEEDS in told
    assert "<https://wiki.example/leave.md|Annual leave>" in told
    asked = hands.wait(lambda: hands.asides("U0ANNA"))
    assert asked[0]["text"].startswith("I have asked Olga.")

    hands.press_direct("U0OWNER", notice, "owner_reply")
    hands.sent("U0OWNER", answer="With *form 7* <!here>.", **ALOUD)

    replies = hands.wait(
        lambda: [
            one
            for one in hands.stage.replies("C0GENERAL", answer["thread_ts"])
            if "Olga* answered" in shown(one)
        ]
    )
    back = shown(replies[0])
    assert "<@U0ANNA>, *Olga* answered on" in back
    assert "form 7" in back
    assert "<!here>" not in back
    assert hands.wait(lambda: "Anna has your answer" in shown(hands.direct("U0OWNER")[0]))


def test_a_reply_that_not_everybody_may_read_comes_in_private(hands, shown):
    answer, notice = sent_on(hands, "U0BEN")

    hands.press_direct("U0OWNER", notice, "owner_reply")
    hands.sent("U0OWNER", answer="The board does.", audience=("board",), until=UNTIL)

    hands.wait(lambda: "The board does." in str(hands.direct("U0BEN")))
    aloud = hands.stage.replies("C0GENERAL", answer["thread_ts"])
    assert "The board does." not in str(aloud)


def test_only_audiences_of_both_are_offered_and_taken(hands):
    _, notice = sent_on(hands)

    hands.press_direct("U0OWNER", notice, "owner_reply")
    view = hands.form("U0OWNER")
    hands.send("U0OWNER", answer="The board does.", audience=("board",), until=UNTIL)

    offered = next(one for one in view["blocks"] if one.get("block_id") == "audience")
    values = [one["value"] for one in offered["element"]["options"]]
    assert values == ["everyone", "agency"]
    assert offered["element"]["initial_option"]["value"] == "everyone"
    assert list(hands.errors()) == ["audience"]
    assert hands.direct("U0ANNA") == []


def test_what_is_told_to_a_guest_alone_stays_with_the_guest(hands, shown):
    _, notice = sent_on(hands, "U0GUEST", LEEDS, "", owner="U0ADMIN")

    hands.press_direct("U0ADMIN", notice, "owner_reply")
    view = hands.form("U0ADMIN")
    hands.sent("U0ADMIN", answer="Ask at the gate.")

    assert "leave.md" not in shown(notice)
    assert [one.get("block_id") for one in view["blocks"] if one["type"] == "input"] == ["answer"]
    assert "Only Gus will see your answer" in str(view["blocks"])
    assert "Ask at the gate." in shown(hands.wait_direct("U0GUEST", 3)[-1])


def test_an_answer_that_is_kept_answers_who_asks_the_same(hands, shown):
    _, notice = sent_on(hands)
    hands.press_direct("U0OWNER", notice, "owner_reply")
    hands.sent("U0OWNER", answer="A robot does.", **KEPT)

    again = hands.ask("in leeds, how is the annual leave cancelled", "U0BEN")

    assert "A robot does." in shown(again)
    assert "Verified by Olga on" in shown(again)


def test_an_answer_that_is_not_kept_answers_nobody_else(hands, shown):
    _, notice = sent_on(hands)
    hands.press_direct("U0OWNER", notice, "owner_reply")
    hands.sent("U0OWNER", answer="A robot does.", **ALOUD)

    assert "robot" not in shown(hands.ask(LEEDS, "U0BEN"))


def test_a_kept_answer_must_be_short_and_a_told_one_need_not(hands, shown):
    _, notice = sent_on(hands)
    hands.press_direct("U0OWNER", notice, "owner_reply")
    view = hands.form("U0OWNER")
    long = "word " * 599 + "end."

    hands.send("U0OWNER", view, answer=long, **KEPT)
    assert "shorten it" in hands.errors()["answer"]
    hands.stage.submit("U0OWNER", view["id"], {"keep": {"value": {"selected_options": []}}})
    hands.wait(lambda: not hands.workspace.modals.get("U0OWNER"))
    hands.settled()

    assert "end." in str(hands.stage.messages("C0GENERAL"))


def test_the_second_of_two_replies_is_not_sent(hands, shown):
    answer = hands.ask("Is the rota on paper in Leeds?")
    hands.press("U0ANNA", answer, "ask_owner")
    for user in ("U0MIRA", "U0NOAH"):
        hands.press_direct(user, hands.wait_direct(user)[0], "owner_reply")
        hands.form(user)

    hands.sent("U0MIRA", answer="Mira's answer.", **ALOUD)
    hands.send("U0NOAH", answer="Noah's answer.", **ALOUD)

    assert "answered already" in hands.errors()["answer"]
    said = str(hands.stage.messages("C0GENERAL"))
    assert "Mira's answer." in said
    assert "Noah's answer." not in said


def test_asking_twice_is_asking_once(hands):
    answer, _ = sent_on(hands)
    hands.settled()

    hands.press("U0ANNA", answer, "ask_owner")

    assert "asked this already" in str(hands.form("U0ANNA")["blocks"])
    assert len(hands.direct("U0OWNER")) == 1
    assert len(hands.services.asks.open()) == 1


def test_two_people_may_ask_the_same(hands):
    answer, _ = sent_on(hands)

    hands.press("U0BEN", answer, "ask_owner")

    assert len(hands.wait_direct("U0OWNER", 2)) == 2


@pytest.mark.parametrize("user", ["U0BEN", "U0GUEST"])
@pytest.mark.parametrize("action", ["owner_reply", "owner_pass"])
def test_who_was_not_asked_cannot_answer(hands, user, action):
    _, notice = sent_on(hands)
    theirs = hands.workspace.post(f"D{user}", {"bot_id": "B0", "blocks": notice["blocks"]})

    hands.press_direct(user, theirs, action)

    said = str(hands.form(user)["blocks"])
    assert "sent to somebody else" in said
    assert "Leeds" not in said


def test_a_form_of_somebody_who_was_not_asked_is_refused(hands):
    _, notice = sent_on(hands)
    hands.press_direct("U0OWNER", notice, "owner_reply")
    view = hands.form("U0OWNER")
    hands.workspace.modals["U0BEN"] = [view]

    hands.send("U0BEN", view, answer="Me.", **ALOUD)

    assert "sent to somebody else" in hands.errors()["answer"]
    assert [one.state for one in hands.services.asks.open()] == ["open"]


@pytest.mark.parametrize("value", ["999999", "0", "-1", "x", "1 or 1", "9" * 40])
def test_a_made_up_ask_leads_nowhere(hands, value):
    _, notice = sent_on(hands)

    hands.press_direct("U0OWNER", notice, "owner_reply", value=value)

    assert "sent to somebody else" in str(hands.form("U0OWNER")["blocks"])


def test_an_empty_answer_is_not_taken(hands):
    _, notice = sent_on(hands)
    hands.press_direct("U0OWNER", notice, "owner_reply")

    hands.send("U0OWNER", answer=" \u200b ... ", **ALOUD)

    assert hands.errors() == {"answer": "Write your answer first."}


def test_not_mine_goes_on_to_who_is_named(hands, shown):
    _, notice = sent_on(hands)
    hands.press_direct("U0OWNER", notice, "owner_pass")
    hands.sent("U0OWNER", person="U0NOAH")

    passed = hands.wait_direct("U0NOAH")[0]

    assert "Olga named you." in shown(passed)
    assert hands.wait(lambda: "I have asked Noah instead" in shown(hands.direct("U0OWNER")[0]))
    assert [one.owner for one in hands.services.asks.open()] == ["U0NOAH"]


def test_who_was_asked_already_is_not_asked_again(hands):
    _, notice = sent_on(hands)
    hands.press_direct("U0OWNER", notice, "owner_pass")
    hands.sent("U0OWNER", person="U0NOAH")
    passed = hands.wait_direct("U0NOAH")[0]

    hands.press_direct("U0NOAH", passed, "owner_pass")
    hands.send("U0NOAH", person="U0OWNER")

    assert "asked already" in hands.errors()["person"]


def test_what_nobody_knows_goes_to_the_admins_then_back(hands, shown):
    _, notice = sent_on(hands)
    hands.press_direct("U0OWNER", notice, "owner_pass")
    hands.sent("U0OWNER")
    last = hands.wait_direct("U0ADMIN")[0]

    hands.press_direct("U0ADMIN", last, "owner_pass")
    hands.sent("U0ADMIN")

    told = hands.wait(lambda: len(hands.asides("U0ANNA")) > 1 and hands.asides("U0ANNA"))
    assert "Nobody whom I could ask knows this." in shown(told[-1])
    assert hands.services.asks.open() == []


def test_what_somebody_else_answers_is_kept_only_when_an_admin_approves(hands, shown):
    _, notice = sent_on(hands)
    hands.press_direct("U0OWNER", notice, "owner_pass")
    hands.sent("U0OWNER", person="U0NOAH")
    passed = hands.wait_direct("U0NOAH")[0]
    hands.press_direct("U0NOAH", passed, "owner_reply")
    hands.sent("U0NOAH", answer="A robot does.", **KEPT)
    approval = hands.wait_direct("U0ADMIN")[0]
    assert "A robot does." in shown(approval)
    assert "robot" not in shown(hands.ask(LEEDS, "U0BEN"))

    theirs = hands.workspace.post("DU0BEN", {"bot_id": "B0", "blocks": approval["blocks"]})
    hands.press_direct("U0BEN", theirs, "verify_answer:yes")
    assert "Only an admin" in str(hands.form("U0BEN")["blocks"])
    hands.press_direct("U0ADMIN", approval, "verify_answer:yes")
    hands.wait(lambda: "I keep it" in shown(hands.direct("U0ADMIN")[0]))

    assert "Verified by Noah on" in shown(hands.ask(LEEDS, "U0BEN"))


def test_what_an_admin_turns_down_is_not_kept(hands, shown):
    _, notice = sent_on(hands)
    hands.press_direct("U0OWNER", notice, "owner_pass")
    hands.sent("U0OWNER", person="U0NOAH")
    hands.press_direct("U0NOAH", hands.wait_direct("U0NOAH")[0], "owner_reply")
    hands.sent("U0NOAH", answer="A robot does.", **KEPT)

    hands.press_direct("U0ADMIN", hands.wait_direct("U0ADMIN")[0], "verify_answer:no")
    hands.wait(lambda: "I do not keep it" in shown(hands.direct("U0ADMIN")[0]))

    assert "robot" not in shown(hands.ask(LEEDS, "U0BEN"))


def test_without_any_owner_the_admins_are_asked(hands, shown):
    answer = hands.ask("zebra quilt xylophone?")

    hands.press("U0ANNA", answer, "ask_owner")

    notice = shown(hands.wait_direct("U0ADMIN")[0])
    assert "zebra quilt" in notice
    assert "because you look after me, and nobody else is named for the subject." in notice
    assert "I have asked Ada." in hands.wait(lambda: hands.asides("U0ANNA"))[0]["text"]


def test_a_reply_that_is_delivered_again_is_posted_once(hands, state):
    answer, notice = sent_on(hands)
    hands.press_direct("U0OWNER", notice, "owner_reply")
    view = hands.form("U0OWNER")
    fields = {"answer": "A robot does.", **ALOUD}
    values = {name: {"value": state(told)} for name, told in fields.items()}
    again = interactions.submission(
        hands.workspace, "U0OWNER", {**view, "state": {"values": values}}
    )

    for _ in range(3):
        hands.stage.later(hands.stage.deliver("interactive", again))
    hands.wait(lambda: "A robot does." in str(hands.stage.messages("C0GENERAL")))
    hands.settled()

    said = hands.stage.replies("C0GENERAL", answer["thread_ts"])
    assert len([one for one in said if "A robot does." in str(one["blocks"])]) == 1


def vouched(hands):
    """An answer that Olga vouches for, and whose day is over."""
    _, notice = sent_on(hands)
    hands.press_direct("U0OWNER", notice, "owner_reply")
    hands.sent("U0OWNER", answer="A robot does.", **KEPT)
    later = datetime.now(UTC) + timedelta(days=91)
    for _ in range(3):  # as often as the clock likes
        hands.office.bot.tick(later)
    return hands.wait_direct("U0OWNER", 2)[-1]


def test_when_its_day_is_over_the_owner_is_asked_once_and_it_is_not_used(hands, shown):
    reminder = vouched(hands)

    assert "Is it still right?" in shown(reminder)
    assert len(hands.direct("U0OWNER")) == 2
    assert "robot" not in shown(hands.ask(LEEDS, "U0BEN"))


def test_still_right_brings_it_back(hands, shown):
    reminder = vouched(hands)

    hands.press_direct("U0OWNER", reminder, "verify_answer:still")
    hands.wait(lambda: "I use it again" in shown(hands.direct("U0OWNER")[-1]))

    assert "A robot does." in shown(hands.ask(LEEDS, "U0BEN"))


def test_a_changed_one_is_used_with_its_new_words(hands, shown):
    reminder = vouched(hands)

    hands.press_direct("U0OWNER", reminder, "verify_answer:change")
    view = hands.sent("U0OWNER", answer="A goat does.", until=UNTIL)
    hands.wait(lambda: "your new answer" in shown(hands.direct("U0OWNER")[-1]))

    assert "A robot does." in str(view["blocks"])
    assert "A goat does." in shown(hands.ask(LEEDS, "U0BEN"))


def test_a_dropped_one_is_forgotten(hands, shown):
    reminder = deepcopy(vouched(hands))

    hands.press_direct("U0OWNER", reminder, "verify_answer:drop")
    hands.wait(lambda: "dropped it" in shown(hands.direct("U0OWNER")[-1]))
    theirs = hands.workspace.post("DU0OWNER", {"bot_id": "B0", "blocks": reminder["blocks"]})
    hands.press_direct("U0OWNER", theirs, "verify_answer:still")

    assert "not kept any more" in str(hands.form("U0OWNER")["blocks"])


def test_only_who_vouched_decides_about_it(hands):
    reminder = vouched(hands)
    theirs = hands.workspace.post("DU0BEN", {"bot_id": "B0", "blocks": reminder["blocks"]})

    hands.press_direct("U0BEN", theirs, "verify_answer:drop")

    assert "Only who vouched" in str(hands.form("U0BEN")["blocks"])
    assert hands.services.vouching.get("verified/ask-1") is not None


def at_home(hands, user, action):
    """The button of somebody's home, with the home that it stands on."""
    hands.stage.open_home(user)

    def found():
        view = hands.workspace.homes.get(user) or {"blocks": []}
        for block in view["blocks"]:
            shown = [*block.get("elements", []), block.get("accessory") or {}]
            for element in shown:
                if element.get("action_id") == action:
                    return view, {"action_id": action, "block_id": block["block_id"]}
        return None

    return hands.wait(found)


def test_what_waits_in_the_home_is_answered_there(hands):
    sent_on(hands)

    view, button = at_home(hands, "U0OWNER", "owner_reply")
    hands.stage.act("U0OWNER", view["id"], button)
    hands.sent("U0OWNER", answer="With form 7.", **ALOUD)

    hands.wait(lambda: "With form 7." in str(hands.stage.messages("C0GENERAL")))


def test_what_is_flagged_is_settled_in_the_home(hands):
    answer = hands.ask("How many days of paid leave does everybody have?")
    hands.press("U0ANNA", answer, "answer_feedback", "negative")
    hands.sent("U0ANNA", reason=("wrong",))

    view, button = at_home(hands, "U0OWNER", "fix_resolve")
    hands.stage.act("U0OWNER", view["id"], button)
    hands.sent("U0OWNER", outcome=("stands",), note="It is right.")

    assert "It is right." in str(hands.wait_direct("U0ANNA")[0]["blocks"])


def test_where_the_bot_was_sent_away_the_answer_comes_in_private(hands):
    _, notice = sent_on(hands)
    hands.settled()
    hands.press_direct("U0OWNER", notice, "owner_reply")
    view = hands.form("U0OWNER")
    channel = hands.workspace.conversation("C0GENERAL")

    channel.bot = False
    try:
        hands.sent("U0OWNER", view=view, answer="With form 7.", **ALOUD)
        hands.wait(lambda: "With form 7." in str(hands.direct("U0ANNA")))
    finally:
        channel.bot = True


@pytest.fixture
def twice(monkeypatch):
    """Everything is worked on twice, as after a crash between the work and its end."""
    once = Desk.handle

    def again(self, arrival):
        once(self, arrival)
        once(self, replace(arrival, attempts=arrival.attempts + 1))

    monkeypatch.setattr(Desk, "handle", again)


def test_work_that_is_done_twice_is_seen_once(twice, hands, shown):
    answer, notice = sent_on(hands)
    hands.press_direct("U0OWNER", notice, "owner_pass")
    hands.sent("U0OWNER", person="U0NOAH")
    hands.press_direct("U0NOAH", hands.wait_direct("U0NOAH")[0], "owner_reply")
    hands.sent("U0NOAH", answer="With form 7.", **KEPT)
    hands.press_direct("U0ADMIN", hands.wait_direct("U0ADMIN")[0], "verify_answer:yes")
    hands.wait(lambda: "I keep it" in shown(hands.direct("U0ADMIN")[0]))
    hands.settled()

    aloud = hands.stage.replies("C0GENERAL", answer["thread_ts"])
    assert len([one for one in aloud if "answered on" in shown(one)]) == 1
    assert [len(hands.direct(user)) for user in ("U0OWNER", "U0NOAH", "U0ADMIN")] == [1, 1, 1]
    assert hands.services.vouching.get("verified/ask-1").owner == "U0NOAH"


def test_a_flag_that_is_worked_on_twice_is_told_once(twice, hands):
    answer = hands.ask("How many days of paid leave does everybody have?")
    hands.press("U0ANNA", answer, "answer_feedback", "negative")
    hands.sent("U0ANNA", reason=("wrong",))
    hands.press_direct("U0OWNER", hands.wait_direct("U0OWNER")[0], "fix_resolve:fixed")
    hands.sent("U0OWNER", note="Done.", answer="28 days.", audience=("everyone",), until=UNTIL)
    hands.settled()

    assert len(hands.wait_direct("U0ANNA")) == 1
    assert len(hands.direct("U0OWNER")) == 1
    assert [one.state for one in hands.services.flags.settled()] == ["resolved"]


def test_what_a_guest_in_the_channel_may_not_read_does_not_come_into_it(hands, shown):
    answer = hands.ask(LEEDS, "U0ANNA", "C0GUESTS")
    hands.press("U0ANNA", answer, "ask_owner", channel="C0GUESTS")
    notice = hands.wait_direct("U0ADMIN")[0]

    hands.press_direct("U0ADMIN", notice, "owner_reply")
    hands.sent("U0ADMIN", answer="With form 7.", **KEPT)

    hands.wait(lambda: "With form 7." in str(hands.direct("U0ANNA")))
    assert "form 7" not in str(hands.stage.messages("C0GUESTS"))
    assert hands.asides("U0GUEST", "C0GUESTS") == []
    assert "form 7" not in shown(hands.ask(LEEDS, "U0GUEST", ""))
    assert "form 7" not in shown(hands.ask(LEEDS, "U0GUEST", "C0GUESTS"))


def test_what_was_asked_aside_is_answered_aside(hands):
    hands.stage.say("U0ANNA", "C0GENERAL", f"/ask {LEEDS}")
    aside = hands.wait(lambda: hands.asides("U0ANNA"))[0]
    hands.press("U0ANNA", aside, "ask_owner")

    hands.press_direct("U0OWNER", hands.wait_direct("U0OWNER")[0], "owner_reply")
    hands.sent("U0OWNER", answer="With form 7.", **ALOUD)

    hands.wait(lambda: "With form 7." in str(hands.direct("U0ANNA")))
    assert "form 7" not in str(hands.stage.messages("C0GENERAL"))
