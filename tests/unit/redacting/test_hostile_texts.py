"""Texts that are made to keep a masker busy: its time grows with their length only."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.redact import Redactor
from ingest.redacting.finding import find
from ingest.redacting.names import Names

PIECES = [
    "9", "a@", " ", "9 ", "9-", "(9", "4444 ", "+9", "1.", ":", "a:", "password ", "call ", "call 1",
    "a.", "GB29", "01 ", "a dot ", "eyJ", "passport no ", "-----BEGIN PRIVATE KEY-----", "a at ",
    "x(at)", "phone no no no 1", "my aaaa numbers ", "AB1", "a://b:", "é9 ", "ssn is is is ",
    "bearer a", "\n", "\t9", "[email ", "sk-", "order number ", "a.b@", "0" * 40, "::", "1:", "DE89 ",
]  # fmt: skip
LARGE = 1_000_000
SMALL = 20_000


@pytest.mark.parametrize("piece", PIECES)
def test_a_text_of_one_piece_over_and_over_is_done_in_time(piece):
    text = piece * (SMALL // len(piece))
    started = time.process_time()

    Redactor(b"key", Names(["a b", "call me"])).mask(text)

    assert time.process_time() - started < 5  # 0.05 s on an idle machine


@pytest.mark.slow
@pytest.mark.parametrize("piece", PIECES)
def test_a_million_characters_are_done_in_time(piece):
    text = piece * (LARGE // len(piece))
    started = time.monotonic()

    Redactor(b"key").mask(text)

    assert time.monotonic() - started < 60


FRAGMENTS = st.sampled_from(
    [
        *PIECES, "ann@mail.example", "+44 7700 900123", "4111 1111 1111 1111", "192.0.2.17",
        "2001:db8::8a2e:370:7334", "078-05-1120", "DE89 3704 0044 0532 0130 00", "12345678Z",
        "RSSMRA85T10A562S", "password: hunter2", "Sara Schwarz", "86 095 742 719", ", ", "(", ")",
        "２１２", "‑", "S1234567D", "A123456789", "11010519491231002X", "131052-308T", "x", "-Z",
    ]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(FRAGMENTS | st.text(max_size=4), max_size=12).map("".join))
def test_masking_again_changes_nothing_whatever_the_text(text):
    redactor = Redactor(b"key", Names(["Sara Schwarz"]))
    once = redactor.mask(text)

    assert redactor.mask(once) == once


FOLDED = {0x130: "I", 0x131: "i", 0x17F: "s", 0x212A: "K"}
ODD = "0123456789 .-/()+:@aZé[]X\u0663\u0130\u0131\u017f\u212a"


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=ODD, max_size=60))
def test_no_text_is_too_odd_to_be_masked(text):
    redactor = Redactor(b"key")

    assert redactor.mask(redactor.mask(text)) == redactor.mask(text)


@pytest.mark.parametrize(
    "text",
    [
        "GB29NWB\u212a60161331926819",
        "IBAN \u212aB12345678901234567",
        "RSSMRA85T10A562\u017f",
        "X1234567\u0130",
        "S1234567\u212a",
    ],
)
def test_letters_that_only_fold_to_ascii_are_read_as_ascii(text):
    assert find(text, Names()) == find(text.translate(FOLDED), Names())
