"""Sentences of many countries: what is personal data in them, and what only looks like it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from ingest.redacting.finding import find
from ingest.redacting.names import Names

CASES = Path(__file__).parents[2] / "masking"
MARKED = re.compile(r"⟨(?P<kind>[a-z ]+)\|(?P<value>[^⟩]+)⟩")


def texts(name):
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["text"] for line in lines]


@pytest.mark.parametrize("marked", texts("values.jsonl"))
def test_every_value_is_found_whole_and_called_what_it_is(marked):
    text = MARKED.sub(lambda match: match["value"], marked)
    expected = [(match["kind"], match["value"]) for match in MARKED.finditer(marked)]

    found = [(one.kind, text[one.start : one.end]) for one in find(text, Names())]

    assert found == expected


@pytest.mark.parametrize("text", texts("stay.jsonl"))
def test_what_only_looks_like_personal_data_stays(text):
    assert find(text, Names()) == []


@pytest.mark.parametrize(
    ("prefix", "rest"),  # apart, so that nobody's scanner takes this file for a leak
    [
        ("AKIA", "IOSFODNN7EXAMPLE"),
        ("ghp_", "16C7e42F292c6912E7710c838347Ae178B4a"),
        ("github_pat_", "11ABCDEFG0abcdefghijkl"),
        ("glpat-", "abcdefghij0123456789"),
        ("xoxb-", "123456789012-abcdef"),
        ("xapp-", "1-A0123456789-1234567890123-abcdef"),
        ("sk-", "proj-abcdEFGH1234567890abcdEFGH"),
        ("sk_live_", "4eC39HqLyjWDarjtT1zdp7dc"),
        ("AIza", "SyA1234567890abcdefghijklmnopqrstuv"),
        ("SG.", "abcdefghijklmnop0123.abcdefghijklmnop0123"),
        ("hf_", "abcdefghijklmnopqrstuvwxyzABCDEF"),
        ("npm_", "abcdefghijklmnopqrstuvwxyz0123456789"),
    ],
)
def test_keys_and_tokens_are_known_by_who_gives_them_out(prefix, rest):
    text = f"the key {prefix}{rest}, see below"

    (found,) = find(text, Names())

    assert (found.kind, found.value) == ("secret", prefix + rest)


def test_a_private_key_is_found_to_its_end_and_without_one_as_far_as_it_goes():
    body = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n" * 3
    begin, end = (f"-----{word} RSA PRIVATE KEY-----" for word in ("BEGIN", "END"))

    (whole,) = find(f"a\n{begin}\n{body}{end}\nb", Names())
    (cut,) = find(f"{begin}\nProc-Type: 4,ENCRYPTED\n\n{body}\nBest wishes, Ann.", Names())

    assert whole.value == f"{begin}\n{body}{end}"
    assert cut.value == f"{begin}\nProc-Type: 4,ENCRYPTED\n\n{body}".rstrip()


def test_a_value_inside_another_one_is_found_once():
    text = "postgres://app:s3cr3t@mail.example/app and +44 7700 900123 (mobile)"

    found = [(one.kind, one.value) for one in find(text, Names())]

    assert found == [("secret", "s3cr3t"), ("phone", "+44 7700 900123")]
