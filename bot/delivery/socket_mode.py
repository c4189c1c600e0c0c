"""The Socket Mode connection: made again within a second or two, and let go of at once."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from slack_bolt import App
from slack_bolt.adapter.socket_mode.websocket_client import SocketModeHandler
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.websocket_client import SocketModeClient
from websocket import WebSocketApp

from knowledge.errors import ConfigurationError


class _Sockets:
    """The sockets behind a handler's connections.

    websocket-client leaves a socket open that the other side has closed, and a reader does not see
    that its own side closed one until seconds later; ending the socket under it helps with both.
    """

    def __init__(self) -> None:
        self._open: list[socket.socket] = []

    def opened(self, session: WebSocketApp) -> None:
        """A new connection is there: the ones before it are not wanted any more."""
        self.end()
        if session.sock is not None and session.sock.sock is not None:
            self._open.append(session.sock.sock)

    def wake(self) -> None:
        """Lets the reader see that it is over."""
        for one in self._open:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def end(self) -> None:
        while self._open:
            self._open.pop().close()


@contextmanager
def listening(app: App, app_token: str) -> Iterator[None]:
    """Connects an app to Slack for as long as the block runs.

    Raises:
        ConfigurationError: Slack does not take the token.
    """
    handler, sockets = SocketModeHandler(app, app_token), _Sockets()
    client = handler.client
    client.on_open_listeners.append(sockets.opened)
    try:
        try:
            handler.connect()  # type: ignore[no-untyped-call]
        except (SlackApiError, OSError) as error:
            raise ConfigurationError(refusal("SLACK_APP_TOKEN", error)) from error
        yield
    finally:
        _let_go(client, sockets)
        handler.close()  # type: ignore[no-untyped-call]
        sockets.end()


def _let_go(client: SocketModeClient, sockets: _Sockets) -> None:
    """Ends the reader before its socket is closed: it would wait ten seconds on a closed one."""
    client.auto_reconnect_enabled = client.default_auto_reconnect_enabled = False
    reader = client.current_session_runner
    reader.event.set()
    for _ in range(60):
        if client.current_session is not None:
            client.current_session.keep_running = False
        sockets.wake()
        reader.thread.join(0.05)
        if not reader.thread.is_alive():
            return


def refusal(variable: str, error: Exception) -> str:
    """What an administrator is told where Slack does not take a token."""
    code = error.response["error"] if isinstance(error, SlackApiError) else type(error).__name__
    return (
        f"Slack cannot be used with {variable} ({code}). Check the token on the page of your Slack "
        "app, and SLACK_API_URL where you set it."
    )
