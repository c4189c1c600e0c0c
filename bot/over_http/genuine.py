"""Whether a request over HTTP is Slack's, and what it says. Pure; no stranger gets further."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

Headers = Iterable[tuple[bytes, bytes]]
Json = Mapping[str, Any]

WINDOW = 300
"""Seconds by which a request may be old, or ahead of this clock; Slack's own advice."""

_DEEP = 64  # Slack's deepest view has about twenty levels
_FIELDS = 100
_JSON, _FORM = b"application/json", b"application/x-www-form-urlencoded"
_TYPES = frozenset({"event_callback", "url_verification", "app_rate_limited"})
_ONCE = (b"x-slack-request-timestamp", b"x-slack-signature", b"content-type")


class Refused(Exception):
    """A request that goes no further: `status` is 4xx, the sentence shows nothing of the inside."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


@dataclass(frozen=True, slots=True)
class Expected:
    """Who may speak to the bot.

    Attributes:
        team: id of the workspace; "" where it is not known.
        app: id of the Slack app; "" where it is not known.
    """

    secret: str
    team: str = ""
    app: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """What the headers claim: when it was sent, its proof, and whether the body is a form."""

    timestamp: bytes
    signature: bytes
    is_form: bool


def check(headers: Headers, body: bytes, expected: Expected, now: float) -> Json:
    """What a request says, once it is certain who says it; nothing is read before that.

    Args:
        headers: names in lower case.
        body: as it came.
        expected: whose secret it must be signed with.
        now: seconds since 1970.

    Raises:
        Refused: it is not Slack's, or not what Slack sends.
    """
    claim = claimed(headers, now)
    _prove(claim, body, expected.secret)
    said = _form(body) if claim.is_form else _document(body)
    _pin(said, expected)
    return said


def claimed(headers: Headers, now: float) -> Claim:
    """The claim, where its grammar and its time are right; needs no body.

    Raises:
        Refused: something is missing, there twice, ill-formed or too old.
    """
    given = _single(headers)
    timestamp, signature, content = (given.get(name, b"") for name in _ONCE)
    if not re.fullmatch(rb"[0-9]{1,12}", timestamp):
        raise Refused(401, "The timestamp is not right.")
    if not re.fullmatch(rb"v0=[0-9a-f]{64}", signature):
        raise Refused(401, "The signature is not right.")
    if abs(now - int(timestamp)) > WINDOW:
        raise Refused(401, "The timestamp is too far from now.")
    kind = content.partition(b";")[0].strip().lower()
    if kind not in (_JSON, _FORM) or b"content-encoding" in given:
        raise Refused(415, "The body is neither plain JSON nor a form.")
    return Claim(timestamp, signature, kind == _FORM)


def _single(headers: Headers) -> dict[bytes, bytes]:
    given: dict[bytes, bytes] = {}
    for name, value in headers:
        if name in _ONCE and name in given:
            raise Refused(400, "A header is there twice.")
        given[name] = value
    if b"content-length" in given and b"transfer-encoding" in given:
        raise Refused(400, "The length is said in two ways.")
    return given


def _prove(claim: Claim, body: bytes, secret: str) -> None:
    proof = hmac.new(secret.encode(), b"v0:" + claim.timestamp + b":" + body, hashlib.sha256)
    if not hmac.compare_digest(b"v0=" + proof.hexdigest().encode(), claim.signature):
        raise Refused(401, "The signature is not right.")


def _form(body: bytes) -> Json:
    try:
        pairs = parse_qsl(
            body.decode("ascii"), keep_blank_values=True, max_num_fields=_FIELDS, errors="strict"
        )
    except ValueError as error:
        raise Refused(400, "The form cannot be read.") from error
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise Refused(400, "A field is there twice.")
    if "payload" in fields:
        return _document(fields["payload"].encode("utf-8", "surrogatepass"), enveloped=False)
    if not fields.get("command") and fields.get("ssl_check") != "1":
        raise Refused(400, "The form says nothing.")
    return fields


def _document(text: bytes, *, enveloped: bool = True) -> Json:
    try:
        said = json.loads(text.decode("utf-8", "strict"), parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise Refused(400, "The JSON cannot be read.") from error
    if not isinstance(said, dict) or not isinstance(said.get("type"), str) or _too_deep(said):
        raise Refused(400, "The JSON is not what Slack sends.")
    if enveloped and not _is_envelope(said):
        raise Refused(400, "The JSON is not what Slack sends.")
    return said


def _no_number(name: str) -> None:
    raise ValueError(name)


def _is_envelope(said: Json) -> bool:
    if said["type"] == "event_callback":
        event = said.get("event")
        typed = isinstance(event, dict) and isinstance(event.get("type"), str)
        return typed and isinstance(said.get("event_id"), str)
    return said["type"] in _TYPES


def _too_deep(value: object) -> bool:
    level = [value]
    for _ in range(_DEEP):
        below: list[object] = []
        for one in level:
            if isinstance(one, dict):
                below += one.values()
            elif isinstance(one, list):
                below += one
        if not below:
            return False
        level = below
    return True


def _pin(said: Json, expected: Expected) -> None:
    app = said.get("api_app_id")
    if expected.app and app and app != expected.app:
        raise Refused(403, "This is for another app.")
    teams = _teams(said)
    if expected.team and teams and expected.team not in teams:
        raise Refused(403, "This is for another workspace.")


def _teams(said: Json) -> set[object]:
    """The workspaces that it may be for; a shared channel's event names the others' too."""
    team, authorized = said.get("team"), said.get("authorizations")
    found = [said.get("team_id"), team.get("id") if isinstance(team, dict) else None]
    if isinstance(authorized, list):
        found += [one.get("team_id") for one in authorized if isinstance(one, dict)]
    return {one for one in found if isinstance(one, str) and one}
