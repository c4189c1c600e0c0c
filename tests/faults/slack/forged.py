"""Requests that must not pass: forged, ill-formed, or signed and still not what Slack sends."""

from __future__ import annotations

import json
import random
import time
from urllib.parse import urlencode

from bot.rehearsal.delivering.http_events import signed

HOST, FORM = "throughline.example", "application/x-www-form-urlencoded"
EVENT = {
    "type": "event_callback",
    "event_id": "Ev0FORGED",
    "team_id": "T0REHEARSAL",
    "api_app_id": "A0REHEARSAL",
    "event": {
        "type": "message",
        "channel_type": "im",
        "channel": "DU0ANNA",
        "user": "U0ANNA",
        "text": "how many days of leave?",
        "ts": "1790000000.000100",
    },
}
BODY = json.dumps(EVENT).encode()


def headers_of(secret, body, at=None, content="application/json"):
    now = int(time.time()) if at is None else at
    return {"Content-Type": content, **signed(secret, body, now)}


def written(headers, body, path="/slack/events", method="POST", length=True):
    """The bytes of a request; `headers` is a mapping or (name, value) pairs, in text or bytes."""
    pairs = headers.items() if hasattr(headers, "items") else headers
    lines = [f"{method} {path} HTTP/1.1".encode(), b"Host: " + HOST.encode()]
    for name, value in pairs:
        lines.append(_bytes(name) + b": " + _bytes(value))
    if length:
        lines.append(b"Content-Length: %d" % len(body))
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


def _bytes(text):
    return text if isinstance(text, bytes) else text.encode("latin-1")


def chunked(body, size):
    pieces = (body[start : start + size] for start in range(0, len(body), size))
    return b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


def genuine(secret):
    """A request that passes."""
    return written(headers_of(secret, BODY), BODY)


def requests(secret, count, seed=11):
    """So many (name, bytes) of requests, none of which may pass."""
    draw = random.Random(seed)
    kinds = [*KINDS.items()]
    for number in range(count):
        name, make = kinds[number % len(kinds)]
        yield f"{number} {name}", make(secret, draw)


def _without_headers(_, draw):
    return written({}, bytes(draw.randrange(256) for _ in range(draw.randrange(200))))


def _another_secret(secret, draw):
    return written(headers_of(secret + draw.choice("ab "), BODY), BODY)


def _another_body(secret, draw):
    at = draw.randrange(len(BODY))
    other = BODY[:at] + bytes([BODY[at] ^ (1 << draw.randrange(8))]) + BODY[at + 1 :]
    return written(headers_of(secret, BODY), other)


def _another_time(secret, draw):
    off = draw.choice((-1, 1)) * draw.randrange(302, 10 ** draw.randrange(3, 10))
    return written(headers_of(secret, BODY, max(0, int(time.time()) + off)), BODY)


def _shifted_time(secret, draw):
    headers = headers_of(secret, BODY)
    headers["X-Slack-Request-Timestamp"] = str(int(time.time()) - draw.randrange(1, 290))
    return written(headers, BODY)


def _odd_time(secret, draw):
    headers = headers_of(secret, BODY)
    now = headers["X-Slack-Request-Timestamp"]
    odd = (f"+{now}", f"{now}.0", f"0x{int(now):x}", "", "now", "-1", "9" * 5000, "\xb2", f"{now}_")
    headers["X-Slack-Request-Timestamp"] = draw.choice(odd)
    return written(headers, BODY)


def _odd_signature(secret, draw):
    headers = headers_of(secret, BODY)
    proof = headers["X-Slack-Signature"]
    odd = ("", "v0=", proof[3:], proof.upper(), proof + "0", f"{proof}\xe9", "v1" + proof[2:])
    headers["X-Slack-Signature"] = draw.choice(odd)
    return written(headers, BODY)


def _random_signature(secret, draw):
    headers = headers_of(secret, BODY)
    headers["X-Slack-Signature"] = f"v0={draw.getrandbits(256):064x}"
    return written(headers, BODY)


def _twice(secret, draw):
    pairs = [*headers_of(secret, BODY).items()]
    name, value = draw.choice(pairs)
    return written([*pairs, (name, draw.choice((value, "v0=" + "0" * 64)))], BODY)


def _huge(secret, draw):
    return written(headers_of(secret, BODY), b"x" * draw.choice((1_000_001, 10_000_000)))


