"""Makes a JSON Schema of Slack's blocks and views from the types that Slack publishes for npm.

Run it with `make schema`. The schema stays in the cache folder and is never part of the project.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

TYPES, GENERATOR = "@slack/types@3.2.0", "ts-json-schema-generator@2.9.0"
SCHEMA = Path(__file__).parents[2] / ".cache" / "slack-types-3.2.0.json"
_INSTALL = (
    "install", "--no-save", "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund",
    "--loglevel=error", "--fetch-retries=0", "--fetch-timeout=20000",
)  # fmt: skip


def make() -> str:
    """Makes the schema where it is not there yet; gives the reason where it cannot be made."""
    if SCHEMA.exists():
        return ""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        return "there is no npm here"
    SCHEMA.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=SCHEMA.parent) as place:
        modules = Path(place) / "node_modules"
        generator = modules / "ts-json-schema-generator" / "bin" / "ts-json-schema-generator.js"
        types = modules / "@slack" / "types" / "dist" / "index.d.ts"
        made = Path(place) / "schema.json"
        steps = (
            [npm, *_INSTALL, TYPES, GENERATOR],
            [node, generator, "--path", types, "--type", "*", "--no-type-check", "--out", made],
        )
        try:
            for step in steps:
                subprocess.run(step, cwd=place, check=True, capture_output=True, timeout=90)
        except (OSError, subprocess.SubprocessError) as error:
            return f"npm could not fetch or read {TYPES} ({type(error).__name__})"
        made.replace(SCHEMA)
    return ""


if __name__ == "__main__":
    reason = make()
    print(f"schema of Slack's types: {f'left out, {reason}' if reason else SCHEMA.name}")
