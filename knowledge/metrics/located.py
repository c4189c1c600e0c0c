"""YAML whose values know their file and line, so that a wrong one can be pointed at."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import NoReturn

import yaml

from knowledge.errors import DefinitionError
from knowledge.metrics.yaml_nodes import Tangled, nodes_of, plain

_AGE = re.compile(r"(\d+)\s*([hdw])")
_HOURS = {"h": 1, "d": 24, "w": 168}


class Misdefined(DefinitionError):
    """A definition is wrong at a place.

    Attributes:
        line: 1-based; 0 where the whole file is meant.
        sentence: what is wrong, without the place.
        name: of the setting that is wrong, "" where none is named.
    """

    def __init__(self, file: Path, line: int, sentence: str, name: str = "") -> None:
        super().__init__(
            f"{file.name}, line {line}: {sentence}" if line else f"{file.name} {sentence}"
        )
        self.file, self.line, self.sentence, self.name = file, line, sentence, name


def nearest(name: str, known: Collection[str]) -> str:
    """A clause that offers the closest known name, or lists the few there are, or is empty."""
    close = get_close_matches(name, [*known], n=1, cutoff=0.6)
    if close:
        return f" Did you mean '{close[0]}'?"
    return f" Known here: {', '.join(sorted(known))}." if 0 < len(known) <= 12 else ""


@dataclass(frozen=True, slots=True)
class Located:
    """One YAML value with the place it was read from.

    Attributes:
        value: plain Python: dicts, lists, texts, numbers, booleans, dates or None.
        name: how a person would name it, such as `baseline`.
    """

    value: object
    node: yaml.Node
    file: Path
    name: str = ""

    @classmethod
    def of(cls, node: yaml.Node, file: Path, name: str = "") -> Located:
        """The value that a node stands for."""
        return cls(plain(node), node, file, name)

    @property
    def line(self) -> int:
        """1-based."""
        return int(self.node.start_mark.line) + 1

    def refuse(self, sentence: str) -> NoReturn:
        """Raises Misdefined with this place in front of the sentence."""
        raise Misdefined(self.file, self.line, sentence, self.name)

    def keys(self, known: Collection[str]) -> Mapping[str, Located]:
        """The entries of a mapping; anything else, or a key that is not known, is refused."""
        entries = dict(self.entries())
        for key, entry in entries.items():
            if key not in known:
                entry.refuse(f"'{key}' is not a setting of {self.name}.{nearest(key, known)}")
        return entries

    def entries(self) -> Iterator[tuple[str, Located]]:
        """The entries of a mapping in their order; anything else is refused."""
        if not isinstance(self.node, yaml.MappingNode) or not isinstance(self.value, dict):
            self.refuse(f"{self.name} must be a list of settings (name: value).")
        for key_node, node in self.node.value:
            key = str(key_node.value)
            yield key, Located(self.value.get(key), node, self.file, key)

    def items(self) -> Iterator[Located]:
        """The items of a list; a single value counts as a list of one."""
        if not isinstance(self.node, yaml.SequenceNode) or not isinstance(self.value, list):
            yield self
            return
        for value, node in zip(self.value, self.node.value, strict=True):
            yield Located(value, node, self.file, self.name)

    def text(self) -> str:
        """A text, or what can be read as one; nothing else."""
        if isinstance(self.value, bool) or not isinstance(self.value, (str, int, float, date)):
            self.refuse(f"{self.name} must be a text.")
        return str(self.value).strip()

    def number(self) -> float:
        """A number."""
        if isinstance(self.value, bool) or not isinstance(self.value, (int, float)):
            self.refuse(f"{self.name} must be a number, not '{self.value}'.")
        return float(self.value)

    def day(self) -> date:
        """A date, written 2026-12-31."""
        if isinstance(self.value, datetime) or not isinstance(self.value, date):
            self.refuse(f"{self.name} must be a date such as 2026-12-31, not '{self.value}'.")
        return self.value

    def duration(self) -> timedelta:
        """Hours, days or weeks, written 36h, 9d or 2w."""
        age = _AGE.fullmatch(self.text())
        if not age:
            self.refuse(f"{self.name} must be hours, days or weeks such as 36h, 9d or 2w.")
        return timedelta(hours=int(age[1]) * _HOURS[age[2]])

    def choice(self, known: Collection[str]) -> str:
        """One of the known words."""
        text = self.text()
        if text not in known:
            self.refuse(f"{self.name} cannot be '{text}'.{nearest(text, known)}")
        return text


def read_documents(file: Path) -> list[Located]:
    """The YAML documents of a file, empty ones left out.

    Raises:
        Misdefined: the file cannot be read, is not UTF-8 text or not YAML, with the line.
    """
    try:
        content = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise Misdefined(file, 0, "is not UTF-8 text; save it as UTF-8.") from error
    except OSError as error:
        raise Misdefined(file, 0, f"cannot be read: {error.strerror or error}.") from error
    return documents_in(content, file)


def documents_in(content: str, file: Path) -> list[Located]:
    """The YAML documents of a text, empty ones left out; `file` is how its place is named.

    Raises:
        Misdefined: it is not YAML, with the line.
    """
    try:
        return [Located.of(node, file) for node in nodes_of(content, str(file))]
    except Tangled as error:
        raise Misdefined(file, error.line, str(error)) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "it cannot be read"
        line = mark.line + 1 if mark else 1
        raise Misdefined(file, line, f"not valid YAML, {problem}.") from error


def files_below(folder: Path) -> list[Path]:
    """The YAML files below a folder in a stable order, hidden ones left out."""
    found = [file for file in folder.rglob("*") if file.suffix in {".yaml", ".yml"}]
    return sorted(
        file
        for file in found
        if file.is_file()
        and not any(part.startswith(".") for part in file.relative_to(folder).parts)
    )
