"""throughline.toml and the environment, checked; the rest of the program gets values."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, SecretStr, ValidationError

from bot.settings.checking import check, explain
from bot.settings.environment import of_process
from bot.settings.sections import File, Folder, SourceEntry
from bot.settings.uploads import handed_over
from knowledge.errors import ConfigurationError
from knowledge.models import EVERYONE, Source, SourceKind

FILE_NAME = "throughline.toml"
PROJECT = Path(__file__).resolve().parents[2]


class Secrets(BaseModel):
    """What must never be in a file of the configuration; empty where it was not given."""

    model_config = {"frozen": True}

    bot_token: SecretStr = SecretStr("")
    app_token: SecretStr = SecretStr("")
    signing_secret: SecretStr = SecretStr("")
    chat_key: SecretStr = SecretStr("")


class Settings(File):
    """Everything that was configured.

    Attributes:
        file: the configuration that was read.
        root: its folder; documents are named relative to it.
        folder: absolute path of the store.
        models: folder for exported embedding models.
        prompts: folder of the prompts.
        slack_api_url: "" for the real Slack.
    """

    file: Path
    root: Path
    folder: Path
    models: Path
    prompts: Path
    slack_api_url: str = ""
    secrets: Secrets = Secrets()

    @property
    def sources(self) -> tuple[Source, ...]:
        """The declared sources, with absolute paths."""
        return tuple(_source(entry, self.root) for entry in self.source)

    @property
    def all_sources(self) -> tuple[Source, ...]:
        """The declared sources, and for each audience what was handed over for it in Slack."""
        shared = self.store.shared
        place = self.root / shared if shared else self.folder
        given = (handed_over(place, name) for name in (EVERYONE, *self.audiences))
        return (*self.sources, *given)

    def location(self, folder: Folder | None) -> Path | None:
        """The absolute path of [metrics] or [digests]; None where it is not configured."""
        return None if folder is None else self.root / folder.path


def load(
    file: Path | None = None,
    store: Path | None = None,
    environ: Mapping[str, str] | None = None,
) -> Settings:
    """The settings of `file`, of THROUGHLINE_CONFIG, or of throughline.toml in the current folder.

    Raises:
        ConfigurationError: missing, or wrong: with the line, the reason and the nearest right name.
    """
    variables = of_process() if environ is None else environ
    path = _find(file, variables)
    text = _read(path)
    content = _parse(path, text)
    root = path.parent
    try:
        sections = File.model_validate(content)
    except ValidationError as error:
        raise ConfigurationError(explain(path, text, error)) from error
    check(path, text, sections)
    folder = store or Path(variables.get("THROUGHLINE_STORE", "") or root / sections.store.folder)
    return Settings(
        **{name: getattr(sections, name) for name in File.model_fields},
        file=path,
        root=root,
        folder=folder.expanduser().absolute(),
        models=_models(variables),
        prompts=root / sections.chat.prompts if sections.chat.prompts else PROJECT / "prompts",
        slack_api_url=variables.get("SLACK_API_URL", ""),
        secrets=_secrets(variables, sections.chat.model),
    )


def _find(file: Path | None, variables: Mapping[str, str]) -> Path:
    named = file or (Path(name) if (name := variables.get("THROUGHLINE_CONFIG", "")) else None)
    path = (named or Path(FILE_NAME)).expanduser().absolute()
    if path.is_dir():
        path = path / FILE_NAME
    if path.is_file():
        return path
    if named:
        raise ConfigurationError(
            f"There is no configuration at {path}: check --config and THROUGHLINE_CONFIG."
        )
    raise ConfigurationError(
        f"There is no {FILE_NAME} in {path.parent}: go to the folder that has one, name it with "
        "--config FILE, or see the whole thing at work with `throughline demo`."
    )


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path} cannot be read as UTF-8 text: {error}.") from error


def _parse(path: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"{path} is not valid TOML: {error}.") from error


def _source(entry: SourceEntry, root: Path) -> Source:
    usual = entry.kind is SourceKind.INSIGHTS or bool(entry.mask_names)
    mask = usual if entry.mask is None else entry.mask
    names = str(root / entry.mask_names) if entry.mask_names else ""
    path = _place(entry.path, root)
    given = entry.model_dump(exclude={"path", "mask", "mask_names"})
    return Source(**given, path=path, mask=mask, mask_names=names)


def _place(path: str, root: Path) -> str:
    """An absolute path, or a URL; one of SQLite holds a path too."""
    scheme, is_url, rest = path.partition(":///")
    if is_url and scheme.partition("+")[0] == "sqlite":
        return f"{scheme}:///{(root / rest).as_posix()}"
    return path if "://" in path else str(root / path)


def _models(variables: Mapping[str, str]) -> Path:
    if named := variables.get("THROUGHLINE_MODELS", ""):
        return Path(named).expanduser().absolute()
    cache = variables.get("XDG_CACHE_HOME", "") or "~/.cache"
    return Path(cache).expanduser() / "throughline" / "models"


def _secrets(variables: Mapping[str, str], chat: str) -> Secrets:
    provider = chat.partition(":")[0].upper().replace("-", "_")
    return Secrets(
        bot_token=_secret(variables, "SLACK_BOT_TOKEN"),
        app_token=_secret(variables, "SLACK_APP_TOKEN"),
        signing_secret=_secret(variables, "SLACK_SIGNING_SECRET"),
        chat_key=_secret(variables, f"{provider}_API_KEY") if provider else SecretStr(""),
    )


def _secret(variables: Mapping[str, str], name: str) -> SecretStr:
    if file := variables.get(f"{name}_FILE", ""):
        try:
            return SecretStr(Path(file).expanduser().read_text(encoding="utf-8").strip())
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigurationError(
                f"{name}_FILE names a file that cannot be read: {error}."
            ) from error
    return SecretStr(variables.get(name, "").strip())
