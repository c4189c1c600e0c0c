"""The manifest asks for what the code uses, and for nothing else."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from slack_sdk import WebClient

from bot import manifest

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
    found = set()
    for text in sources().values():
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == kind and node.args:
                found.update(_names(node.args[0]))
    return found


def _names(node):
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return {node.value}
    return set()


def allowed():
    return {method for scope in manifest.SCOPES for method in scope.methods}


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


def test_every_command_and_shortcut_that_is_answered_is_declared():
    assert heard("command") <= {one.name for one in manifest.COMMANDS}
    assert heard("shortcut") <= {one.callback for one in manifest.SHORTCUTS}


def test_every_event_that_comes_under_a_scope_needs_one():
    assert not set(manifest.FREE_EVENTS) & {e for one in manifest.SCOPES for e in one.events}
