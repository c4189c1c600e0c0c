from __future__ import annotations

import pytest
from slack_sdk.errors import SlackApiError

from bot.rehearsal.web_api.tiers import Tiers


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


@pytest.mark.parametrize(
    ("method", "calls"),
    [("users.list", 20), ("chat.startStream", 20), ("chat.update", 50), ("views.open", 100)],
)
def test_a_method_may_be_called_so_often_in_a_minute(method, calls):
    clock = Clock()
    tiers = Tiers(clock)

    waits = [tiers.wait(method, {}) for _ in range(calls + 1)]
    clock.now += 60

    assert waits == [0] * calls + [60]
    assert tiers.wait(method, {}) == 0


def test_a_channel_takes_a_message_a_second_after_a_few_at_once():
    clock = Clock()
    tiers = Tiers(clock)

    first = [tiers.wait("chat.postMessage", {"channel": "C1"}) for _ in range(6)]
    clock.now += 1

    assert first == [0, 0, 0, 0, 0, 1]
    assert tiers.wait("chat.postMessage", {"channel": "C2"}) == 0
    assert tiers.wait("chat.postMessage", {"channel": "C1"}) == 0
    assert tiers.wait("chat.postMessage", {"channel": "C1"}) == 1


def test_too_many_calls_are_answered_with_429_and_when_to_come_back(desk_with):
    desk = desk_with(tiers=True)
    for _ in range(20):
        desk.client.users_list()

    with pytest.raises(SlackApiError) as caught:
        desk.client.users_list()

    assert caught.value.response.status_code == 429
    assert caught.value.response["error"] == "ratelimited"
    assert caught.value.response.headers["Retry-After"] == "60"
    assert desk.workspace.log[-1]["error"] == "ratelimited"


def test_without_tiers_nothing_is_counted(desk):
    assert all(desk.client.users_list()["ok"] for _ in range(25))
