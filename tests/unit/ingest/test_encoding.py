from __future__ import annotations

import pytest

from ingest.loaders.encoding import decode, is_text

TEXT = "Größe: 15 €, “quoted”, naïve café. " * 20


@pytest.mark.parametrize(
    "name",
    [
        "utf-8",
        "utf-8-sig",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "utf-32-le",
        "utf-32-be",
        "cp1252",
    ],
)
def test_text_is_read_right_with_and_without_its_mark(name: str):
    assert decode(TEXT.encode(name)) == TEXT


@pytest.mark.parametrize("mark", [b"\xfe\xff", b"\x00\x00\xfe\xff"])
def test_big_endian_marks_are_known(mark: bytes):
    name = "utf-16-be" if len(mark) == 2 else "utf-32-be"

    assert decode(mark + TEXT.encode(name)) == TEXT


def test_line_ends_become_plain():
    assert decode(b"a\r\nb\rc\n") == "a\nb\nc\n"


def test_cyrillic_is_guessed_by_its_letters():
    text = "Клиент просит вернуть деньги за заказ, который не был доставлен вовремя. " * 5

    assert decode(text.encode("cp1251")) == text


def test_a_few_damaged_bytes_do_not_make_utf8_something_else():
    damaged = TEXT.encode("utf-8") + b"\xff end"

    assert decode(damaged) == f"{TEXT}\ufffd end"


def test_bytes_of_no_known_shape_still_give_something():
    assert isinstance(decode(bytes(range(128, 256)) * 3), str)
    assert decode(b"a\0b\0\0\0") is not None


def test_control_characters_are_no_text():
    assert is_text("plain\ttext\n")
    assert not is_text("\x01\x02\x03 abc")
