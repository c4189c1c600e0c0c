"""A PostgreSQL server of the test's own, on a free port, in a folder that goes with it."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg

USER = "throughline"
_PLACES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin")


def binaries() -> Path | None:
    """The folder of the newest server that is installed; None where there is none."""
    found = [
        place
        for pattern in _PLACES
        for place in Path("/").glob(pattern.removeprefix("/"))
        if (place / "initdb").is_file() and (place / "postgres").is_file()
    ]
    on_path = shutil.which("postgres")
    if not found and on_path:
        return Path(on_path).resolve().parent
    return max(
        found, key=lambda place: [int(n) for n in place.parts[-2] if n.isdigit()], default=None
    )


class Server:
    """Runs until it is stopped; its password is known to nobody else."""

    def __init__(self, bin_folder: Path) -> None:
        self._bin = bin_folder
        self._folder = Path(tempfile.mkdtemp(prefix="throughline-postgres-"))
        self._who = {"user": "postgres"} if os.geteuid() == 0 else {}  # it refuses to run as root
        self.password = secrets.token_hex(8)
        self.port = _free_port()
        word = self._folder / "password"
        word.write_text(self.password, encoding="utf-8")
        if self._who:
            shutil.chown(self._folder, **self._who)
            shutil.chown(word, **self._who)
        data = self._folder / "data"
        self._run(
            "initdb", "--pgdata", data, "--username", USER, "--pwfile", word, "--no-sync",
            "--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C.UTF-8",
            "--locale-provider", "icu", "--icu-locale", "en",  # sorts as people do, not by bytes
        )  # fmt: skip
        self._process = self._started()
        self._await()

    def url(self, database: str = "postgres", user: str = USER, password: str | None = None) -> str:
        word = self.password if password is None else password
        return f"postgresql+psycopg://{user}:{word}@127.0.0.1:{self.port}/{database}"

    def execute(self, *statements: str) -> None:
        with self.connect() as connection:
            for statement in statements:
                connection.execute(statement)

    def connect(self) -> psycopg.Connection:
        return psycopg.connect(self.url().replace("+psycopg", ""), autocommit=True)

    def stop(self) -> None:
        self._process.send_signal(signal.SIGQUIT)  # nothing of it is wanted any more
        self._process.wait(timeout=30)
        shutil.rmtree(self._folder, ignore_errors=True)

    def break_off(self) -> None:
        """Stops at once, as in a power cut, and starts again: every connection is gone."""
        self._process.send_signal(signal.SIGQUIT)
        self._process.wait(timeout=30)
        self._process = self._started()
        self._await()

    def _started(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [self._bin / "postgres", "-D", self._folder / "data", "-p", str(self.port),
             "-h", "127.0.0.1", "-k", "", "-c", "fsync=off", "-c", "max_connections=100"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=self._folder, **self._who,
        )  # fmt: skip

    def _run(self, program: str, *arguments: object) -> None:
        subprocess.run(
            [self._bin / program, *map(str, arguments)],
            check=True, capture_output=True, cwd=self._folder, **self._who,
        )  # fmt: skip

    def _await(self) -> None:
        end = time.monotonic() + 60
        while True:
            try:
                self.connect().close()
            except psycopg.OperationalError:
                if time.monotonic() > end or self._process.poll() is not None:
                    self.stop()
                    raise
                time.sleep(0.05)
            else:
                return


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