def _huge_in_pieces(secret, draw):
    headers = {**headers_of(secret, BODY), "Transfer-Encoding": "chunked"}
    size = draw.choice((4096, 65_536))
    return written(headers, chunked(b"[" * 1_200_000, size), length=False)


def _two_lengths(secret, draw):
    headers = {**headers_of(secret, BODY), "Transfer-Encoding": "chunked"}
    return written(headers, chunked(BODY, draw.choice((10, 1000))), length=True)


def _odd_length(secret, draw):
    value = draw.choice(("-5", "1e3", "abc", "9" * 30, "5, 6"))
    return written({**headers_of(secret, BODY), "Content-Length": value}, BODY, length=False)


def _not_http(secret, draw):
    whole = genuine(secret)
    broken = (
        whole.replace(b"HTTP/1.1", b"HTTP/9.9", 1),
        whole.replace(b"Host: ", b"Host ", 1),
        whole.replace(b"\r\n", b"\r\n folded\r\n", 1),
        whole.replace(b"POST ", b"POST\x00 ", 1),
        whole.replace(b"Content-Type: ", b"Content-Type: a\x00", 1),
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + draw.randbytes(100) + b"\r\n\r\n",
        whole.replace(b"Host: ", b"X-Long: " + b"a" * 100_000 + b"\r\nHost: ", 1),
    )
    return draw.choice(broken)


def _another_door(secret, draw):
    path = draw.choice(("/", "/slack/events/", "/slack/Events", "/slack/events%2f", "/../slack"))
    return written(headers_of(secret, BODY), BODY, path=path)


def _another_method(secret, draw):
    method = draw.choice(("GET", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"))
    return written(headers_of(secret, BODY), BODY, method=method)


def _another_content(secret, draw):
    kinds = ("text/plain", "multipart/form-data; boundary=x", "application/xml", "", "json")
    headers = headers_of(secret, BODY, content=draw.choice(kinds))
    if draw.random() < 0.3:
        headers |= {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    return written(headers, BODY)


def _signed_nonsense(secret, draw):
    deep = draw.choice((70, 900, 5000, 100_000))
    texts = (
        b"",
        b"[]",
        b"nul",
        b'{"type":"event_callback"',
        b'{"type":"event_callback","event_id":"Ev1","event":"x"}',
        b'{"type":"url_verification","challenge":Infinity}',
        b"\xff" * 50,
        b'{"type":"url_verification","challenge":' + b"[" * deep + b"]" * deep + b"}",
        b'{"a":' * deep + b"1" + b"}" * deep,
    )
    body = draw.choice(texts)
    return written(headers_of(secret, body), body)


def _signed_odd_form(secret, draw):
    whole = urlencode({"payload": json.dumps({"type": "block_actions"})}).encode()
    texts = (
        b"",
        b"payload=",
        b"payload=%5B%5D",
        whole + b"&" + whole,
        b"payload=" + b"[" * 5000,
        b"command=%2Flingo&command=%2Fask",
        b"text=" + b"%ff" * 20,
        b"a=1&" * 500,
    )
    body = draw.choice(texts)
    return written(headers_of(secret, body, content=FORM), body)


def _for_somebody_else(secret, draw):
    other = draw.choice(({"team_id": "T0OTHER"}, {"api_app_id": "A0OTHER"}))
    body = json.dumps(EVENT | other).encode()
    return written(headers_of(secret, body), body)


def _event_without_its_parts(secret, draw):
    event = dict(EVENT["event"])
    for name in draw.sample(("channel", "ts"), draw.randint(1, 2)):
        del event[name]
    body = json.dumps(EVENT | {"event": event, "event_id": f"Ev{draw.random()}"}).encode()
    return written(headers_of(secret, body), body)


KINDS = {
    make.__name__.strip("_").replace("_", " "): make
    for make in (
        _without_headers,
        _another_secret,
        _another_body,
        _another_time,
        _shifted_time,
        _odd_time,
        _odd_signature,
        _random_signature,
        _twice,
        _huge,
        _huge_in_pieces,
        _two_lengths,
        _odd_length,
        _not_http,
        _another_door,
        _another_method,
        _another_content,
        _signed_nonsense,
        _signed_odd_form,
        _for_somebody_else,
        _event_without_its_parts,
    )
}
