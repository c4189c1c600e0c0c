from __future__ import annotations

from datetime import UTC, datetime

import pytest

from knowledge.answers.terms.wanting import wanted_terms


@pytest.fixture
def hands(fake, empty_office):
    """Everybody's hands, in an office with words of its own."""
    empty_office.nobody_is_new()
    fake("terms").words_of(empty_office, fake("word_embedder").WordEmbedder())
    empty_office.bot = empty_office.open()
    made = fake("aftercare").Hands(empty_office)
    yield made
    made.leave()


def test_a_better_wording_is_approved_by_its_owner_and_shows_in_the_next_look_up(hands, shown):
    card = look_up(hands, "carded")
    hands.press("U0ANNA", card, "lingo_suggest")
    hands.sent("U0ANNA", definition="A card was left at the door.", why="Nobody says why.")
    (asked,) = hands.wait_direct("U0OWNER")
    assert "A card was left at the door." in shown(asked)
    assert "Nobody was in." in shown(look_up(hands, "carded"))

    hands.press_direct("U0OWNER", asked, "lingo_decide:approve")

    (told,) = hands.wait_direct("U0ANNA")
    assert told["text"].startswith("Olga took your wording of Carded.")
    assert hands.asides("U0ANNA")[1]["text"] == (
        "Thank you. I have asked Olga about your wording of Carded."
    )
    card = shown(look_up(hands, "carded"))
    assert "A card was left at the door." in card
    assert "Verified on 23 Nov 2026" in card
    assert "Last changed by Olga on 23 Nov 2026" in card
    hands.wait(lambda: "You approved the new wording" in shown(hands.direct("U0OWNER")[0]))


def test_one_of_an_owning_group_changes_a_suggestion_and_the_others_come_too_late(hands, shown):
    hands.press("U0BEN", look_up(hands, "pod", "U0BEN"), "lingo_suggest")
    hands.sent("U0BEN", definition="A van and its two.", which=(operations(hands.form("U0BEN")),))
    (mira,), (noah,) = hands.wait_direct("U0MIRA"), hands.wait_direct("U0NOAH")

    hands.press_direct("U0MIRA", mira, "lingo_decide:edit")
    hands.sent("U0MIRA", deed=("approve",), definition="A van, and the two in it.")
    hands.press_direct("U0NOAH", noah, "lingo_decide:reject")

    assert "Somebody has decided about this already." in str(hands.form("U0NOAH"))
    card = shown(look_up(hands, "pod"))
    assert "A van, and the two in it." in card
    assert "Proof of delivery." in card
    assert "with changes" in hands.wait_direct("U0BEN")[0]["text"]


def test_a_suggestion_waits_in_the_home_of_its_owner_until_it_is_decided(hands, shown):
    hands.press("U0ANNA", look_up(hands, "carded"), "lingo_suggest")
    hands.sent("U0ANNA", definition="A card was left.")
    button = hands.wait(lambda: decide_button(hands, "U0OWNER"))

    hands.stage.act("U0OWNER", hands.workspace.homes["U0OWNER"]["id"], button)
    hands.sent("U0OWNER", deed=("reject",), definition="A card was left.")

    assert "did not take" in hands.wait_direct("U0ANNA")[0]["text"]
    assert "You did not take" in hands.wait_direct("U0OWNER", 2)[1]["text"]
    assert "Nobody was in." in shown(look_up(hands, "carded"))


def test_who_answers_for_a_word_verifies_approves_and_deprecates_it_from_its_card(hands, shown):
    card = look_up(hands, "carded", "U0OWNER")
    pick(hands, "U0OWNER", card, "approved")
    hands.wait(lambda: hands.asides("U0OWNER")[1:])
    assert "Draft" not in shown(look_up(hands, "carded", "U0OWNER"))

    pick(hands, "U0OWNER", card, "deprecated")
    hands.sent("U0OWNER", instead="No answer")

    hands.wait(lambda: "No answer" in hands.asides("U0OWNER")[-1]["text"])
    assert "Say *No answer* instead" in shown(look_up(hands, "carded"))
    pick(hands, "U0OWNER", card, "all")
    assert "Olga said that it is no longer used on 23 Nov 2026" in str(hands.form("U0OWNER"))


def test_a_click_of_somebody_who_does_not_answer_for_a_word_changes_nothing(hands, shown):
    theirs, hers = look_up(hands, "carded", "U0OWNER"), look_up(hands, "carded")

    choose(hands, "U0ANNA", hers, values(theirs)["verified"])

    assert "Only whoever answers for this word" in str(hands.form("U0ANNA"))
    assert "Verified" not in shown(look_up(hands, "carded"))


def test_a_word_that_nobody_explained_is_kept_as_asked_for(hands, shown):
    card = look_up(hands, "blue folder")

    hands.press("U0ANNA", card, "lingo_want")

    hands.wait(lambda: hands.asides("U0ANNA")[1:])
    hands.press("U0ANNA", card, "lingo_want")
    hands.settled()
    wanted = wanted_terms(hands.services.journal, ["everyone"])
    assert [(one.label, one.times) for one in wanted] == [("blue folder", 1)]


def test_whoever_means_another_word_is_shown_it_or_it_is_kept_as_asked_for(hands, shown):
    card = look_up(hands, "carded")
    hands.press("U0ANNA", card, "lingo_other")
    hands.send("U0ANNA", word="trunk")
    hands.wait(lambda: "The night lorry." in str(hands.form("U0ANNA")))

    hands.close("U0ANNA")
    hands.press("U0ANNA", card, "lingo_other")
    hands.sent("U0ANNA", word="Blue folder")

    hands.wait(lambda: "Blue folder" in hands.asides("U0ANNA")[-1]["text"])
    assert [one.label for one in wanted_terms(hands.services.journal, ())] == ["Blue folder"]


