"""Calling Slack, with its errors told apart: refused, not now, or nobody knows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http.client import HTTPException
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.http_retry import RateLimitErrorRetryHandler
from slack_sdk.web import SlackResponse

from bot.delivery.pace import Pace

Json = Mapping[str, Any]

EVENT_TYPE = "throughline_message"
"""Of the metadata of every message of ours; its payload has the key."""

_MANY = 3  # waits that Slack asks for before a look-up is given up
_SECONDS = 10
_UNCLEAR = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout"})
_LATER = frozenset({"ratelimited", "rate_limited"})


class Refused(Exception):
    """Slack said no: certainly not done. `code` is Slack's word for why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class NotNow(Exception):
    """Slack asked to wait for so many `seconds`: certainly not done."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"in {seconds:.0f} s")
        self.seconds = seconds


class Unclear(Exception):
    """The reply did not come, or says nothing: nobody knows whether it was done."""


def posting_client(token: str, api_url: str = "") -> WebClient:
    """A client that tries again only where Slack said that it did nothing.

    slack_sdk's own default sends a post again after a broken connection, and posts it twice.
    """
    return WebClient(
        token,
        base_url=api_url or WebClient.BASE_URL,
        timeout=_SECONDS,
        retry_handlers=[RateLimitErrorRetryHandler(max_retry_count=_MANY)],
    )


class Calls:
    """Slack's methods by their names in slack_sdk; a wait that Slack asks for is kept by all.

    Raises:
        Refused, NotNow, Unclear: from every call.
    """

    def __init__(self, client: WebClient, pace: Pace) -> None:
        """Nothing is tried again in here; what `client` tries again itself does not matter."""
        self._pace = pace
        self._client = WebClient(
            client.token,
            base_url=client.base_url,
            timeout=client.timeout,
            ssl=client.ssl,
            proxy=client.proxy,
            retry_handlers=[],
        )

    def __call__(self, name: str, /, **arguments: object) -> Json:
        """One call; what Slack answered."""
        wait = self._pace.blocked(name)
        if wait:
            raise NotNow(wait)
        method: Callable[..., SlackResponse] = getattr(self._client, name)
        try:
            answer = method(**arguments)
        except SlackApiError as error:
            told = _told(error)
            if isinstance(told, NotNow):
                self._pace.block(name, told.seconds)
            raise told from error
        except (SlackClientError, OSError, HTTPException, ValueError) as error:
            raise Unclear(type(error).__name__) from error
        return answer.data if isinstance(answer.data, dict) else {}


def _told(error: SlackApiError) -> Exception:
    status = getattr(error.response, "status_code", 200)
    code = str(error.response.get("error", "")) if status < 500 else ""
    if status == 429 or code in _LATER:
        return NotNow(_retry_after(error))
    if status >= 500 or code in _UNCLEAR or not code:
        return Unclear(f"status {status}")
    return Refused(code)


def _retry_after(error: SlackApiError) -> float:
    headers = getattr(error.response, "headers", None) or {}
    told = {str(name).lower(): value for name, value in headers.items()}.get("retry-after", "1")
    try:
        return max(0.0, float(told))
    except ValueError:
        return 30.0
