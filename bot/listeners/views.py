"""Views that are shown at once or not at all."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any

from slack_sdk.errors import SlackApiError, SlackClientError

log = logging.getLogger(__name__)


def show(method: Callable[..., object], **arguments: object) -> bool:
    """Calls a method of Slack's views; whether it was taken. Who misses it opens it again."""
    try:
        method(**arguments)
    except SlackApiError as error:
        log.warning("a view was not shown: %s", error.response.get("error", ""))
        return False
    except (SlackClientError, OSError) as error:
        log.warning("a view was not shown: %s", type(error).__name__)
        return False
    return True


def who(body: Mapping[str, Any]) -> tuple[str, str]:
    """The workspace and the person of a click or a form; an app of a whole grid has no team."""
    user, team = body["user"], body.get("team") or {}
    return str(team.get("id") or user.get("team_id") or ""), str(user["id"])
