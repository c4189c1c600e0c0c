"""What Slack itself says: of the tokens, the permissions and the time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from typing import TYPE_CHECKING

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import SlackResponse

from bot.doctor.findings import Finding, none, ok, wrong
from bot.manifest import SCOPES

if TYPE_CHECKING:
    from bot.settings.settings import Settings

BOT, APP, SIGNING = "slack bot token", "slack app token", "slack signing secret"
SCOPES_OF, CLOCK, FEATURES = "slack permissions", "slack clock", "slack features"

_SECONDS = 10
_SKEW = 5.0  # by so much the outbox lets the two clocks differ when it looks for a message
_SECRET = re.compile(r"[0-9a-f]{32}")
_SIGNED_OUT = frozenset({"invalid_auth", "not_authed", "token_revoked", "token_expired"})

Clock = Callable[[], datetime]


def examine(settings: Settings, clock: Clock) -> Iterator[Finding]:
    """Each line about Slack; nothing is posted, and no token is shown."""
    secrets = settings.secrets
    bot, app = secrets.bot_token.get_secret_value(), secrets.app_token.get_secret_value()
    signing = secrets.signing_secret.get_secret_value()
    if not bot and not app and not signing:
        yield none(
            BOT, "SLACK_BOT_TOKEN is not set: connect a workspace, or `throughline rehearse`"
        )
        return
    yield from _bot(bot, settings.slack_api_url, clock)
    yield from _way_in(app, signing, settings.slack_api_url)
    yield none(
        FEATURES,
        "events, commands and the agent view cannot be asked for with these tokens: compare the "
        "app's page with `throughline manifest`",
    )


def _bot(token: str, api_url: str, clock: Clock) -> Iterator[Finding]:
    if problem := _misplaced(token, "SLACK_BOT_TOKEN", "xoxb-", "Install App"):
        yield wrong(BOT, problem)
        return
    before = clock()
    try:
        answer = _client(token, api_url).auth_test()
    except (SlackClientError, OSError, HTTPException, ValueError) as error:
        yield wrong(BOT, refusal("SLACK_BOT_TOKEN", error, api_url, "Install App"))
        return
    now = before + (clock() - before) / 2
    yield ok(BOT, f"it is that of @{answer['user']} in {answer['team']}, {answer['url']}")
    headers = {str(name).lower(): str(value) for name, value in answer.headers.items()}
    yield permissions(headers.get("x-oauth-scopes"))
    yield skew(headers.get("date"), now)


def permissions(granted: str | None) -> Finding:
    """What is granted, beside what the manifest asks for; None where Slack does not say."""
    if granted is None:
        return none(SCOPES_OF, "this Slack does not say which ones are granted")
    have = {one.strip() for one in granted.split(",")}
    missing = [one for one in SCOPES if one.name not in have]
    if not missing:
        return ok(SCOPES_OF, f"all {len(SCOPES)} are granted")
    told = "; ".join(f"without {one.name} {one.reason}" for one in missing)
    return wrong(
        SCOPES_OF,
        f"{told}. Add {'it' if len(missing) == 1 else 'them'} under OAuth & Permissions and "
        "install the app again",
    )


def skew(date: str | None, now: datetime) -> Finding:
    """How far the clock of this machine is from Slack's."""
    try:
        theirs = parsedate_to_datetime(date or "")
    except ValueError:
        return none(CLOCK, "this Slack does not say what time it is")
    if theirs.tzinfo is None:
        theirs = theirs.replace(tzinfo=UTC)
    apart = (now - theirs).total_seconds()
    if -_SKEW <= apart <= _SKEW + 1:  # the header has whole seconds, cut off
        return ok(CLOCK, "it goes as Slack's does")
    return wrong(
        CLOCK,
        f"it is {_span(abs(apart))} {'ahead of' if apart > 0 else 'behind'} Slack's: let the "
        "machine set it by NTP, or a message may be posted twice, and from five minutes on nothing "
        "that Slack signs is taken",
    )


def _way_in(app: str, signing: str, api_url: str) -> Iterator[Finding]:
    """Socket Mode by the app token, HTTP by the signing secret: one of them is enough."""
    if app:
        yield _app(app, api_url)
    elif signing:
        yield none(APP, "it is not set; HTTP does not need it")
    else:
        yield wrong(APP, "SLACK_APP_TOKEN is not set: Socket Mode needs it (Basic Information)")
    if not signing:
        yield none(SIGNING, "it is not set; only HTTP needs it")
    elif _SECRET.fullmatch(signing):
        yield ok(SIGNING, "it has the form that Slack gives it")
    else:
        told = "SLACK_SIGNING_SECRET is not right: it has 32 of the signs 0-9 and a-f"
        yield wrong(SIGNING, f"{told} (Basic Information, App Credentials)")


def _app(token: str, api_url: str) -> Finding:
    place = "Basic Information, App-Level Tokens"
    if problem := _misplaced(token, "SLACK_APP_TOKEN", "xapp-", place):
        return wrong(APP, problem)
    try:
        _opened(_client(token, api_url), token)
    except (SlackClientError, OSError, HTTPException, ValueError) as error:
        return wrong(APP, refusal("SLACK_APP_TOKEN", error, api_url, place))
    return ok(APP, "Slack would connect it")


def _opened(client: WebClient, token: str) -> SlackResponse:
    """Asks for the address of a connection and leaves it unused: it ends by itself."""
    return client.apps_connections_open(app_token=token)


def _misplaced(token: str, variable: str, start: str, page: str) -> str:
    if not token:
        return f"{variable} is not set: copy it from {page} on the app's page"
    if not token.startswith(start):
        return f"{variable} holds something else: the right one begins with {start} ({page})"
    return ""


def refusal(variable: str, error: Exception, api_url: str, page: str) -> str:
    """What an administrator is told where Slack does not take a token, or does not answer."""
    if not isinstance(error, SlackApiError):
        where = api_url or "slack.com"
        return f"{where} does not answer ({type(error).__name__}): is there a way out to it?"
    answer = error.response.data
    if not isinstance(answer, Mapping):
        answer = {}
    code = str(answer.get("error", ""))
    if code in _SIGNED_OUT:
        return f"Slack does not take {variable} ({code}): copy it again from {page}"
    if code == "account_inactive":
        return f"Slack does not take {variable}: the app was removed, install it again"
    if code == "missing_scope":
        return f"{variable} lacks {answer.get('needed', 'a permission')}: make a new one ({page})"
    return f"Slack does not take {variable} ({code or error.response.status_code}); see {page}"


def _client(token: str, api_url: str) -> WebClient:
    return WebClient(
        token, base_url=api_url or WebClient.BASE_URL, timeout=_SECONDS, retry_handlers=[]
    )


def _span(seconds: float) -> str:
    if seconds < 120:
        return f"{seconds:.0f} seconds"
    if seconds < 7200:
        return f"{seconds / 60:.0f} minutes"
    return f"{seconds / 3600:.0f} hours"
