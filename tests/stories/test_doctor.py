"""The doctor beside a rehearsed workspace: what is right, what is wrong, what to do."""

from __future__ import annotations

import json
import socket
from datetime import UTC, datetime, timedelta

import pytest

from bot.cli.terminal.screen import Screen
from bot.commands.commands import serve
from bot.doctor.examining import examine
from bot.doctor.slack import CLOCK, permissions, skew
from bot.manifest import needed
from bot.rehearsal.server import Rehearsal
from bot.rehearsal.workspace.cast import Cast, Person
from bot.settings.settings import load
from bot.wiring.wiring import open_throughline
from knowledge.store.database.ownership import Ownership

NOW = datetime(2026, 11, 23, 12, 0, 0, tzinfo=UTC)


def dated(when):
    return when.strftime("%a, %d %b %Y %H:%M:%S GMT")


@pytest.fixture
def company(tmp_path):
    (tmp_path / "throughline.toml").write_text('[workspace]\nname = "Harbour Lamps"\n')
    return tmp_path


@pytest.fixture
def look(company, rehearsal, monkeypatch):
    """The doctor's findings by name, with these variables set."""

    def looked(*, clock=None, quick=False, **variables):
        given = {
            "SLACK_BOT_TOKEN": rehearsal.bot_token,
            "SLACK_APP_TOKEN": rehearsal.app_token,
            "SLACK_API_URL": rehearsal.api_url,
            **variables,
        }
        for name, value in given.items():
            monkeypatch.setenv(name, value)
        how = {} if clock is None else {"clock": clock}
        found = examine(company, None, quick=quick, **how)
        return {one.name: one for one in found}

    return looked


def test_a_connected_workspace_is_found_right_line_by_line(look):
    found = look()

    assert {name: found[name].state for name in found if name.startswith("slack")} == {
        "slack bot token": "ok",
        "slack permissions": "ok",
        "slack clock": "ok",
        "slack app token": "ok",
        "slack signing secret": "none",
        "slack features": "none",
    }
    assert "in Rehearsal" in found["slack bot token"].detail
    assert found["admins"].state == "none"


def test_no_token_is_in_anything_that_is_said(look, rehearsal):
    told = json.dumps([one.shape() for one in look().values()])

    assert rehearsal.bot_token not in told
    assert rehearsal.app_token not in told


@pytest.mark.parametrize(
    ("variables", "line", "sentence"),
    [
        ({"SLACK_BOT_TOKEN": "xoxb-wrong"}, "slack bot token", "invalid_auth): copy it again"),
        ({"SLACK_BOT_TOKEN": "xapp-1"}, "slack bot token", "the right one begins with xoxb-"),
        ({"SLACK_BOT_TOKEN": ""}, "slack bot token", "SLACK_BOT_TOKEN is not set: copy it"),
        ({"SLACK_APP_TOKEN": "xapp-wrong"}, "slack app token", "invalid_auth): copy it again"),
        ({"SLACK_APP_TOKEN": "xoxb-1"}, "slack app token", "the right one begins with xapp-"),
        ({"SLACK_APP_TOKEN": ""}, "slack app token", "Socket Mode needs it"),
        ({"SLACK_SIGNING_SECRET": "short"}, "slack signing secret", "32 of the signs"),
    ],
)
def test_a_wrong_value_is_named_with_what_to_do(look, variables, line, sentence):
    found = look(**variables)[line]

    assert found.state == "wrong"
    assert sentence in found.detail


def test_over_http_the_app_token_is_not_missed(look):
    found = look(SLACK_APP_TOKEN="", SLACK_SIGNING_SECRET="0123456789abcdef" * 2)

    assert found["slack app token"].state == "none"
    assert found["slack signing secret"].state == "ok"


def test_nobody_at_the_other_end_is_said_so(look):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{taken.getsockname()[1]}/api/"
        found = look(SLACK_API_URL=address)

    assert found["slack bot token"].state == "wrong"
    assert f"{address} does not answer" in found["slack bot token"].detail


def test_a_workspace_that_grants_too_little_is_found_out(look):
    poor = Rehearsal(Cast([Person("U0ANNA", "Anna")], [], scopes={"chat:write", "im:history"}))
    poor.start()
    try:
        found = look(
            SLACK_BOT_TOKEN=poor.bot_token,
            SLACK_APP_TOKEN=poor.app_token,
            SLACK_API_URL=poor.api_url,
        )
    finally:
        poor.stop()

    assert found["slack permissions"].state == "wrong"
    assert "without app_mentions:read it hears nothing" in found["slack permissions"].detail
    assert "without chat:write" not in found["slack permissions"].detail


def test_the_permissions_that_are_missing_are_named_with_what_they_are_for():
    granted = ",".join(one for one in needed() if one not in ("users:read", "commands"))

    found = permissions(granted + ",reactions:write")

    assert found.state == "wrong"
    assert "without commands there is neither a command nor a shortcut" in found.detail
    assert "without users:read it cannot tell guests from full members" in found.detail
    assert "Add them under OAuth & Permissions and install the app again" in found.detail


@pytest.mark.parametrize(
    ("seconds", "state", "words"),
    [
        (0, "ok", ""),
        (5, "ok", ""),
        (-5, "ok", ""),
        (42, "wrong", "42 seconds ahead of Slack's"),
        (-600, "wrong", "10 minutes behind Slack's"),
        (7 * 3600, "wrong", "7 hours ahead of Slack's"),
    ],
)
def test_a_clock_that_goes_wrong_is_noticed(seconds, state, words):
    found = skew(dated(NOW), NOW + timedelta(seconds=seconds))

    assert found.state == state
    assert words in found.detail


@pytest.mark.parametrize("header", [None, "", "yesterday"])
def test_a_slack_without_a_clock_is_not_held_against_ours(header):
    assert skew(header, NOW).state == "none"


def test_a_clock_is_compared_with_the_one_of_the_workspace(look):
    found = look(clock=lambda: datetime.now(UTC) + timedelta(minutes=20))

    assert found[CLOCK].state == "wrong"
    assert "20 minutes ahead of Slack's" in found[CLOCK].detail


def test_a_health_check_asks_slack_nothing(look, rehearsal):
    rehearsal.workspace.calls.clear()

    found = look(quick=True)

    assert set(found) == {"configuration", "store", "bot"}
    assert rehearsal.workspace.calls == []


def test_beside_a_running_bot_the_doctor_asks_that_one_for_its_indexes(company):
    settings = load(company / "throughline.toml", environ={})
    ownership = Ownership(settings.folder)
    ownership.acquire()
    throughline = open_throughline(settings, ownership, Screen(quiet=True))
    try:
        serve(throughline)
        found = {one.name: one for one in examine(company, None, quick=False)}
    finally:
        throughline.close()

    assert found["bot"].state == "ok"
    assert (found["indexes"].state, found["indexes"].detail) == (
        "ok",
        "0 chunks, as in the database",
    )
