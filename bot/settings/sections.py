"""The sections of throughline.toml as frozen values; every key has its meaning beside it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from knowledge.models import EVERYONE, SourceKind

Id = Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9]+$")]
"""A Slack id: U0..., S0..., C0...; names change, ids do not."""

Name = Annotated[str, Field(min_length=1, max_length=200)]


def _known_zone(name: str) -> str:
    if name not in available_timezones():
        message = f"there is no time zone {name!r}"
        raise ValueError(message)
    return name


class Section(BaseModel):
    """A table of the file: frozen, and closed to keys that it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Workspace(Section):
    """[workspace]: whom the bot works for."""

    name: Name = Field(default="Throughline", description="what people call the organisation")
    timezone: Annotated[str, AfterValidator(_known_zone)] = Field(
        default="UTC",
        description="IANA name; dates and digests are in this zone unless they say otherwise",
    )
    fiscal_year_start: int = Field(
        default=1, ge=1, le=12, description="first month of the fiscal year"
    )
    holidays: tuple[date, ...] = Field(
        default=(), description="days that are no working days, as dates"
    )
    admins: tuple[Id, ...] = Field(default=(), description="user ids that may administer the bot")

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


class Store(Section):
    """[store]: where data is kept."""

    folder: str = Field(
        default=".throughline",
        description="folder of the database and of the indexes derived from it",
    )
    database: str = Field(
        default="", description="SQLAlchemy URL of the truth; empty means SQLite in the folder"
    )
    shared: str = Field(
        default="",
        description="folder that every bot on one PostgreSQL database sees, for documents that are "
        "handed over in Slack; empty means that none are taken there",
    )


class Embedding(Section):
    """[embedding]: how texts become vectors."""

    model: Name = Field(
        default="sentence-transformers/all-MiniLM-L6-v2",
        description="a sentence-transformers model by name, or a folder that holds one",
    )


class Chat(Section):
    """[chat]: who writes answers; nobody unless a model is named."""

    model: str = Field(
        default="",
        pattern=r"^$|^[\w-]+:.+$",
        description='"" quotes; "anthropic:...", "openai:..." or "ollama:..." writes',
    )
    base_url: str = Field(
        default="", description="address of the provider, where it is not its usual one"
    )
    tokens_per_day: int = Field(
        default=2_000_000,
        ge=0,
        description="after these the bot quotes until midnight UTC; 0 is no limit",
    )
    cost_per_day: float = Field(
        default=0.0, ge=0, description="the same in money, needs the two prices; 0 is no limit"
    )
    price_in: float = Field(default=0.0, ge=0, description="money for a million tokens read")
    price_out: float = Field(default=0.0, ge=0, description="money for a million tokens written")
    prompts: str = Field(
        default="", description="folder of prompts; empty means those of the program"
    )


class Slack(Section):
    """[slack]: how the bot behaves in the workspace; tokens come from the environment."""

    external_channels: Literal["silent", "everyone-audience"] = Field(
        default="silent",
        description="in channels shared with other organisations: say nothing, or answer",
    )
    largest_upload: int = Field(
        default=25, ge=1, le=200, description="MB of a document that an admin hands the bot"
    )
    workers: int = Field(
        default=8, ge=1, le=64, description="questions that are answered at a time"
    )
    connections: int = Field(
        default=2, ge=1, le=10, description="connections to Slack in Socket Mode"
    )
    deaf_after_seconds: int = Field(
        default=45,
        ge=10,
        le=600,
        description="without a sign of life from Slack for so long, a connection is made anew",
    )


class SourceEntry(Section):
    """[[source]]: a place that knowledge comes from."""

    name: Name = Field(description="how reports call it; each source has its own")
    kind: SourceKind = Field(description="documents, glossary, insights or table")
    path: Name = Field(description="folder or file, relative to the configuration; a database URL")
    audience: Name = Field(description=f'who may see it: "{EVERYONE}", or one of [audiences]')
    owner: str = Field(default="", description="whom to ask about it: a user id")
    domain: str = Field(default="", description="whose meanings it gives: a department's domain")
    link: str = Field(
        default="", description="where a citation leads; {path} is the document's path"
    )
    query: str = Field(
        default="",
        description="what to select for a table: from its database, or from its file as `this`",
    )
    fields: Mapping[str, str | tuple[str, ...]] = Field(
        default_factory=dict, description="columns of a file by their role: id, text, date, ..."
    )
    mask: bool | None = Field(
        default=None,
        description="redact personal data; unless said otherwise true for insights only",
    )
    mask_names: str = Field(
        default="", description="file of people's names to redact too: one on a line, or CSV"
    )
    mask_names_column: str = Field(
        default="", description="the column with the names in a CSV file; empty means `name`"
    )


class AudienceEntry(Section):
    """[audiences.NAME]: people who may see what is marked with this name."""

    usergroups: tuple[Id, ...] = Field(default=(), description="ids of Slack user groups")
    users: tuple[Id, ...] = Field(default=(), description="ids of full members")
    guests: tuple[Id, ...] = Field(default=(), description="ids of guests and external people")


class DepartmentEntry(Section):
    """[departments.NAME]: whose meaning of a word comes first for whom."""

    usergroups: tuple[Id, ...] = Field(default=(), description="ids of Slack user groups")
    channels: tuple[Id, ...] = Field(
        default=(), description="ids of channels where this meaning is meant"
    )
    domain: str = Field(default="", description="the domain of its sources; empty means the name")


class Folder(Section):
    """[metrics] and [digests]: a folder of definitions."""

    path: Name = Field(description="folder of YAML files, relative to the configuration")


class File(Section):
    """The whole of throughline.toml."""

    workspace: Workspace = Workspace()
    store: Store = Store()
    embedding: Embedding = Embedding()
    chat: Chat = Chat()
    slack: Slack = Slack()
    source: tuple[SourceEntry, ...] = ()
    audiences: Mapping[str, AudienceEntry] = Field(default_factory=dict)
    departments: Mapping[str, DepartmentEntry] = Field(default_factory=dict)
    metrics: Folder | None = None
    digests: Folder | None = None
