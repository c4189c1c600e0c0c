"""What the page's server takes, and from whom; needs no browser."""

from __future__ import annotations

import json
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest


def post(scene, path, body, **headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = Request(f"{scene.rehearsal.url}talk/{path}", body, named, method="POST")
    try:
        with urlopen(request, timeout=5) as answer:
            return answer.status, json.load(answer)
    except HTTPError as refused:
        with refused:
            return refused.code, json.load(refused)


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded"])
def test_another_site_cannot_speak_or_share_for_anybody(scene, kind):
    said = json.dumps({"user": "U0ANNA", "channel": "C0GENERAL", "text": "x"}).encode()
    where = "upload?user=U0ANNA&channel=C0GENERAL&name=x"

    spoken = post(scene, "say", said, Content_Type=kind)
    shared = post(scene, where, b"x", Content_Type=kind)
    elsewhere = post(
        scene, where, b"x", Content_Type="application/octet-stream", Origin="https://x.example"
    )

    assert [one[0] for one in (spoken, shared, elsewhere)] == [400, 403, 403]
    assert scene.rehearsal.messages("C0GENERAL") == []


def test_a_file_comes_as_it_is(scene):
    where = "upload?user=U0ANNA&channel=C0GENERAL&name=a.bin&text=here"

    status, told = post(scene, where, b"\x00\xff", Content_Type="application/octet-stream")

    said = scene.rehearsal.messages("C0GENERAL")[0]
    kept = scene.rehearsal.workspace.files[said["files"][0]["id"]]
    assert (status, told["ts"], kept.content) == (200, said["ts"], b"\x00\xff")


def test_nobody_speaks_where_they_are_not(scene):
    said = json.dumps({"user": "U0ANNA", "channel": "DU0BEN", "text": "x"}).encode()

    answer = post(scene, "say", said, Content_Type="application/json")

    assert answer == (400, {"error": "not_in_channel"})


def test_what_lacks_something_is_refused_with_a_word(scene):
    kind = {"Content_Type": "application/json"}

    answers = [
        post(scene, "submit", b"{}", **kind),
        post(scene, "stage", b"{}", **kind),
        post(scene, "click", b"[1, 2", **kind),
    ]

    assert answers == [(400, {"error": "invalid_arguments"})] * 3
