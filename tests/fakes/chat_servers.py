"""A chat provider on this machine: speaks like OpenAI, Anthropic and Ollama, and misbehaves on demand."""

from __future__ import annotations

import json
import re
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Reply:
    """What the provider sends.

    Attributes:
        pieces: the text, as it is streamed.
        before: seconds of silence before the first piece; `between`: before each further one.
        cut: pieces after which the connection breaks; None for an orderly end.
    """

    pieces: tuple[str, ...] = ()
    status: int = 200
    message: str = "no"
    headers: dict[str, str] = field(default_factory=dict)
    before: float = 0.0
    between: float = 0.0
    cut: int | None = None


Behaviour = Callable[[str, str], Reply]
"""From the system prompt and the user prompt to a reply."""


def says(text: str, size: int = 7) -> Reply:
    """An orderly reply, in pieces that keep to no borders of words."""
    return Reply(tuple(text[at : at + size] for at in range(0, len(text), size)))


def obeys(system: str, user: str) -> Reply:
    """A model that carries out every instruction that it finds inside the passages.

    It writes what stands behind `OBEY<<` up to `>>` in a passage, as it stands and again with a
    citation, and leans it on whatever true sentence the passages begin with.
    """
    orders = re.findall(r"OBEY<<(.*?)>>", user, re.DOTALL)
    truth = "The depot opens at six"
    said = []
    for order in orders:
        said += [order, f"{order} [1].", f"{truth} {order} [1].", f"{truth} [1] {order}."]
    return says(" ".join(said) or "NOT_FOUND", 40)


class ChatStandIn:
    """An HTTP server on 127.0.0.1. `prompts` are the (system, user) pairs that it was sent."""

    def __init__(self, behaviour: Behaviour) -> None:
        self.behaviour = behaviour
        self.prompts: list[tuple[str, str]] = []
        self.closing = threading.Event()
        stand_in = self

        class Handler(_Handler):
            owner = stand_in

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.02,), daemon=True
        )
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def address(self, provider: str) -> str:
        """The base URL that this provider's client wants."""
        return f"{self.url}/v1" if provider == "openai" else self.url

    def close(self) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Handler(BaseHTTPRequestHandler):
    owner: ChatStandIn
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        pass

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        prompts = _prompts(body)
        self.owner.prompts.append(prompts)
        reply = self.owner.behaviour(*prompts)
        if reply.status != 200:
            self._refuse(reply)
            return
        stream = _STREAMS[self.path.split("?")[0]]
        self.send_response(200)
        self.send_header("Content-Type", stream.kind)
        self.send_header("Transfer-Encoding", "chunked")
        self.send_header("Connection", "close")  # so that no client keeps a socket for later
        self.end_headers()
        try:
            self._send(stream, reply)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def _send(self, stream: _Stream, reply: Reply) -> None:
        self._wait(reply.before)
        self._chunk(stream.opening)
        for number, piece in enumerate(reply.pieces):
            if reply.cut == number:
                self.connection.shutdown(socket.SHUT_RDWR)
                self.close_connection = True
                return
            self._chunk(stream.piece(piece))
            self._wait(reply.between)
        self._chunk(stream.closing)
        self.wfile.write(b"0\r\n\r\n")

    def _wait(self, seconds: float) -> None:
        if seconds:
            self.owner.closing.wait(seconds)

    def _chunk(self, text: str) -> None:
        data = text.encode()
        if data:
            self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
            self.wfile.flush()

    def _refuse(self, reply: Reply) -> None:
        data = json.dumps({"error": {"message": reply.message, "type": "error"}}).encode()
        self.send_response(reply.status)
        headers = {"Content-Length": str(len(data)), "Connection": "close", **reply.headers}
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)


@dataclass(frozen=True)
class _Stream:
    kind: str
    opening: str
    piece: Callable[[str], str]
    closing: str


def _event(name: str, **data: object) -> str:
    return f"event: {name}\ndata: {json.dumps({'type': name, **data})}\n\n"


def _openai(**choice: object) -> str:
    chunk = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m"}
    return f"data: {json.dumps({**chunk, **choice})}\n\n"


def _choice(content: str | None, reason: str | None) -> str:
    delta = {} if content is None else {"role": "assistant", "content": content}
    return _openai(choices=[{"index": 0, "delta": delta, "finish_reason": reason}])


def _ollama(content: str, **more: object) -> str:
    line = {"model": "m", "created_at": "2026-01-01T00:00:00Z", "done": False, **more}
    return json.dumps({**line, "message": {"role": "assistant", "content": content}}) + "\n"


_USAGE = {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120}
_MESSAGE = {
    "id": "m",
    "type": "message",
    "role": "assistant",
    "model": "m",
    "content": [],
    "stop_reason": None,
    "stop_sequence": None,
    "usage": {"input_tokens": 100, "output_tokens": 0},
}
_STREAMS = {
    "/v1/chat/completions": _Stream(
        "text/event-stream",
        "",
        lambda piece: _choice(piece, None),
        _choice(None, "stop") + _openai(choices=[], usage=_USAGE) + "data: [DONE]\n\n",
    ),
    "/v1/messages": _Stream(
        "text/event-stream",
        _event("message_start", message=_MESSAGE)
        + _event("content_block_start", index=0, content_block={"type": "text", "text": ""}),
        lambda piece: _event(
            "content_block_delta", index=0, delta={"type": "text_delta", "text": piece}
        ),
        _event("content_block_stop", index=0)
        + _event(
            "message_delta",
            delta={"stop_reason": "end_turn", "stop_sequence": None},
            usage={"input_tokens": 100, "output_tokens": 20},
        )
        + _event("message_stop"),
    ),
    "/api/chat": _Stream(
        "application/x-ndjson",
        "",
        _ollama,
        _ollama("", done=True, done_reason="stop", prompt_eval_count=100, eval_count=20),
    ),
}


def _prompts(body: dict) -> tuple[str, str]:
    """The system and the user prompt, wherever this provider keeps them."""
    system = _text(body.get("system", ""))
    user = ""
    for message in body["messages"]:
        if message["role"] == "system":
            system = _text(message["content"])
        else:
            user = _text(message["content"])
    return system, user


def _text(content: object) -> str:
    if isinstance(content, list):
        return "".join(part.get("text", "") for part in content)
    return str(content)
