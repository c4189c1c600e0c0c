"""A question without the words of its period."""

from __future__ import annotations

import pytest

from knowledge.insights.questions.timeless import without_time


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("how many tickets about onboarding in August", "how many tickets about onboarding"),
        ("how many tickets about fees in August 2023?", "how many tickets about fees"),
        ("any feedback on the mobile app since March?", "any feedback on the mobile app"),
        ("what do customers say about price this year so far", "what do customers say about price"),
        ("complaints about vans last month", "complaints about vans"),
        ("complaints about vans in the last three weeks", "complaints about vans"),
        ("complaints about vans between March and May 2026", "complaints about vans"),
        ("complaints about vans from 1 May to 12 May", "complaints about vans"),
        ("complaints about vans in Q3 2026", "complaints about vans"),
        ("what may customers say about price", "what may customers say about price"),
        ("what did customers say about price in may", "what did customers say about price"),
        ("complaints about the second visit", "complaints about the second visit"),
    ],
)
def test_names_of_times_are_taken_out(question, left):
    assert without_time(question) == left
