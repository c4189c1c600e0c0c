"""Views that are shown at once or not at all."""

from __future__ import annotations

import logging
from collections.abc import Callable

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
