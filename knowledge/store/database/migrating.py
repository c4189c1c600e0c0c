"""Brings a database to this program's schema; costs one query where it is there already."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from knowledge.errors import StoreError, StoreTooNew
from knowledge.store.tables.schema import metadata

HEAD = "0008"
"""The newest revision in `migrations/versions`; a test keeps the two equal."""

_TABLE = "alembic_version"
_LOCK = 7_402_611_853  # any number of our own: one PostgreSQL lock for all who migrate


def bring_up(reader: Engine, writer: Engine, place: str) -> None:
    """Migrates up to `HEAD`, in one transaction; killed half-way, it did not happen.

    Raises:
        StoreTooNew: the database was written by a newer program.
        StoreError: it holds tables that are not ours.
    """
    with reader.connect() as connection, connection.begin():
        if _revision(connection) == HEAD:
            return
    with writer.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("select pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        _migrate(connection, place)


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table(_TABLE):
        return None
    return connection.execute(text(f"select version_num from {_TABLE}")).scalar()  # noqa: S608


def _migrate(connection: Connection, place: str) -> None:
    # Imported here: alembic takes longer to load than a store at HEAD takes to open.
    from alembic.config import Config  # noqa: PLC0415
    from alembic.runtime.environment import EnvironmentContext  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    script = ScriptDirectory.from_config(config)
    revision = _revision(connection)
    if revision is None and set(inspect(connection).get_table_names()) & set(metadata.tables):
        raise StoreError(f"{place} holds tables that Throughline did not make. Name another store.")
    if revision is not None and revision not in {one.revision for one in script.walk_revisions()}:
        raise StoreTooNew(
            f"{place} was written by a newer Throughline (schema {revision}, this one knows up to "
            f"{HEAD}). Install the newer version again, or name another store."
        )
    with EnvironmentContext(
        config,
        script,
        fn=lambda current, _: script._upgrade_revs("head", current),  # noqa: SLF001 - as alembic's own command does
        destination_rev="head",
    ) as context:
        context.configure(connection=connection, target_metadata=metadata)
        context.run_migrations()
    _let_texts_be_long(connection)


def _let_texts_be_long(connection: Connection) -> None:
    """SQLite never holds a text to its length. PostgreSQL would, and refuse what is longer."""
    if connection.dialect.name != "postgresql":
        return
    held = text(
        "select table_name, column_name from information_schema.columns "
        "where table_schema = current_schema() and data_type = 'character varying' "
        "and table_name <> :own"
    )
    for table, column in connection.execute(held, {"own": _TABLE}).all():
        connection.execute(text(f'alter table "{table}" alter column "{column}" type text'))
