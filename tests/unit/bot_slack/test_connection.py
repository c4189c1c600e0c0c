"""One connection over TLS, as Slack's are, against a server that does what a test says."""

from __future__ import annotations

import asyncio
import json
import logging
import shutil
import ssl
import subprocess
import threading
import time

import pytest
from websockets.asyncio.server import serve
from websockets.exceptions import ConnectionClosed

from bot.delivery.socket_mode.connection import Connection, NoTicket, Plan

HELLO = json.dumps({"type": "hello", "num_connections": 1})


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    if shutil.which("openssl") is None:
        pytest.skip("openssl makes the certificate of this test")
    folder = tmp_path_factory.mktemp("tls")
    key, made = folder / "key.pem", folder / "certificate.pem"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    command += ["-nodes", "-days", "2", "-subj", "/CN=localhost"]
    command += ["-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", made]
    subprocess.run(command, check=True, capture_output=True)
    return key, made


class Slack:
    """The other end; `opened` are its connections, `said` what came over them."""

    def __init__(self, certificate):
        key, made = certificate
        self.opened, self.said = [], []
        self.refuse = False
        self.greets = HELLO
        self._tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._tls.load_cert_chain(made, key)
        self._loop = asyncio.new_event_loop()
        self._over = asyncio.Event()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._loop.run_until_complete, args=(self._run(),))
        self._thread.start()
        assert self._ready.wait(5)

    async def _run(self):
        quiet = logging.getLogger("tests.slack")
        quiet.setLevel(logging.CRITICAL)
        settings = {"ssl": self._tls, "ping_interval": None, "logger": quiet, "close_timeout": 0.1}
        async with serve(self._serve, "localhost", 0, **settings) as server:
            self.port = server.sockets[0].getsockname()[1]
            self._ready.set()
            await self._over.wait()
        self.opened.clear()

    async def _serve(self, line):
        self.opened.append(line)
        try:
            await line.send(self.greets)
            async for said in line:
                self.said.append(json.loads(said))
        except ConnectionClosed:
            pass

    def ticket(self):
        if self.refuse:
            raise NoTicket("internal_error")
        return f"wss://localhost:{self.port}/link"

    def send(self, *texts):
        async def all_of_them():
            for text in texts:
                await self.opened[-1].send(text)

        asyncio.run_coroutine_threadsafe(all_of_them(), self._loop).result(5)

    def do(self, what):
        self._loop.call_soon_threadsafe(what)

    def end(self):
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join(10)
        self._loop.close()


@pytest.fixture
def slack(certificate, monkeypatch):
    monkeypatch.setenv("WEBSOCKET_CLIENT_CA_BUNDLE", str(certificate[1]))
    made = Slack(certificate)
    yield made
    made.end()


@pytest.fixture
def connect(slack):
    made = []

    def one(take=lambda session, envelope: None, deaf_after=45.0):
        connection = Connection(
            Plan(1, deaf_after, 0.3), slack.ticket, take, logging.getLogger("tests")
        )
        made.append(connection)
        connection.start()
        return connection

    yield one
    for connection in made:
        connection.stop()


def soon(true, seconds=5.0):
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.01)
    return true()


def test_what_comes_over_tls_is_acknowledged_over_it(slack, connect):
    connection = connect(lambda session, one: session.send_message(json.dumps({"got": one["n"]})))
    assert soon(lambda: connection.connected)

    slack.send(*(json.dumps({"envelope_id": "e", "n": number}) for number in range(200)))

    assert soon(lambda: len(slack.said) == 200)
    assert [one["got"] for one in slack.said] == list(range(200))


def test_a_large_envelope_in_pieces_is_one(slack, connect):
    taken = []
    connection = connect(lambda session, one: taken.append(len(one["text"])))
    assert soon(lambda: connection.connected)

    slack.send(json.dumps({"envelope_id": "e", "text": "x" * 3_000_000}))

    assert soon(lambda: taken == [3_000_000])


def test_a_deaf_connection_is_cut_when_it_is_looked_at_and_made_anew(slack, connect):
    connection = connect(deaf_after=0.5)
    assert soon(lambda: connection.connected)
    slack.do(slack.opened[0].transport.pause_reading)

    assert soon(lambda: (connection.look(time.monotonic()), len(slack.opened) == 2)[1])
    assert soon(lambda: connection.connected)
    slack.do(slack.opened[0].transport.abort)


def test_a_connection_without_news_is_kept_by_its_own_pings(slack, connect):
    connection = connect(deaf_after=1.0)
    assert soon(lambda: connection.connected)

    soon(lambda: connection.look(time.monotonic()), 1.6)

    assert len(slack.opened) == 1
    assert time.monotonic() - connection.heard < 1.0


@pytest.mark.parametrize("text", ["{", "[]", '"hello"', "null"])
def test_what_is_no_envelope_ends_the_connection_and_not_the_bot(slack, connect, text):
    connection = connect()
    assert soon(lambda: connection.connected)

    slack.send(text)

    assert soon(lambda: len(slack.opened) == 2)
    assert soon(lambda: connection.connected)


def test_refused_and_short_connections_are_tried_again_with_pauses(slack, connect):
    slack.greets = json.dumps({"type": "disconnect", "reason": "too_many_websockets"})

    connection = connect()
    soon(lambda: False, 1.0)
    tried = len(slack.opened)
    slack.refuse = True
    soon(lambda: False, 0.3)
    slack.refuse, slack.greets = False, HELLO

    assert 2 <= tried <= 10
    assert soon(lambda: connection.connected)


def test_stopping_while_it_connects_leaves_nothing_open(slack, connect):
    slack.refuse = True
    connection = connect()

    began = time.monotonic()
    connection.stop()

    assert time.monotonic() - began < 2
    assert not connection.connected
