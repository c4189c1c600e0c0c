from __future__ import annotations

import pytest

from bot.listeners.asking.overheard import Heard, is_meant, since_ours
from bot.listeners.smalltalk import Talk, is_question, talk

ANNA, BEN = "U0ANNA", "U0BEN"


def heard(user, text="so it was 30 before", ts="1", *, ours=False):
    return Heard(user, text, ts, ours)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", Talk.NOTHING),
        (" ?! ", Talk.NOTHING),
        (":+1:", Talk.EMOJI),
        (":wave::skin-tone-3: 🎉", Talk.EMOJI),
        ("Hi there!", Talk.HELLO),
        ("Good morning :sun:", Talk.HELLO),
        ("help", Talk.HELLO),
        ("Thanks!", Talk.THANKS),
        ("ok thanks, that helps", Talk.THANKS),
        ("Perfect, thank you so much", Talk.THANKS),
        ("danke schön", Talk.THANKS),
        ("Got it", Talk.NOD),
        ("Quiet.", Talk.QUIET),
        ("please be quiet", Talk.QUIET),
        ("Come back!", Talk.BACK),
        ("thanks, and how many days for part-timers?", Talk.MATTER),
        ("What are quiet hours?", Talk.MATTER),
        ("hello world", Talk.MATTER),
        ("NPS", Talk.MATTER),
        ("C++", Talk.MATTER),
    ],
)
def test_small_talk_is_told_from_what_matters(text, kind):
    assert talk(text) is kind


@pytest.mark.parametrize(
    "text",
    [
        "how many days", "and what about Berlin", "ok, so who decides that", "wie viele Tage",
        "Part-timers too?", "really? :thinking_face:", "explain churn", "¿cuántos días?",
        "part-timers？", "please tell me who owns pricing",
    ],
)  # fmt: skip
def test_what_asks_is_a_question(text):
    assert is_question(text)


@pytest.mark.parametrize(
    "text",
    ["I know how that works", "see https://x.example/?a=b", "whatever", "hows", "the list is long"],
)
def test_what_states_is_none(text):
    assert not is_question(text)


@pytest.mark.parametrize(
    ("text", "user", "since", "meant"),
    [
        ("and for part-timers?", ANNA, [], True),
        ("for part-timers", BEN, [], True),
        ("part-timers", ANNA, [], True),
        ("part-timers", BEN, [], False),
        ("That is wrong", ANNA, [], False),
        ("I will ask Olga tomorrow", ANNA, [], False),
        ("thanks", ANNA, [], True),
        ("thanks", BEN, [], False),
        ("thanks", ANNA, [heard(BEN)], False),
        ("thanks", ANNA, [heard(BEN, "thanks!")], True),
        ("part-timers", ANNA, [heard(BEN, "good to know :+1:")], True),
        ("how many days for part-timers?", BEN, [heard(ANNA)], True),
        ("part-timers", ANNA, [heard(BEN)], False),
        ("part-timers", ANNA, [heard(ANNA)], True),
        ("are you sure?", ANNA, [heard(BEN)], False),
        ("can you send me the form?", ANNA, [heard(BEN)], False),
        ("Ben, how many is it?", ANNA, [heard(BEN)], False),
        ("how many is it, Ben?", ANNA, [heard(BEN)], False),
        ("how many benches are there?", ANNA, [heard(BEN)], True),
        ("Anna do we know?", BEN, [], False),
        ("part-timers", ANNA, None, False),
        ("and for part-timers?", ANNA, None, True),
    ],
)
def test_in_doubt_people_are_left_to_themselves(text, user, since, meant):
    names = ["Ben Holt"] if user == ANNA else ["Anna"]

    assert is_meant(text, user, ANNA, since, names) is meant


def test_what_counts_is_what_people_said_after_the_bot():
    said = [heard(BEN, ts="1"), heard("U0BOT", ts="2", ours=True), heard(ANNA, ts="3")]

    assert since_ours(said) == said[2:]
    assert since_ours(said[:1]) == said[:1]
