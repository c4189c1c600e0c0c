"""The manifest asks for what the code uses, and for nothing else."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from slack_sdk import WebClient

from bot import manifest
from bot.rehearsal.methods import METHODS

PROJECT = Path(__file__).resolve().parents[2]
ADDRESS = re.compile(r"docs\.slack\.dev/reference/methods/([\w.]+)")
SEVERAL = {
    "files_upload_v2": ("files.getUploadURLExternal", "files.completeUploadExternal"),
    "chat_stream": ("chat.startStream", "chat.appendStream", "chat.stopStream"),
}
"""Methods of the client that call several of the Web API."""


@cache
def sources():
    """Every module of the bot but the rehearsal, which is Slack itself, and the manifest."""
    return {
        file.relative_to(PROJECT).as_posix(): file.read_text(encoding="utf-8")
        for file in sorted((PROJECT / "bot").rglob("*.py"))
        if "rehearsal" not in file.relative_to(PROJECT).parts and file.name != "manifest.py"
    }


@cache
def client_methods():
    """The client's methods with those of the Web API that each calls."""
    known = dict(SEVERAL)
    for name in dir(WebClient):
        address = ADDRESS.search(getattr(WebClient, name).__doc__ or "")
        if address and name not in known:
            known[name] = (address[1].rstrip("."),)
    return known


@cache
def called():
    """The methods of the Web API that the bot can call."""
    found = set()
    for text in sources().values():
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Attribute):
                found.update(client_methods().get(node.attr, ()))
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.update(client_methods().get(node.value, ()))  # called by its name
            named = isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "api_call"
            if named and isinstance(node.args[0], ast.Constant):
                found.add(node.args[0].value)
    return found | {"auth.test", "apps.connections.open"}  # Bolt calls these two by itself


@cache
def heard(kind):
    """The names under which the bot registers listeners of a kind: events, commands, shortcuts."""
    kinds = (kind, f"message_{kind}")
    found = set()
    for text in sources().values():
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in kinds and node.args:
                found.add(_value(node.args[0]))
    return found - {None}


def _value(node):
    """The text of a literal, or of a constant of whatever module."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return constants().get(node.id) if isinstance(node, ast.Name) else None


@cache
def constants():
    """Texts that modules name in capitals."""
    found = {}
    for text in sources().values():
        for node in ast.parse(text).body:
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
                names = [one.id for one in node.targets if isinstance(one, ast.Name)]
                found |= {name: node.value.value for name in names if name.isupper()}
    return found


def allowed():
    return {method for scope in manifest.SCOPES for method in scope.methods}


@pytest.mark.parametrize("scope", manifest.SCOPES, ids=lambda scope: scope.name)
def test_each_method_stands_under_the_scope_that_the_rehearsed_slack_asks_for(scope):
    for method in scope.methods:
        kind, _, right = scope.name.partition(":")
        asked = METHODS[method].scope

        assert asked in (scope.name, f"*:{right}")
        assert asked == scope.name or kind in ("channels", "groups", "im", "mpim")


@pytest.mark.parametrize("method", manifest.FREE_METHODS)
def test_what_needs_no_scope_needs_none_of_the_rehearsed_slack_either(method):
    assert method == "apps.connections.open" or METHODS[method].scope == ""


def test_the_code_is_found_to_call_what_it_is_known_to_call():
    assert {"chat.postMessage", "users.info", "files.getUploadURLExternal"} <= called()
    assert {"app_mention", "message"} <= heard("event")


def test_every_method_that_the_bot_can_call_is_covered_by_a_scope():
    assert called() - allowed() <= set(manifest.FREE_METHODS)


@pytest.mark.parametrize("scope", manifest.SCOPES, ids=lambda scope: scope.name)
def test_no_scope_is_without_a_user(scope):
    events = {event.partition(".")[0] for event in scope.events}
    feature = scope.feature and any(scope.feature in text for text in sources().values())
    built = scope.feature and scope.feature in manifest.manifest()["features"]

    assert called() & set(scope.methods) or heard("event") & events or feature or built


def test_every_event_that_is_listened_to_is_subscribed():
    told = {event.partition(".")[0] for event in manifest.events()}

    assert heard("event") <= told


def test_every_event_that_is_subscribed_is_listened_to():
    told = {event.partition(".")[0] for event in manifest.events()}

    assert told <= heard("event")


def test_every_command_and_shortcut_that_is_declared_is_answered():
    assert {one.name for one in manifest.COMMANDS} <= heard("command")
    assert {one.callback for one in manifest.SHORTCUTS} <= heard("shortcut")


def test_every_command_and_shortcut_that_is_answered_is_declared():
    assert heard("command") <= {one.name for one in manifest.COMMANDS}
    assert heard("shortcut") <= {one.callback for one in manifest.SHORTCUTS}


def test_the_page_on_connecting_counts_what_the_manifest_holds():
    page = (PROJECT / "docs/connecting.md").read_text(encoding="utf-8")
    events, commands = len(manifest.events()), len(manifest.COMMANDS)
    shortcuts = len(manifest.SHORTCUTS)

    assert f"{events} events, {commands} commands, {shortcuts} shortcut" in page


def test_every_event_that_comes_under_a_scope_needs_one():
    assert not set(manifest.FREE_EVENTS) & {e for one in manifest.SCOPES for e in one.events}
