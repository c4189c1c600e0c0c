"""`python -m bot` and `throughline`: the command line."""

from __future__ import annotations


def main() -> None:
    """Runs one command and ends the process with its exit code."""
    from bot.settings.environment import quiet_process  # noqa: PLC0415 - before any library reads them

    quiet_process()
    from bot.cli.app import run  # noqa: PLC0415

    run()


if __name__ == "__main__":
    main()
