"""Declared sources to files: what is in them, what is passed over, and what was seen whole."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ingest.report import Reason
from knowledge.models import Source, SourceKind

_LONGEST_NAME = 1000
_LOCK_FILES = "~$"  # what an office program leaves beside a document that is open


@dataclass(frozen=True, slots=True)
class Found:
    """A file of a source.

    Attributes:
        name: path relative to the configuration's folder, with forward slashes.
        root: the source's folder, or the folder of its file.
    """

    path: Path
    name: str
    source: Source
    root: Path


@dataclass(slots=True)
class Scan:
    """What the sources hold.

    Attributes:
        whole: names of the sources of which everything was seen; only there is a file that
            is not among `files` known to be gone.
    """

    files: list[Found] = field(default_factory=list)
    skipped: list[Reason] = field(default_factory=list)
    failed: list[Reason] = field(default_factory=list)
    whole: set[str] = field(default_factory=set)


def scan(sources: Sequence[Source], root: Path, only: Sequence[str] = ()) -> Scan:
    """The files of all sources but tables; of `only` these paths, where there are any.

    Hidden files are passed over. A file that two sources hold belongs to the one that is
    declared closer to it: `hr/salaries` keeps its audience under a source for `hr`.

    Args:
        sources: all that are declared, so that each file goes to the right one.
        root: the folder of the configuration.
        only: paths, absolute or relative to `root` or to the current folder.
    """
    seen = Scan()
    wanted = [_wanted(path, root) for path in only]
    claimed: dict[str, Found] = {}
    for source in sorted(_readable(sources), key=_closeness, reverse=True):
        seen.whole.add(source.name)
        for found in _files(source, root, seen):
            if found.name not in claimed:
                claimed[found.name] = found
    if only:
        _narrow(seen, wanted, sources, root, claimed.values())
    else:
        seen.files = sorted(claimed.values(), key=lambda found: found.name)
    return seen


def name_of(path: Path, root: Path) -> str:
    """A document's name: its path from the configuration's folder, with forward slashes."""
    return Path(os.path.relpath(path, root)).as_posix()


def owner_of(sources: Sequence[Source], root: Path, name: str) -> str:
    """The owner of the source that a document's name belongs to, "" where there is none."""
    path = Path(os.path.normpath(root / name))
    files = [one for one in sources if "://" not in one.path]
    holding = [one for one in files if within(path, [Path(os.path.normpath(one.path))])]
    return max(holding, key=_closeness).owner if holding else ""


def within(path: Path, folders: Iterable[Path]) -> bool:
    """Whether a path is one of these, or in one of them."""
    return any(path == folder or folder in path.parents for folder in folders)


def _readable(sources: Sequence[Source]) -> list[Source]:
    return [source for source in sources if source.kind is not SourceKind.TABLE]


def _closeness(source: Source) -> int:
    return len(Path(source.path).parts)  # sorting is stable: the first declared of equals stays


def _wanted(path: str, root: Path) -> Path:
    beside_configuration = Path(os.path.normpath(root / path))
    if beside_configuration.exists():
        return beside_configuration
    here = Path(os.path.normpath(Path.cwd() / path))
    return here if here.exists() else beside_configuration


def _narrow(
    seen: Scan,
    wanted: Sequence[Path],
    sources: Sequence[Source],
    root: Path,
    claimed: Iterable[Found],
) -> None:
    seen.files = sorted(
        (found for found in claimed if within(found.path, wanted)), key=lambda found: found.name
    )
    places = {source.name: Path(source.path) for source in sources}
    seen.whole = {name for name in seen.whole if within(places[name], wanted)}
    for path in wanted:
        if any(within(found.path, [path]) for found in seen.files):
            continue
        if any(within(place, [path]) for place in places.values()):
            continue  # an empty source, or a table
        declared = within(path, places.values())
        reason = (
            "holds nothing that can be read, or is not there any more."
            if declared
            else "belongs to no declared source: name it under [[source]] in the configuration."
        )
        name = name_of(path, root)
        seen.failed.append(Reason(name, f"{name} {reason}"))
    kept = [*wanted]
    seen.skipped = [one for one in seen.skipped if within(_absolute(one, root), kept)]


def _absolute(reason: Reason, root: Path) -> Path:
    return Path(os.path.normpath(root / reason.document))


def _files(source: Source, root: Path, seen: Scan) -> Iterator[Found]:
    place = Path(source.path)
    try:
        if place.is_dir():
            yield from _walk(_Walk(source, place, place.resolve(), root, seen), place)
        elif place.is_file():
            yield Found(place, name_of(place, root), source, place.parent)
        elif source.handed_over:
            seen.whole.discard(source.name)  # nobody handed anything over, or not on this machine
        else:
            name = name_of(place, root)
            _partial(seen, source, name, f"{name} is not there: check the path of its source.")
    except OSError as error:
        name = name_of(place, root)
        _partial(seen, source, name, f"{name} cannot be opened ({error.strerror}).")


@dataclass(frozen=True, slots=True)
class _Walk:
    source: Source
    place: Path
    resolved: Path
    root: Path
    seen: Scan


def _walk(walk: _Walk, folder: Path) -> Iterator[Found]:
    try:
        with os.scandir(folder) as entries:
            listed = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        name = name_of(folder, walk.root)
        reason = f"The folder {name} cannot be opened ({error.strerror}); nothing in it was read."
        _partial(walk.seen, walk.source, name, reason)
        return
    for entry in listed:
        if entry.name.startswith((".", _LOCK_FILES)):
            continue
        path = folder / entry.name
        if entry.is_symlink():
            _link(walk, path)
        elif entry.is_dir():
            yield from _walk(walk, path)
        elif entry.is_file():
            yield from _file(walk, path)
        else:
            name = name_of(path, walk.root)
            walk.seen.skipped.append(Reason(name, f"{entry.name} is no file but a device or pipe."))


def _file(walk: _Walk, path: Path) -> Iterator[Found]:
    name = name_of(path, walk.root)
    shown = name.encode("utf-8", "replace").decode()
    if shown != name or len(name) > _LONGEST_NAME:
        reason = f"Its name is longer than {_LONGEST_NAME} characters, or is no text: rename it."
        walk.seen.failed.append(Reason(shown[:_LONGEST_NAME], reason))
        return
    yield Found(path, name, walk.source, walk.place)


def _link(walk: _Walk, path: Path) -> None:
    """A link within the source is read where it leads to; any other leads out of what is shared."""
    name = name_of(path, walk.root)
    try:
        inside = within(path.resolve(strict=True), [walk.resolved])
    except (OSError, RuntimeError):  # it leads nowhere, or in a circle
        walk.seen.skipped.append(Reason(name, f"{path.name} is a link that leads nowhere."))
        return
    if not inside:
        reason = f"{path.name} is a link out of its source's folder: links out are not followed."
        walk.seen.skipped.append(Reason(name, reason))


def _partial(seen: Scan, source: Source, name: str, reason: str) -> None:
    seen.whole.discard(source.name)
    seen.failed.append(Reason(name, reason))
