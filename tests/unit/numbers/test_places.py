from __future__ import annotations

import pytest

from knowledge.numbers.language.places import other_names


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("OR", ("Oregon",)),
        ("DC", ("District of Columbia",)),
        ("United States", ("american", "USA", "US", "united states of america", "america")),
        ("UK", ("british", "united kingdom", "great britain", "britain")),
        ("Germany", ("german", "deutschland")),
        ("Oregon", ()),
        ("or", ()),
        ("Web", ()),
        ("", ()),
    ],
)
def test_codes_and_countries_have_other_names(value: str, names: tuple[str, ...]) -> None:
    assert other_names(value) == names
