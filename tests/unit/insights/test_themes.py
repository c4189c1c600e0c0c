"""Themes: every item in one, the same in any order, named by telling words or by people."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

import numpy as np
import pytest

from knowledge.insights.themes.clustering import themes
from knowledge.insights.themes.telling_words import theme_names
from knowledge.store.items.theme_names import ThemeName
from knowledge.store.items.words import item_words

NOW = datetime(2026, 11, 23, tzinfo=UTC)
SUBJECTS = {
    "late": "The van was late and nobody phoned before the delivery window.",
    "price": "The subscription price increased and the invoice is expensive.",
    "crash": "The mobile app crashes at login and the password fails.",
}


@pytest.fixture
def mixed(stored):
    """Sixty items about three subjects, in turns."""
    return [
        stored(number, f"{SUBJECTS[subject]} Case {chr(97 + number % 26)}.", record=f"R{number:02}")
        for number in range(60)
        for subject in [list(SUBJECTS)[number % 3]]
    ]


def rows(items, embedder):
    return embedder.embed([one.item.text for one in items])


def parted(items, embedder, groups=(), names=()):
    vectors = rows(items, embedder)
    return themes(items, vectors, vectors.mean(axis=0), groups, names)


def test_every_item_is_in_exactly_one_theme(mixed, embedder):
    found = parted(mixed, embedder)

    members = [one.id for theme in found for one in theme.members]
    assert sorted(members) == list(range(60))
    assert sum(theme.share for theme in found) == pytest.approx(1)


def test_items_about_one_subject_are_together_and_the_theme_says_which(mixed, embedder):
    found = parted(mixed, embedder)

    kinds = [{one.id % 3 for one in theme.members} for theme in found]
    told = {kind.pop(): theme.name for kind, theme in zip(kinds, found, strict=True)}
    assert all(not kind for kind in kinds)
    assert set(told[0].replace(",", "").split()) <= set(item_words(SUBJECTS["late"]))
    assert set(told[2].replace(",", "").split()) <= set(item_words(SUBJECTS["crash"]))


def test_the_order_of_the_items_changes_nothing(mixed, embedder):
    shuffled = [mixed[place] for place in np.random.default_rng(4).permutation(60)]

    first, second = parted(mixed, embedder), parted(shuffled, embedder)

    assert [(one.name, one.n) for one in first] == [(one.name, one.n) for one in second]
    assert [{m.id for m in one.members} for one in first] == [
        {m.id for m in one.members} for one in second
    ]


def test_few_items_have_no_themes(mixed, embedder):
    assert parted(mixed[:9], embedder) == ()


def test_items_that_are_all_the_same_are_one_theme(stored, embedder):
    found = parted([stored(n, "Late again.", record=str(n)) for n in range(12)], embedder)

    assert [theme.n for theme in found] == [12]


def test_the_topic_itself_names_no_theme(mixed, embedder):
    found = parted(mixed, embedder, groups=(("late", "price", "app"),))

    words = {word for theme in found for word in theme.name.replace(",", "").split()}
    assert not {"late", "price", "app"} & {name for name in words if len(words) == 1}
    assert all(theme.name not in {"late", "price", "app"} for theme in found)


def test_names_share_no_word_and_have_no_stop_words():
    texts = ["the invoice was wrong"] * 5 + ["the wrong invoice, the driver was rude"] * 5

    named = theme_names(texts, [0] * 5 + [1] * 5, frozenset())

    words = Counter(word for name in named.values() for word in name.replace(",", "").split())
    assert max(words.values()) == 1
    assert not {"the", "was"} & set(words)
    assert "driver" in named[1] or "rude" in named[1]


def test_masks_and_numbers_name_no_theme():
    texts = ["XXXX XX 2023 refund"] * 6 + ["XXXX 4711 mortgage"] * 6

    named = theme_names(texts, [0] * 6 + [1] * 6, frozenset())

    assert named == {0: "refund", 1: "mortgage"}


def given(theme, name, *, pinned=False):
    return ThemeName(1, "reviews", theme.signature, name, pinned, "U0ADMIN", NOW)


def test_a_theme_takes_the_name_that_was_given_to_its_place(mixed, embedder):
    plain = parted(mixed, embedder)

    found = parted(mixed[:-1], embedder, names=[given(plain[0], "Keeping the window")])

    assert "Keeping the window" in [theme.name for theme in found]
    assert [theme.pinned for theme in found] == [False] * len(found)


def test_a_pinned_theme_is_shown_as_long_as_it_has_items(mixed, embedder, stored):
    name = given(parted(mixed, embedder)[0], "Pinned", pinned=True)
    subject = parted(mixed, embedder)[0].members[0].item.text
    others = [one for one in mixed if one.item.text[:20] != subject[:20]]
    few = [*others, stored(77, subject, record="R77")]
    vectors, centre = rows(few, embedder), rows(mixed, embedder).mean(axis=0)

    with_one = themes(few, vectors, centre, names=[name])
    without = themes(others, vectors[:-1], centre, names=[name])

    assert [(one.n, one.pinned) for one in with_one if one.name == "Pinned"] == [(1, True)]
    assert "Pinned" not in [one.name for one in without]
    assert sum(one.n for one in with_one) == len(few)
