from __future__ import annotations

import pytest

from bot.listeners.views import who


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({"user": {"id": "U1", "team_id": "T2"}, "team": {"id": "T1"}}, ("T1", "U1")),
        ({"user": {"id": "U1", "team_id": "T2"}, "team": None}, ("T2", "U1")),
        ({"user": {"id": "U1"}}, ("", "U1")),
    ],
)
def test_a_click_tells_of_whom_and_where_also_in_a_grid(body, told):
    assert who(body) == told
