"""The process's environment, read here and nowhere else; imports nothing, so it is there first."""

from __future__ import annotations

import os
from collections.abc import Mapping

ENVIRONMENT = {
    "THROUGHLINE_CONFIG": "the configuration file, where it is not in the current folder",
    "THROUGHLINE_STORE": "the folder for data, where it is not the one that the file names",
    "THROUGHLINE_MODELS": "the folder for exported models; ~/.cache/throughline/models by default",
    "THROUGHLINE_DEBUG": "set to 1, failures show where in the program they happened",
    "SLACK_BOT_TOKEN": "the bot's token, xoxb-...",
    "SLACK_APP_TOKEN": "the token for Socket Mode, xapp-...",
    "SLACK_SIGNING_SECRET": "what requests over HTTP are signed with",
    "SLACK_API_URL": "another Slack than the real one, such as a rehearsal",
    "OPENAI_API_KEY": "the key for openai: models",
    "ANTHROPIC_API_KEY": "the key for anthropic: models; other providers: NAME_API_KEY",
}
"""Every variable that is read. Secrets may also be given as NAME_FILE, the path of a file."""

_QUIET = {
    "OPENBLAS_NUM_THREADS": "1",  # a query takes a third of the time
    "TOKENIZERS_PARALLELISM": "false",
    "ANONYMIZED_TELEMETRY": "False",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
}


def of_process() -> Mapping[str, str]:
    """The variables that the process was started with."""
    return os.environ


def debugging() -> bool:
    """Whether failures show where in the program they happened."""
    return os.environ.get("THROUGHLINE_DEBUG", "") not in ("", "0")


def quiet_process() -> None:
    """Sets what libraries read from the environment on import: one BLAS thread, no telemetry."""
    for name, value in _QUIET.items():
        os.environ.setdefault(name, value)
