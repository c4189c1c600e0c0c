"""What is promised in writing is true: settings, commands, prompts, locks, licences, the image."""

import re
import tomllib
from importlib.metadata import distribution, distributions
from pathlib import Path

import pytest
import typer

from bot.cli.app import app
from bot.settings.environment import ENVIRONMENT
from bot.settings.sections import File, Section
from bot.settings.settings import load
from knowledge.prompts import NEEDED, Prompts

PROJECT = Path(__file__).resolve().parents[2]
ADMINISTRATION = (PROJECT / "docs/administration.md").read_text(encoding="utf-8")
LOCKS = sorted((PROJECT / "requirements").glob("*.txt"))
PAGES = [
    PROJECT / "README.md",
    PROJECT / "CONTRIBUTING.md",
    *sorted((PROJECT / "docs").glob("*.md")),
]


def sections():
    """Each section's heading in the docs, with its keys."""
    for name, field in File.model_fields.items():
        annotation = str(field.annotation)
        model = next(
            model for model in Section.__subclasses__() if f".{model.__name__}" in annotation
        )
        for key in model.model_fields:
            yield name, key


def commands():
    """Every command as it is typed, with its help."""
    root = typer.main.get_command(app)
    for name, command in root.commands.items():
        inner = getattr(command, "commands", None)
        for sub, one in (inner or {"": command}).items():
            yield f"{name} {sub}".strip(), one


def headed(page, heading):
    """The part of a page under the first heading that holds this text."""
    for part in re.split(r"^#+ ", page, flags=re.MULTILINE):
        if heading in part.partition("\n")[0]:
            return part
    pytest.fail(f"there is no heading with {heading}")


@pytest.mark.parametrize(("section", "key"), list(sections()))
def test_every_setting_is_documented(section, key):
    headings = {"source": "[[source]]", "audiences": "[audiences.", "departments": "[departments."}
    part = headed(ADMINISTRATION, headings.get(section, f"[{section}]"))

    assert f"| `{key}` |" in part


def test_every_documented_setting_exists():
    known = {key for _, key in sections()}
    part = ADMINISTRATION.split("## Environment")[0]

    assert set(re.findall(r"^\| `(\w+)` \|", part, re.MULTILINE)) <= known


@pytest.mark.parametrize("variable", list(ENVIRONMENT))
def test_every_variable_of_the_environment_is_documented(variable):
    assert f"| `{variable}` |" in ADMINISTRATION


@pytest.mark.parametrize(("name", "command"), list(commands()))
def test_every_command_is_documented_and_explains_itself(name, command):
    assert f"| `{name}` |" in ADMINISTRATION
    assert command.help
    assert command.epilog


def test_every_documented_command_exists():
    part = headed(ADMINISTRATION, "Commands")

    assert set(re.findall(r"^\| `([\w ]+)` \|", part, re.MULTILINE)) == {n for n, _ in commands()}


@pytest.mark.parametrize("prompt", list(NEEDED))
def test_every_prompt_and_its_variables_are_documented(prompt):
    Prompts(PROJECT / "prompts")

    assert f"`{prompt}` (" in ADMINISTRATION
    assert all(f"`{variable}`" in ADMINISTRATION for variable in NEEDED[prompt])


@pytest.mark.parametrize("file", sorted(PROJECT.glob("examples/*/throughline.toml")))
def test_every_example_configuration_loads(file):
    settings = load(file, environ={})

    assert settings.sources


@pytest.mark.pack
def test_the_configuration_of_the_evaluation_pack_loads(pack):
    settings = load(pack / "throughline.toml", environ={})

    assert len(settings.sources) == 12


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_make_command_of_the_docs_exists(page):
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    asked = set(re.findall(r"(?:^|`)make ([a-z]+)", page.read_text(encoding="utf-8"), re.MULTILINE))

    assert asked <= targets


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_throughline_command_of_the_docs_exists(page):
    known = {name.split()[0] for name, _ in commands()} | {"throughline"}
    text = page.read_text(encoding="utf-8")
    asked = set(re.findall(r"(?:^|`|bin/)throughline ([a-z]+)", text, re.MULTILINE))

    assert asked <= known


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_of_the_docs_leads_somewhere(page):
    links = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8"))

    assert not [link for link in links if not (page.parent / link).exists()]


@pytest.mark.parametrize("lock", [one for one in LOCKS if one.stem != "unlocked"], ids=str)
def test_a_lock_names_exact_versions_with_hashes_and_no_address(lock):
    text = lock.read_text(encoding="utf-8")
    requirements = re.split(r"\n(?=\S)", text.strip())

    assert "://" not in text
    assert "file:" not in text
    assert not re.search(r"^(?:-|#)", text, re.MULTILINE)
    for requirement in requirements:
        assert re.match(
            r"[\w.-]+==[\w.!+]+(?: ; .+?)? \\\n +--hash=sha256:[0-9a-f]{64}", requirement
        )


