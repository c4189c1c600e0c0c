from __future__ import annotations

import json
from urllib.parse import urlencode

import pytest

from bot.over_http.genuine import Expected, Refused, check
from bot.rehearsal.delivering.http_events import signed, written

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
NOW = 1_790_000_000
EVENT = {
    "type": "event_callback",
    "event_id": "Ev1",
    "team_id": "T1",
    "api_app_id": "A1",
    "event": {"type": "message"},
}
KNOWN = Expected(SECRET, "T1", "A1")
FORM = b"application/x-www-form-urlencoded"


def request(body, content=b"application/json", secret=SECRET, at=NOW):
    proof = signed(secret, body, at)
    headers = [(name.lower().encode(), value.encode()) for name, value in proof.items()]
    return [*headers, (b"content-type", content)], body


def changed(headers, name, value):
    return [(key, value if key == name else old) for key, old in headers]


def status_of(headers, body, expected=KNOWN, now=NOW):
    with pytest.raises(Refused) as refused:
        check(headers, body, expected, now)
    assert str(refused.value).endswith(".")
    return refused.value.status


@pytest.mark.parametrize("kind", ["events_api", "slash_commands", "interactive"])
def test_what_slack_sends_is_read(kind):
    said = {
        "events_api": EVENT,
        "slash_commands": {"command": "/lingo", "text": "payload & more", "team_id": "T1"},
        "interactive": {"type": "block_actions", "team": {"id": "T1"}, "api_app_id": "A1"},
    }[kind]
    content, body = written(kind, said)

    assert check(*request(body, content.encode()), KNOWN, NOW) == said


def test_slacks_published_example_is_genuine():
    body = (
        b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow"
        b"&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner"
        b"&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2F"
        b"commands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
        b"&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
    )
    proof = b"v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
    headers = [
        (b"x-slack-request-timestamp", b"1531420618"),
        (b"x-slack-signature", proof),
        (b"content-type", FORM),
    ]

    said = check(headers, body, Expected(SECRET), 1531420618)

    assert said["command"] == "/webhook-collect"


@pytest.mark.parametrize(
    "timestamp",
    [b"", b"abc", b"-1790000000", b"1790000000.0", b" 1790000000", b"1e9", b"9" * 400, b"\xd9\xa1"],
)
def test_a_timestamp_that_is_not_digits_is_refused(timestamp):
    headers, body = request(json.dumps(EVENT).encode())

    assert status_of(changed(headers, b"x-slack-request-timestamp", timestamp), body) == 401


@pytest.mark.parametrize(
    "signature",
    [
        b"",
        b"v0=",
        b"v1=" + b"a" * 64,
        b"v0=" + b"A" * 64,
        b"v0=" + b"a" * 63,
        b"v0=" + b"\xe9" * 64,
        b"v0=" + b"a" * 64 + b"\n",
        b"v0=" + b"0" * 64,
    ],
)
def test_a_signature_that_is_not_one_or_not_ours_is_refused(signature):
    headers, body = request(json.dumps(EVENT).encode())

    assert status_of(changed(headers, b"x-slack-signature", signature), body) == 401


@pytest.mark.parametrize(("late", "passes"), [(0, True), (300, True), (301, False), (-301, False)])
def test_five_minutes_is_the_window_both_ways(late, passes):
    headers, body = request(json.dumps(EVENT).encode())

    if passes:
        assert check(headers, body, KNOWN, NOW + late) == EVENT
    else:
        assert status_of(headers, body, now=NOW + late) == 401


def test_another_secret_and_another_byte_are_refused():
    body = json.dumps(EVENT).encode()

    assert status_of(*request(body, secret="another")) == 401
    assert status_of(request(body)[0], body + b" ") == 401


@pytest.mark.parametrize(
    "name", [b"x-slack-request-timestamp", b"x-slack-signature", b"content-type"]
)
def test_a_header_that_is_there_twice_or_missing_is_refused(name):
    headers, body = request(json.dumps(EVENT).encode())
    twice = [*headers, next(one for one in headers if one[0] == name)]
    missing = [one for one in headers if one[0] != name]

    assert status_of(twice, body) == 400
    assert status_of(missing, body) in (401, 415)


@pytest.mark.parametrize("content", [b"text/plain", b"multipart/form-data", b"application/jsonx"])
def test_another_kind_of_body_is_refused(content):
    assert status_of(*request(json.dumps(EVENT).encode(), content)) == 415


def test_a_body_that_is_packed_is_refused():
    headers, body = request(json.dumps(EVENT).encode())

    assert status_of([*headers, (b"content-encoding", b"gzip")], body) == 415


def nested(depth):
    return b'{"type":"url_verification","challenge":' + b"[" * depth + b"]" * depth + b"}"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'"text"',
        b"null",
        b"\xff\xfe",
        b'{"type":"event_callback"}',
        b'{"type":"event_callback","event_id":"Ev1","event":[]}',
        b'{"type":["event_callback"]}',
        b'{"type":"view_submission"}',
        b'{"type":"url_verification","challenge":NaN}',
        b'{"type":"url_verification","challenge":' + b"9" * 5000 + b"}",
        nested(100),
        nested(5000),
        nested(100_000),
    ],
)
def test_signed_json_that_slack_does_not_send_is_refused(body):
    assert status_of(*request(body)) == 400


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"payload=",
        b"payload=[]",
        b"payload=%7B%7D",
        b"payload=" + b"[" * 5000,
        b"payload={}&payload={}",
        b"command=/lingo&command=/ask",
        b"text=hello",
        b"command=%ff%fe",
        b"command=\xc3\xa9",
        b"a&" * 200,
        urlencode({"payload": "\ud800"}, errors="surrogatepass").encode(),
    ],
)
def test_a_signed_form_that_slack_does_not_send_is_refused(body):
    assert status_of(*request(body, FORM)) == 400


def test_another_workspace_or_app_is_refused_where_ours_is_known():
    other = json.dumps(EVENT | {"team_id": "T2"}).encode()
    app = json.dumps(EVENT | {"api_app_id": "A2"}).encode()

    assert status_of(*request(other)) == 403
    assert status_of(*request(app)) == 403
    assert check(*request(other), Expected(SECRET), NOW)["team_id"] == "T2"


def test_an_event_of_a_shared_channel_is_ours_by_its_authorization():
    shared = EVENT | {"team_id": "T2", "authorizations": [{"team_id": "T1"}]}

    assert check(*request(json.dumps(shared).encode()), KNOWN, NOW) == shared
