"""Files of questions or terms: one JSON object a line, checked before anything is done."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from knowledge.errors import InputError


def read(file: Path, needed: str) -> list[dict[str, Any]]:
    """The objects of a file, each of which holds text under `needed`; empty lines are passed over.

    Raises:
        InputError: the file cannot be read, or a line is something else; says which.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"{file} cannot be read: {error.strerror or error}.") from error
    except UnicodeDecodeError as error:
        raise InputError(
            f"{file} cannot be read as UTF-8 text: it is written in another way."
        ) from error
    return [
        _object(file, number, line, needed)
        for number, line in enumerate(text.split("\n"), start=1)
        if line.strip()
    ]


def write(file: Path, objects: Sequence[Mapping[str, Any]]) -> None:
    """Writes the objects, one a line.

    Raises:
        InputError: the file cannot be written.
    """
    text = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in objects)
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(f"{file} cannot be written: {error.strerror or error}.") from error


def _object(file: Path, number: int, line: str, needed: str) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except ValueError as error:
        raise InputError(f"{file}, line {number}: this is not JSON: {error}.") from error
    if not isinstance(found, dict) or not isinstance(found.get(needed), str):
        raise InputError(f'{file}, line {number}: an object with "{needed}", a text, is wanted.')
    return found