def test_a_lock_leaves_torch_and_what_it_brings_to_the_platform():
    unlocked = (PROJECT / "requirements/unlocked.txt").read_text(encoding="utf-8").split()

    assert "torch" in unlocked
    for lock in LOCKS:
        names = re.findall(r"^([\w.-]+)==", lock.read_text(encoding="utf-8"), re.MULTILINE)
        assert not set(names) & set(unlocked)


def test_every_dependency_is_locked():
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    names = [re.match(r"[\w-]+", one)[0] for one in project["project"]["dependencies"]]
    locked = (PROJECT / "requirements/runtime.txt").read_text(encoding="utf-8")

    assert not [
        n for n in names if n != "torch" and not re.search(rf"^{n}==", locked, re.MULTILINE)
    ]


def test_no_dependency_is_under_a_licence_that_ours_cannot_live_with():
    strong = re.compile(r"\b(?:A?GPL|GNU (?:Affero )?General Public)", re.IGNORECASE)
    found = []
    for one in distributions():
        told = one.metadata
        licence = " ".join(
            [
                told.get("License-Expression") or "",
                (told.get("License") or "").partition("\n")[0],
                *(c for c in told.get_all("Classifier") or [] if c.startswith("License")),
            ]
        )
        weaker = re.sub(r"LGPL|Lesser General Public|GNU Library", "", licence)
        alternative = " OR " in licence or "BSD" in licence or "MIT" in licence
        if strong.search(weaker) and not alternative:
            found.append((told["Name"], licence))

    assert not found


def test_the_licence_is_the_one_that_is_declared():
    text = (PROJECT / "LICENSE").read_text(encoding="utf-8")

    assert "Apache License" in text
    assert "Version 2.0, January 2004" in text
    assert distribution("chromadb")  # the environment is the project's own


def test_the_image_is_built_in_two_stages_and_does_not_run_as_root():
    lines = (PROJECT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    last = lines[max(i for i, line in enumerate(lines) if line.startswith("FROM")) :]

    assert sum(line.startswith("FROM") for line in lines) == 2
    assert "USER throughline" in last
    assert any(line.startswith("HEALTHCHECK") for line in last)
    assert 'ARG TORCH_INDEX=""' in lines
    assert not any("://" in line for line in lines)


def test_the_image_copies_what_is_there():
    text = (PROJECT / "Dockerfile").read_text(encoding="utf-8")
    ignored = (PROJECT / ".dockerignore").read_text(encoding="utf-8").split()
    copied = [
        name
        for names in re.findall(r"^COPY (?!--from)(.+) \S+$", text, re.MULTILINE)
        for name in names.split()
    ]

    assert copied
    assert all((PROJECT / name).exists() for name in copied)
    assert not {name.rstrip("/") for name in copied} & set(ignored)


def test_torch_has_one_version_everywhere():
    pins = {
        pin
        for name in ("pyproject.toml", "Makefile", "Dockerfile", "requirements/install.py")
        for pin in re.findall(r"torch==([\d.]+)", (PROJECT / name).read_text(encoding="utf-8"))
    }

    assert len(pins) == 1


def test_continuous_integration_runs_the_command_of_the_readme():
    run = (PROJECT / ".ci/run").read_text(encoding="utf-8")

    assert "make test" in (PROJECT / "README.md").read_text(encoding="utf-8")
    assert run.rstrip().endswith("make test")


DEFENDED = {"knowledge/models.py"}  # the words of the house are read together
"""Longer than 300 lines, with the reason."""


def test_no_source_file_is_longer_than_three_hundred_lines():
    long = {
        str(file.relative_to(PROJECT)): count
        for package in ("bot", "ingest", "knowledge")
        for file in (PROJECT / package).rglob("*.py")
        if (count := len(file.read_text(encoding="utf-8").splitlines())) > 300
    }

    assert long.keys() <= DEFENDED


def test_nothing_in_the_tree_names_a_machine_or_an_index():
    places = re.compile(
        r"(?<![\w.])/(?:home|Users|root|workspace?)/\w|pypi\.org|--index-url http|--find-links"
    )
    found = [
        str(file.relative_to(PROJECT))
        for pattern in ("*.md", "*.toml", "*.txt", "Makefile", "Dockerfile", "*.yml", "*.py")
        for file in PROJECT.rglob(pattern)
        if not {".venv", ".git", "node_modules"} & set(file.relative_to(PROJECT).parts)
        and file != Path(__file__)
        and places.search(file.read_text(encoding="utf-8", errors="replace"))
    ]

    assert not found
