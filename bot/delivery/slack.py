"""Posting to Slack, with its errors told apart: refused, not now, or nobody knows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from http.client import HTTPException
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.http_retry import RateLimitErrorRetryHandler
from slack_sdk.web import SlackResponse

EVENT_TYPE = "throughline_message"
Json = Mapping[str, Any]

_MANY = 3  # waits that Slack asks for before a post is left for later
_SECONDS = 10
_EARLIER = 5.0  # seconds by which two clocks may differ
_UNCLEAR = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout"})
_LATER = frozenset({"ratelimited", "rate_limited"})


class Refused(Exception):
    """Slack said no: certainly not posted. `code` is Slack's word for why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class NotNow(Exception):
    """Slack asked to wait, more often than we did: certainly not posted."""


class Unclear(Exception):
    """The reply did not come, or says nothing: nobody knows whether it was posted."""


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


class Poster:
    """Posts with a key in the metadata, and finds by it.

    Raises:
        Refused, NotNow, Unclear: from every method.
    """

    def __init__(self, client: WebClient) -> None:
        self._client = client

    def post(self, place: tuple[str, str], key: str, text: str, blocks: Sequence[Json]) -> str:
        """Posts to a (channel, thread); gives Slack's id of the message."""
        answer = _called(
            self._client.chat_postMessage,
            channel=place[0],
            thread_ts=place[1] or None,
            text=text,
            blocks=list(blocks) or None,
            metadata={"event_type": EVENT_TYPE, "event_payload": {"key": key}},
            unfurl_links=False,
            unfurl_media=False,
        )
        return str(answer["ts"])

    def find(self, place: tuple[str, str], key: str, since: datetime) -> str:
        """The id of a message with this key, "" where there is certainly none."""
        for message in self._said(place, since):
            metadata = message.get("metadata") or {}
            if (
                metadata.get("event_type") == EVENT_TYPE
                and metadata.get("event_payload", {}).get("key") == key
            ):
                return str(message["ts"])
        return ""

    def upload(self, name: str, content: bytes, alt: str) -> str:
        """Uploads a picture for use in a block, shared with nobody yet; gives its id."""
        answer = _called(
            self._client.files_upload_v2, filename=name, content=content, title=name, alt_txt=alt
        )
        return str(answer["files"][0]["id"])

    def _said(self, place: tuple[str, str], since: datetime) -> Iterator[Json]:
        channel, thread = place
        where: dict[str, object] = {"channel": channel}
        tells: Callable[..., SlackResponse] = self._client.conversations_history
        if thread:
            tells, where = self._client.conversations_replies, where | {"ts": thread}
        cursor = ""
        while True:
            page = _called(
                tells,
                **where,
                oldest=f"{since.timestamp() - _EARLIER:.6f}",
                include_all_metadata=True,
                limit=200,
                cursor=cursor or None,
            )
            yield from page["messages"]
            cursor = (page.get("response_metadata") or {}).get("next_cursor", "")
            if not cursor:
                return


def _called(method: Callable[..., SlackResponse], **arguments: object) -> Json:
    try:
        answer = method(**arguments)
    except SlackApiError as error:
        raise _told(error) from error
    except (SlackClientError, OSError, HTTPException, ValueError) as error:
        raise Unclear(type(error).__name__) from error
    return answer.data if isinstance(answer.data, dict) else {}


def _told(error: SlackApiError) -> Exception:
    status = getattr(error.response, "status_code", 200)
    code = str(error.response.get("error", "")) if status < 500 else ""
    if status == 429 or code in _LATER:
        return NotNow()
    if status >= 500 or code in _UNCLEAR or not code:
        return Unclear(f"status {status}")
    return Refused(code)
