"""Praise and complaint, and who is quoted for and against."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from knowledge.insights.quotes.choosing import worth_reading
from knowledge.insights.quotes.excerpts import around, excerpts
from knowledge.insights.quotes.stance import Scale, polarity
from knowledge.insights.quotes.voices import About, Hearing
from knowledge.store.items.words import spaced

DELIVERY = (("delivery", "deliveries"),)


class Toned:
    """An embedder that hears two things: whether it is about delivery, and a smile."""

    dimensions = 2

    def embed(self, texts, progress=None):
        rows = []
        for text in texts:
            pleased = any(word in text for word in ("happy", "helpful", "Thank", ":)"))
            rows.append(["deliver" in text.lower(), 0.5 if pleased else -0.5])
        return np.array(rows, dtype=np.float32)


def heard(items, scales=None, stance=0):
    about = About(np.array([1, 0], dtype=np.float32), scales or {}, stance)
    return Hearing(Toned()).voices(items, DELIVERY, about)


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("The driver was lovely and very helpful.", 1),
        ("The app is slow and keeps crashing.", -1),
        ("It was not good at all.", -1),
        ("Not bad, no problems.", 1),
        ("I never had an issue, it is reliable.", 1),
        ("The van came at noon.", 0),
        ("This should be easy.", 0),
        ("I would like to thank the crew.", 1),
        ("Please help, thank you.", 0),
        ("I'm using it daily.", 0),
    ],
)
def test_words_of_praise_and_complaint_are_weighed(text, sign):
    assert (polarity(text) > 0) - (polarity(text) < 0) == sign


@pytest.mark.parametrize(("score", "stance"), [(1, -1), (2, -1), (3, 0), (4, 1), (5, 1)])
def test_a_customers_own_score_says_what_they_feel(score, stance):
    assert Scale(1, 5).stance(score) == stance


def test_two_speak_for_the_prevailing_voice_and_one_against(stored):
    items = [
        stored(1, "The delivery was late and the box was damaged.", day=date(2026, 3, 1)),
        stored(2, "Late delivery again, a terrible day of waiting.", day=date(2026, 3, 2)),
        stored(3, "My delivery was lost and nobody answered the phone.", day=date(2026, 3, 3)),
        stored(4, "I am happy with the delivery, the crew was lovely.", day=date(2026, 3, 4)),
    ]

    found = heard(items)

    assert found.prevailing == -1
    assert [quote.excerpt.of.id for quote in found.first] == [3, 2]
    assert found.against.excerpt.of.id == 4


def test_no_customer_and_no_text_is_quoted_twice(stored):
    items = [
        stored(1, "The delivery was late and I am angry.", customer="Acme"),
        stored(2, "Another delivery was late and it was terrible.", customer="Acme"),
        stored(3, "The delivery was late and I am angry.", customer="Bolt"),
        stored(4, "A delivery that was damaged, and I am upset.", customer="Cask"),
    ]

    found = heard(items)

    said = [spaced(quote.excerpt.text) for quote in found.first]
    who = [quote.excerpt.of.item.customer for quote in found.first]
    assert len(set(said)) == len(set(who)) == 2


def test_where_nobody_contradicts_there_is_no_contrary_voice(stored):
    found = heard([stored(n, f"Delivery {n} was late and damaged, a disgrace.") for n in range(3)])

    assert found.against is None
    assert found.heard == 3


def test_a_contrary_voice_must_sound_like_one(stored):
    items = [stored(n, f"Delivery {n} was late and damaged, a disgrace.") for n in range(3)]
    ironic = stored(9, "Perfect timing as ever with that delivery, three weeks on.")

    assert heard([*items, ironic]).against is None


def test_a_low_score_is_a_complaint_whatever_its_words(stored):
    scales = {"reviews": Scale(1, 5)}
    items = [
        stored(1, "The delivery took three weeks to get here.", score=1),
        stored(2, "The delivery took four weeks to get here.", score=1),
        stored(3, "The delivery came in the morning as we asked.", score=5),
    ]

    found = heard(items, scales)

    assert found.prevailing == -1
    assert {quote.excerpt.of.id for quote in found.first} == {1, 2}
    assert found.against.excerpt.of.id == 3


def test_the_voice_that_was_asked_for_comes_first(stored):
    items = [
        stored(1, "The delivery was late and the box was damaged."),
        stored(2, "Late delivery again, a terrible day of waiting."),
        stored(3, "I am happy with the delivery, the crew was lovely."),
    ]

    found = heard(items, stance=1)

    assert [quote.excerpt.of.id for quote in found.first] == [3]
    assert found.against.excerpt.of.id == 2


def test_of_equals_the_newest_is_quoted(stored):
    items = [
        stored(n, f"Delivery number {word} was late and we are angry.", day=date(2026, n, 1))
        for n, word in ((1, "one"), (3, "three"), (2, "two"))
    ]

    found = heard(items)

    assert [quote.excerpt.of.id for quote in found.first] == [3, 2]


def test_of_very_many_those_are_read_who_lean_to_either_side(stored):
    plain = [stored(n, "The delivery came.") for n in range(40)]
    pleased = stored(98, "A lovely delivery.")
    displeased = stored(99, "A terrible delivery.")

    found = worth_reading([*plain, pleased, displeased], {}, 8)

    assert len(found) <= 8
    assert {98, 99} <= {one.id for one in found}


def test_a_sentence_is_quoted_whole_and_a_short_one_with_the_next(stored):
    item = stored(1, "Never again. The delivery was a week late. I called.")

    found = excerpts(item, DELIVERY)

    assert [(one.text, one.hit) for one in found] == [
        ("Never again. The delivery was a week late.", False),
        ("The delivery was a week late.", True),
        ("I called.", False),
    ]


def test_masks_and_fields_of_a_form_are_not_quoted(stored):
    item = stored(1, "Channel: phone\nXXXX XXXX XX/XX/2023 XXXX delivery\nThe delivery was late.")

    assert [one.text for one in excerpts(item, DELIVERY)] == ["The delivery was late."]


def test_a_long_sentence_is_cut_at_words_around_the_form():
    text = f"{'We waited and waited ' * 20}for the delivery {'and nobody came ' * 20}"

    found = around(text, DELIVERY, 120)

    assert len(found) <= 120
    assert "delivery" in found
    assert found.startswith("…")
    assert found.endswith("…")
