"""PostgreSQL, where many processes share the truth: its connections, and what its refusals mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError

_CONNECTIONS = 10
"""That are kept; as many more are made for a moment, where many threads are at work."""

_WAIT = 10.0  # seconds for one of them to be free

_PATIENCE: Mapping[str, object] = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
    # a process that is halted within a transaction must not keep the others waiting
    "options": "-c idle_in_transaction_session_timeout=15s -c lock_timeout=60s",
}

_UNREACHED = (
    "{place} cannot be reached now. Check that the server runs, and that this machine may connect "
    "to it; a running bot goes on by itself as soon as it can."
)
_BUSY = "{place} has been busy with other work. Run it again."
_USER = (
    "{place} takes neither this user nor its password. Check [store] database, and PGPASSWORD or "
    "the .pgpass file."
)
_STATES: Mapping[str, str] = {
    "28": _USER,
    "3D000": "There is no database at {place}. Make it with `createdb`, or name another one.",
    "42501": "{place} does not let this user read, write and make tables. Make it the owner of the "
    "database.",
    "53100": "The disk that holds {place} is full. Free some space and run it again; what was "
    "stored before is safe.",
    "53300": "{place} takes no more connections. Raise its max_connections: each bot needs 20.",
    "25006": "{place} can only be read: name the primary server.",
    "40": _BUSY,
    "55P03": _BUSY,
    "25P03": _BUSY,
    "08": _UNREACHED,
    "57": _UNREACHED,
}
"""By the state of the error or its first two signs (postgresql.org/docs, appendix A)."""

_TOLD: Mapping[str, str] = {  # a refused connection has no state
    "password": _USER,
    "does not exist": _STATES["3D000"],
    "too many": _STATES["53300"],
    "remaining connection slots": _STATES["53300"],
}


def engine(url: URL) -> Engine:
    """Connects on first use; a connection that died is replaced before it is used.

    Raises:
        ModuleNotFoundError: the driver is not installed.
    """
    wanted = {name: value for name, value in _PATIENCE.items() if name not in url.query}
    made = create_engine(
        url,
        pool_pre_ping=True,
        pool_size=_CONNECTIONS,
        max_overflow=_CONNECTIONS,
        pool_timeout=_WAIT,
        connect_args=wanted if url.get_driver_name() == "psycopg" else {},
    )
    event.listen(made, "before_cursor_execute", _storable, retval=True)
    return made


def sentence(error: DBAPIError) -> str:
    """What somebody is told of an error, with {place} in it; "" where nothing is known of it."""
    state = str(getattr(error.orig, "sqlstate", None) or "")
    if state:
        return _STATES.get(state, _STATES.get(state[:2], ""))
    if not type(error.orig).__name__.startswith(("Operational", "Interface")):
        return ""
    told = str(error.orig).lower()
    return next((one for sign, one in _TOLD.items() if sign in told), _UNREACHED)


def _storable(  # noqa: PLR0913, PLR0917 - the signature is SQLAlchemy's
    connection: Connection,  # noqa: ARG001
    cursor: Any,  # noqa: ARG001
    statement: str,
    parameters: Any,
    context: Any,  # noqa: ARG001
    executemany: bool,  # noqa: ARG001, FBT001
) -> tuple[str, Any]:
    return statement, _without_zero_bytes(parameters)


def _without_zero_bytes(value: Any) -> Any:
    """PostgreSQL takes no text with a zero byte, and somebody may paste one into a question."""
    if isinstance(value, str):
        return value.replace("\0", "\ufffd")
    if isinstance(value, Mapping):
        return {name: _without_zero_bytes(one) for name, one in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray | memoryview):
        return type(value)(_without_zero_bytes(one) for one in value)  # type: ignore[call-arg]
    return value
