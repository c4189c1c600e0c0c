"""The Events API: signed requests to an app's request URL."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import secrets
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode, urlsplit

from bot.rehearsal.delivering.attempt import Again, Attempt, Patience
from bot.rehearsal.workspace.workspace import Json

_AT_A_TIME = 16


class HttpEvents:
    """Posts to one request URL, as Slack does."""

    name = "http"

    def __init__(self, request_url: str, signing_secret: str, patience: Patience) -> None:
        """`request_url` is `http://HOST:PORT/PATH`: whoever speaks TLS stands before the app."""
        self._address = urlsplit(request_url)
        self._secret = signing_secret
        self._patience = patience
        self._pool = ThreadPoolExecutor(_AT_A_TIME, "events")

    async def send(self, kind: str, payload: Json, again: Again | None) -> Attempt:
        """Posts it once, signed anew."""
        content, body = written(kind, payload)
        headers = {"content-type": content, **signed(self._secret, body, int(time.time()))}
        if again:
            headers["X-Slack-Retry-Num"] = str(again.number)
            headers["X-Slack-Retry-Reason"] = again.reason
        posting = asyncio.get_running_loop().run_in_executor(self._pool, self._post, body, headers)
        try:
            return await asyncio.wait_for(posting, self._patience.ack)
        except TimeoutError:
            return Attempt(None, "http_timeout")

    async def verify(self) -> bool:
        """Whether whoever answers at the URL gives a challenge back."""
        challenge = secrets.token_hex(16)
        told = {"type": "url_verification", "token": "rehearsal", "challenge": challenge}
        attempt = await self.send("events_api", told, None)
        answer = attempt.answer or {}
        return challenge in (answer.get("challenge"), answer.get("text"))

    def close(self) -> None:
        """Ends; what is under way is left to itself."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _post(self, body: bytes, headers: Mapping[str, str]) -> Attempt:
        connection = HTTPConnection(
            self._address.hostname or "", self._address.port, timeout=self._patience.ack
        )
        try:
            connection.request("POST", self._address.path or "/", body, dict(headers))
            response = connection.getresponse()
            said, final = response.read(), response.headers.get("X-Slack-No-Retry") == "1"
        except TimeoutError:
            return Attempt(None, "http_timeout")
        except ConnectionRefusedError:
            return Attempt(None, "connection_failed")
        except (OSError, HTTPException):
            return Attempt(None, "unknown_error")
        finally:
            connection.close()
        if response.status != 200:
            return Attempt(None, "http_error", final)
        return Attempt(_read(said, response.headers.get("content-type", "")))


def written(kind: str, payload: Json) -> tuple[str, bytes]:
    """The content type and the body of something, as Slack writes it."""
    if kind == "events_api":
        return "application/json", json.dumps(payload).encode()
    form = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
    return "application/x-www-form-urlencoded", urlencode(form).encode()


def signed(secret: str, body: bytes, timestamp: int) -> dict[str, str]:
    """The two headers that prove who sent a body, and when."""
    base = b"v0:%d:%b" % (timestamp, body)
    proof = hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": str(timestamp), "X-Slack-Signature": f"v0={proof}"}


def _read(said: bytes, content: str) -> Json:
    if not said:
        return {}
    if content.startswith("application/json"):
        answer = json.loads(said)
        return answer if isinstance(answer, dict) else {}
    return {"text": said.decode()}
