"""The names of themes are kept by where the theme lies."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from knowledge.store.items.theme_names import ThemeName, ThemeNames

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def direction(*values):
    row = np.array(values, dtype=np.float32)
    return row / np.linalg.norm(row)


GIVEN = ThemeName(0, "reviews", direction(1, 0, 0), "Late vans", False, "U0ADMIN", NOW)


@pytest.fixture
def names(database):
    return ThemeNames(database, "model-a")


def test_a_name_is_kept_with_its_place(names):
    made = names.give(GIVEN)

    kept = names.of("reviews")[0]
    assert (kept.id, kept.name, kept.pinned, kept.given_by, kept.given_at) == (
        made, "Late vans", False, "U0ADMIN", NOW,
    )  # fmt: skip
    assert np.array_equal(kept.signature, GIVEN.signature)


def test_a_theme_that_lies_there_already_is_renamed(names):
    first = names.give(GIVEN)

    second = names.give(replace(GIVEN, signature=direction(1, 0.3, 0), name="Vans", pinned=True))

    assert first == second
    assert [(one.name, one.pinned) for one in names.of("reviews")] == [("Vans", True)]


def test_another_place_is_another_name(names):
    names.give(GIVEN)
    names.give(replace(GIVEN, signature=direction(0, 1, 0), name="Prices"))

    assert [one.name for one in names.of("reviews")] == ["Late vans", "Prices"]


def test_names_of_other_sources_and_other_models_are_not_seen(names, database):
    names.give(GIVEN)

    assert names.of("tickets") == ()
    assert ThemeNames(database, "model-b").of("reviews") == ()


def test_a_name_can_be_taken_back(names):
    made = names.give(GIVEN)

    names.forget(made)
    names.forget(made)

    assert names.of("reviews") == ()


def test_a_long_fingerprint_is_cut(database):
    names = ThemeNames(database, "m" * 100)

    names.give(GIVEN)

    assert len(names.of("reviews")) == 1
