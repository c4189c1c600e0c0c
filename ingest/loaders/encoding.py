"""Bytes to text: marks first, then UTF-8, then the shape of the bytes, then a guess."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 4096
_MULTIBYTE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]+")
_RUN = re.compile(rb"[\x80-\xff]{3,}")  # rare in Western texts: accents stand alone


def decode(data: bytes) -> str:
    """The text of these bytes, with plain line ends and without a byte order mark; never fails.

    UTF-8, UTF-16 and UTF-32 with or without their marks, Windows-1252, and what charset-normalizer
    can tell of the rest.
    """
    text = _decoded(data)
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def is_text(text: str) -> bool:
    """Whether a decoded file is writing: hardly any control characters or unreadable bytes."""
    sample = text[:100_000]
    strange = sum(1 for sign in sample if (sign < " " and sign not in "\n\t\f") or sign == "\ufffd")
    return strange <= len(sample) * 0.02


def _decoded(data: bytes) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, errors="replace")
    wide = _without_mark(data[:_SAMPLE])
    if wide:
        return data.decode(wide, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _not_utf8(data)


def _without_mark(sample: bytes) -> str:
    """UTF-16 or UTF-32 by where the zero bytes stand, as in any text that is mostly Latin."""
    quarter = len(sample) // 4
    if not quarter or b"\0" not in sample:
        return ""
    zeros = [sample[at::4].count(0) >= quarter * 0.7 for at in range(4)]
    shapes = {
        (False, True, True, True): "utf-32-le",
        (True, True, True, False): "utf-32-be",
        (False, True, False, True): "utf-16-le",
        (True, False, True, False): "utf-16-be",
    }
    return shapes.get((zeros[0], zeros[1], zeros[2], zeros[3]), "")


def _not_utf8(data: bytes) -> str:
    broken = data.decode("utf-8", errors="replace").count("\ufffd")
    if len(_MULTIBYTE.findall(data)) > 10 * broken:
        return data.decode("utf-8", errors="replace")  # UTF-8 with a few damaged bytes
    above = sum(1 for byte in data if byte > 127)
    if sum(map(len, _RUN.findall(data))) < above / 2:
        return data.decode("cp1252", errors="replace")
    guess = from_bytes(data[:200_000]).best()
    return data.decode(guess.encoding if guess else "cp1252", errors="replace")
