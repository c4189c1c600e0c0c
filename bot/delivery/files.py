"""Files that people share in Slack: fetched with the bot's token, from Slack's own host alone."""

from __future__ import annotations

from http.client import HTTPException
from typing import IO, TYPE_CHECKING
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from slack_sdk import WebClient

from knowledge.errors import DocumentError

if TYPE_CHECKING:
    from http.client import HTTPMessage

_SECONDS = 30


class _Stay(HTTPRedirectHandler):
    """Follows nothing: the token is for this host, and Slack sends whom it refuses to a login."""

    def redirect_request(  # noqa: PLR0913, PLR0917 - as urllib calls it
        self,
        req: Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> None:
        del req, fp, code, msg, headers, newurl


def fetch(client: WebClient, name: str, address: str, size: int) -> bytes:
    """The bytes of a shared file.

    Args:
        client: whose token is shown, and whose Slack the file must lie at.
        name: what people call it.
        address: as Slack gave it.
        size: in bytes, as Slack gave it.

    Raises:
        DocumentError: it lies elsewhere, Slack does not hand it over, or it came in part; says why.
    """
    if not is_slacks(address, client.base_url):
        raise DocumentError(
            f"{name} lies outside of Slack: download it, and drop the file itself here."
        )
    headers = {"Authorization": f"Bearer {client.token}"}
    request = Request(address, headers=headers)  # noqa: S310 - the scheme is that of the API
    try:
        with build_opener(_Stay).open(request, timeout=_SECONDS) as answer:
            content: bytes = answer.read(size + 1)
    except HTTPError as error:
        error.close()
        raise DocumentError(
            f"Slack does not hand {name} over ({error.code}): whoever looks after me can check "
            "that I have the permission files:read."
        ) from error
    except (URLError, OSError, HTTPException) as error:
        raise DocumentError(f"{name} could not be fetched from Slack: drop it again.") from error
    if len(content) != size:
        raise DocumentError(f"{name} did not arrive whole from Slack: drop it again.")
    return content


def is_slacks(address: str, base: str) -> bool:
    """Whether an address is on the host of the API, or on one under it, with the same scheme."""
    asked, own = urlsplit(address), urlsplit(base)
    host, ours = asked.hostname or "", (own.hostname or "").removeprefix("www.")
    try:
        same_port = asked.port == own.port
    except ValueError:
        return False
    same_host = host == ours or host.endswith(f".{ours}")
    plain = not asked.username and not asked.password
    return bool(ours) and asked.scheme == own.scheme and same_host and same_port and plain