def test_words_that_come_close_are_offered_and_shown_with_a_click(hands, shown):
    unclear = look_up(hands, "pot")
    assert "I do not know" in shown(unclear)

    hands.press("U0ANNA", unclear, "lingo_show:0")
    assert "A crew of two with its van." in str(hands.form("U0ANNA"))


def test_a_wording_of_a_closed_word_is_shown_to_nobody_who_may_not_read_it(hands, shown):
    hands.press("U0BEN", look_up(hands, "ottre", "U0BEN"), "lingo_suggest")
    hands.sent("U0BEN", definition="The sale of the company in spring.")

    hands.wait(lambda: "nobody whom I can ask" in hands.asides("U0BEN")[-1]["text"])
    assert [hands.direct(one) for one in ("U0MIRA", "U0NOAH", "U0ADMIN")] == [[], [], []]
    assert "I do not know “otter” yet." in shown(look_up(hands, "otter", "U0MIRA"))


def test_the_meaning_of_the_channels_department_comes_first_with_its_number(hands, fake, shown):
    numbers = fake("terms").Numbers()
    object.__setattr__(hands.services, "planner", numbers)

    ben = shown(look_up(hands, "pod", "U0BEN"))

    hands.wait(lambda: hands.asides("U0BEN")[1:])
    assert hands.asides("U0BEN")[1]["text"] == "PODs: 1,765 on 23 November 2026"
    assert "1,765" not in ben
    assert "1,765" in shown(look_up(hands, "pod", "U0BEN"))
    anna, mira = shown(look_up(hands, "pod")), shown(look_up(hands, "pod", "U0MIRA", "D"))
    assert "1,765" not in anna
    assert anna.index("In service") < anna.index("In operations")
    assert mira.index("In operations") < mira.index("In service")
    assert numbers.asked == 1


def test_owners_are_asked_once_a_week_about_words_that_are_due_and_that_they_may_read(hands, shown):
    for at in (9, 10, 11):
        hands.office.bot.tick(datetime(2026, 11, 23, at, tzinfo=UTC))

    (olga,) = hands.wait_direct("U0OWNER")
    (mira,) = hands.wait_direct("U0MIRA")
    assert olga["text"] == "One of your words is to be looked at again. Is it still right?"
    assert "pod" in shown(mira)
    assert "Otter" not in shown(mira)
    button = mira["blocks"][1]["accessory"]
    choose(hands, "U0MIRA", mira, button["value"], button["action_id"], "DU0MIRA")
    assert hands.wait_direct("U0MIRA", 2)[1]["text"].startswith("Thank you. pod counts as verified")
    hands.office.bot.tick(datetime(2026, 11, 30, 9, tzinfo=UTC))
    assert len(hands.wait_direct("U0OWNER", 2)) == 2
    assert len(hands.direct("U0MIRA")) == 2


def test_somebody_new_reads_the_words_that_are_asked_most(hands, shown):
    for question in ("Is there a trunk?", "When does the trunk go?", "A pod?", "Otter?"):
        hands.services.journal.record(question_of(hands, question))

    hands.stage.say("U0ANNA", "C0GENERAL", "/lingo new")

    (told,) = hands.wait(lambda: hands.asides("U0ANNA"))
    assert told["text"] == "The words that you meet first: Trunk, POD, NPS"
    assert "Otter" not in shown(told)


def look_up(hands, word, user="U0ANNA", channel="C0GENERAL"):
    channel = f"D{user}" if channel == "D" else channel

    def cards():
        return [one for one in hands.stage.messages(channel) if one.get("ephemeral_to") == user]

    before = len(cards())
    hands.stage.say(user, "" if channel.startswith("D") else channel, f"/lingo {word}")
    return hands.wait(lambda: cards()[before:])[0]


def decide_button(hands, user):
    """The button of a suggestion in somebody's home, None while there is none."""
    hands.stage.open_home(user, "home")
    home = hands.workspace.homes.get(user) or {"blocks": []}
    for block in home["blocks"]:
        action = block.get("accessory", {}).get("action_id", "")
        if action.startswith("lingo_decide"):
            return {"action_id": action, "block_id": block["block_id"]}
    return None


def operations(form):
    """The meaning of operations, of those that a form offers."""
    options = form["blocks"][1]["element"]["options"]
    return next(one["value"] for one in options if "In operations" in one["text"]["text"])


def values(card):
    menus = [one["accessory"] for one in card["blocks"] if "accessory" in one]
    options = [option["value"] for one in menus for option in one["options"]]
    return {value.partition(":")[0]: value for value in reversed(options)}


def pick(hands, user, card, deed):
    choose(hands, user, card, values(card)[deed])


def choose(hands, user, message, value, action="lingo_menu", channel="C0GENERAL"):
    block = next(one for one in message["blocks"] if "accessory" in one)
    clicked = {"action_id": action, "block_id": block["block_id"]}
    if action == "lingo_menu":
        text = {"type": "plain_text", "text": "x"}
        clicked |= {"type": "overflow", "selected_option": {"text": text, "value": value}}
    hands.stage.click(user, channel, message["ts"], clicked)


def question_of(hands, text):
    from knowledge.store.questions.journal import ANSWERED, Entry  # noqa: PLC0415

    return Entry(
        hands.services.clock().replace(day=20), text, ANSWERED, "U0BEN", "C0GENERAL",
        audiences=["everyone"], key=text,
    )  # fmt: skip
