"""What is wrong with a configuration, said with the line, the reason and the nearest right name."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

from pydantic import ValidationError

from bot.settings.sections import (
    AudienceEntry,
    DepartmentEntry,
    File,
    Folder,
    Section,
    SourceEntry,
)
from bot.settings.toml_lines import Place, line_of, lines_of
from bot.settings.uploads import SOURCE
from knowledge.errors import ConfigurationError
from knowledge.models import EVERYONE


class _Wrong(Exception):
    """A value that contradicts another one, or the file system."""

    def __init__(self, place: Place, sentence: str) -> None:
        super().__init__(sentence)
        self.place = place


def check(path: Path, text: str, sections: File) -> None:
    """Refuses what the file system or another setting contradicts.

    Raises:
        ConfigurationError: with line and reason.
    """
    try:
        _check_sources(sections, path.parent)
        _check_folders(sections, path.parent)
    except _Wrong as wrong:
        line = line_of(lines_of(text), wrong.place)
        raise ConfigurationError(f"{path}, line {line}: {wrong}") from wrong


def explain(path: Path, text: str, error: ValidationError) -> str:
    """A line for each of the first five mistakes that the models found."""
    lines = lines_of(text)
    told = []
    for found in error.errors(include_url=False):
        place = found["loc"]
        told.append((line_of(lines, place), _sentence(place, found["type"], found["msg"])))
    return "\n".join(f"{path}, line {line}: {sentence}" for line, sentence in sorted(told)[:5])


def _check_sources(sections: File, root: Path) -> None:
    names: set[str] = set()
    known = [EVERYONE, *sections.audiences]
    for index, entry in enumerate(sections.source):
        place: Place = ("source", index)
        if entry.name in names:
            raise _Wrong((*place, "name"), f"there are two sources named {entry.name!r}.")
        names.add(entry.name)
        if entry.name.startswith(SOURCE):
            sentence = (
                f"names that begin with {SOURCE!r} are those of what is handed over in Slack."
            )
            raise _Wrong((*place, "name"), sentence)
        if entry.audience not in known:
            sentence = f"source {entry.name!r} names the audience {entry.audience!r}, "
            sentence += f"which is not defined{_nearest(entry.audience, known)}"
            raise _Wrong((*place, "audience"), sentence)
        if "://" not in entry.path:
            _there(root, entry.path, (*place, "path"))
        _check_names(entry, root, place)


def _check_names(entry: SourceEntry, root: Path, place: Place) -> None:
    """The list of names that are masked has to be there, and to be of use."""
    if entry.mask_names and entry.mask is False:
        sentence = f"source {entry.name!r} lists names to mask and says mask = false: drop one."
        raise _Wrong((*place, "mask_names"), sentence)
    if entry.mask_names:
        _there(root, entry.mask_names, (*place, "mask_names"))
    elif entry.mask_names_column:
        sentence = f"source {entry.name!r} names a column, and no file with mask_names."
        raise _Wrong((*place, "mask_names_column"), sentence)


def _check_folders(sections: File, root: Path) -> None:
    for name, folder in (("metrics", sections.metrics), ("digests", sections.digests)):
        if folder is not None:
            _there(root, folder.path, (name, "path"))
    if sections.chat.prompts:
        _there(root, sections.chat.prompts, ("chat", "prompts"))
    if EVERYONE in sections.audiences:
        sentence = f"{EVERYONE!r} is every full member already and cannot be defined again."
        raise _Wrong(("audiences", EVERYONE), sentence)


def _there(root: Path, path: str, place: Place) -> None:
    whole = root / path
    if whole.exists():
        return
    parent = whole.parent
    beside = [child.name for child in parent.iterdir()] if parent.is_dir() else []
    raise _Wrong(place, f"there is no {path} in {root}{_nearest(whole.name, beside)}")


def _nearest(name: str, known: list[str]) -> str:
    close = get_close_matches(name, known, n=1, cutoff=0.6)
    return f"; did you mean {close[0]!r}?" if close else "."


def _sentence(place: Place, kind: str, message: str) -> str:
    where = ".".join(str(part) for part in place if not isinstance(part, int))
    last = str(place[-1])
    if kind == "extra_forbidden":
        return f"there is no setting {where!r}{_nearest(last, _names(place[:-1]))}"
    if kind == "missing":
        return f"{where!r} is missing."
    return f"{where!r} is not right: {message.removeprefix('Value error, ')}."


def _names(place: Place) -> list[str]:
    """The keys that a table may have."""
    tables: dict[str, type[Section]] = {
        "source": SourceEntry,
        "audiences": AudienceEntry,
        "departments": DepartmentEntry,
        "metrics": Folder,
        "digests": Folder,
    }
    if not place:
        return list(File.model_fields)
    top = str(place[0])
    section = tables.get(top) or type(getattr(File(), top, None))
    return list(section.model_fields) if issubclass(section, Section) else []
