"""Views that are shown at once or not at all."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any

from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import SlackResponse

log = logging.getLogger(__name__)


def show(method: Callable[..., SlackResponse], **arguments: object) -> str:
    """Calls a method of Slack's views. Who misses it opens it again.

    Returns:
        The view's id, "" where it was not taken.
    """
    try:
        return str(method(**arguments)["view"]["id"])
    except SlackApiError as error:
        log.warning("a view was not shown: %s", error.response.get("error", ""))
    except (SlackClientError, OSError) as error:
        log.warning("a view was not shown: %s", type(error).__name__)
    return ""


def who(body: Mapping[str, Any]) -> tuple[str, str]:
    """The workspace and the person of a click or a form; an app of a whole grid has no team."""
    user, team = body["user"], body.get("team") or {}
    return str(team.get("id") or user.get("team_id") or ""), str(user["id"])
