from __future__ import annotations

import json

import pytest
import yaml
from typer.testing import CliRunner

from bot import manifest
from bot.cli.app import app


def said(*words):
    done = CliRunner().invoke(app, ["manifest", *words])
    assert done.exit_code == 0, done.output
    return done.stdout


def test_what_is_printed_is_the_manifest_and_nothing_beside_it():
    assert yaml.safe_load(said()) == manifest.manifest()
    assert json.loads(said("--json")) == manifest.manifest()


def test_no_line_of_it_is_broken_so_that_it_can_be_copied_from_any_terminal():
    lines = said().splitlines()

    assert all(":" in line or line.lstrip().startswith("- ") for line in lines)


def test_an_address_makes_it_one_for_http():
    shape = yaml.safe_load(said("--http", "https://bot.acme.example"))

    assert shape == manifest.manifest("https://bot.acme.example")
    assert not shape["settings"]["socket_mode_enabled"]


def test_each_permission_is_explained_to_people_and_to_machines():
    rows = json.loads(said("--why", "--json"))["scopes"]

    assert [row["scope"] for row in rows] == list(manifest.needed())
    assert all(row["without_it"] and row["used_by"] for row in rows)
    assert all(name in said("--why") for name in manifest.needed())


@pytest.mark.parametrize("address", ["http://bot.acme.example", "bot.acme.example"])
def test_an_address_that_slack_cannot_reach_is_wrong_use(address):
    done = CliRunner().invoke(app, ["manifest", "--http", address])

    assert done.exit_code == 2
    assert "it begins with https://" in " ".join(done.stderr.replace("│", " ").split())
