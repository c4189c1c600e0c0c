"""The first sign that a question was heard, and its end."""

from __future__ import annotations

from slack_sdk import WebClient

from bot.delivery.soon import Soon

STATUS = "is looking it up"
LOADING = (
    "Reading your question",
    "Searching what you can read",
    "Comparing what the pages say",
    "Writing it down with its sources",
)


class Presence:
    """Shows that the bot works on a question; nothing that anybody would miss."""

    def __init__(self, client: WebClient, soon: Soon) -> None:
        self._client, self._soon = client, soon

    def busy(
        self,
        channel: str,
        thread: str,
        team: str,  # noqa: ARG002
        user: str,  # noqa: ARG002
        message: str = "",  # noqa: ARG002
    ) -> None:
        """Shows it in a thread, soon and for two minutes at most; nothing outside a thread.

        `message` is what was asked, where that is not the thread's first message.
        """
        if thread:
            self._soon.do(
                lambda: self._client.assistant_threads_setStatus(
                    channel_id=channel,
                    thread_ts=thread,
                    status=STATUS,
                    loading_messages=list(LOADING),
                )
            )

    def done(self, channel: str, thread: str) -> None:
        """Takes it away, soon; posting to the thread takes the status away as well."""
