"""Prompts are files: declared variables in front, then what is told and what is given."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from string import Template

import yaml

from knowledge.errors import ConfigurationError

NEEDED: Mapping[str, frozenset[str]] = {
    "answer": frozenset({"mark", "passages", "terms", "question"}),
    "condense": frozenset({"mark", "history", "question"}),
    "query": frozenset({"mark", "definitions", "today", "question"}),
}
"""What the program gives to each prompt; a file must declare and use exactly these."""

_BREAK = "\n=====\n"  # between the system part and the user part


class Prompts:
    """All prompts of a folder, read and checked once.

    Raises:
        ConfigurationError: names the file: missing, unreadable, or with other variables.
    """

    def __init__(self, folder: Path) -> None:
        self._parts: dict[str, tuple[Template, Template]] = {}
        for name, variables in NEEDED.items():
            self._parts[name] = _read(folder / f"{name}.md", variables)

    def messages(self, name: str, **variables: str) -> tuple[str, str]:
        """The system part and the user part. What stands in a variable is never read as a template.

        Raises:
            ConfigurationError: no such prompt, or other variables than it declares.
        """
        if name not in self._parts:
            raise ConfigurationError(f'There is no prompt "{name}".')
        if variables.keys() != NEEDED[name]:
            wrong = ", ".join(sorted(variables.keys() ^ NEEDED[name]))
            raise ConfigurationError(f'The prompt "{name}" was given other variables: {wrong}.')
        system, user = self._parts[name]
        return system.substitute(variables).strip(), user.substitute(variables).strip()

    def render(self, name: str, **variables: str) -> str:
        """Both parts as one text."""
        return "\n\n".join(self.messages(name, **variables))


def _read(file: Path, needed: frozenset[str]) -> tuple[Template, Template]:
    try:
        text = file.read_text(encoding="utf-8").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"The prompt {file} cannot be read: {error}.") from error
    _, fence, rest = text.partition("---\n")
    front, closed, body = rest.partition("\n---\n")
    if not fence or not closed or text.index(fence) != 0:
        raise ConfigurationError(f"The prompt {file} does not begin with front matter between ---.")
    _check(file, _declared(file, front), body, needed)
    system, found, user = body.partition(_BREAK)
    if not found:
        raise ConfigurationError(f"The prompt {file} has no line ===== before what the user gives.")
    return Template(system), Template(user)


def _declared(file: Path, front: str) -> frozenset[str]:
    try:
        fields = yaml.safe_load(front)
    except yaml.YAMLError as error:
        raise ConfigurationError(f"The front matter of the prompt {file} is not YAML.") from error
    if not isinstance(fields, dict) or fields.keys() != {"purpose", "variables"}:
        raise ConfigurationError(
            f"The front matter of the prompt {file} holds `purpose` and `variables`, nothing else."
        )
    names = fields["variables"]
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise ConfigurationError(f"`variables` of the prompt {file} is not a list of names.")
    return frozenset(names)


def _check(file: Path, declared: frozenset[str], body: str, needed: frozenset[str]) -> None:
    template = Template(body)
    if not template.is_valid():
        raise ConfigurationError(f"The prompt {file} has a $ that begins no variable; write $$.")
    used = frozenset(template.get_identifiers())
    faults = {
        "uses but does not declare": used - declared,
        "declares but does not use": declared - used,
        "asks for what the program does not give": declared - needed,
        "leaves out": needed - declared,
    }
    for fault, names in faults.items():
        if names:
            raise ConfigurationError(f"The prompt {file} {fault}: {', '.join(sorted(names))}.")
