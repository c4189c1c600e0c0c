from __future__ import annotations

import pytest

from bot import manifest


def settings(address=""):
    return manifest.manifest(address)["settings"]


def test_socket_mode_names_no_address_at_all():
    app = manifest.manifest()

    assert app["settings"]["socket_mode_enabled"]
    assert "url" not in repr(sorted(keys(app)))


def test_over_http_events_commands_and_clicks_go_to_the_one_address_of_the_bot():
    app = manifest.manifest("https://bot.acme.example")

    assert not app["settings"]["socket_mode_enabled"]
    assert {value for name, value in keys(app) if "url" in name} == {
        "https://bot.acme.example/slack/events"
    }
    assert [name for name, _ in keys(app) if "url" in name].count("url") == len(manifest.COMMANDS)


@pytest.mark.parametrize(
    ("address", "whole"),
    [
        ("https://bot.acme.example", "https://bot.acme.example/slack/events"),
        ("https://bot.acme.example/", "https://bot.acme.example/slack/events"),
        ("https://acme.example/bots/slack", "https://acme.example/bots/slack"),
        ("https://bot.acme.example:8443", "https://bot.acme.example:8443/slack/events"),
    ],
)
def test_an_address_without_a_path_gets_that_of_the_bot(address, whole):
    assert manifest.requests_to(address) == whole


@pytest.mark.parametrize(
    "address", ["http://bot.acme.example", "bot.acme.example", "https://", "https://a.example/?x=1"]
)
def test_an_address_that_slack_would_not_call_is_refused(address):
    with pytest.raises(ValueError, match="no address that Slack can reach"):
        manifest.requests_to(address)


def test_every_text_is_within_what_slack_takes():
    app = manifest.manifest()
    features = app["features"]

    assert len(app["display_information"]["name"]) <= 35
    assert len(app["display_information"]["description"]) <= 140
    assert len(features["agent_view"]["agent_description"]) <= 300
    assert all(len(one["name"]) <= 24 for one in features["shortcuts"])
    assert all(len(one["description"]) <= 150 for one in features["shortcuts"])
    assert all(one["command"].startswith("/") for one in features["slash_commands"])
    assert all(len(one["usage_hint"]) <= 1000 for one in features["slash_commands"])


def test_each_scope_is_named_once_with_its_reason_and_a_use():
    assert list(manifest.needed()) == sorted(set(manifest.needed()))
    for scope in manifest.SCOPES:
        assert scope.reason
        assert scope.methods or scope.events or scope.feature


def keys(value):
    """Every key with its value, at any depth."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if isinstance(inner, str):
                yield name, inner
            yield from keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys(inner)
