from pathlib import Path

import pytest

from bot.settings.settings import load
from knowledge.errors import ConfigurationError
from knowledge.models import SourceKind

SOURCE = '[[source]]\nname = "strategy"\nkind = "documents"\npath = "."\naudience = "everyone"\n'


def written(folder: Path, text: str) -> Path:
    file = folder / "throughline.toml"
    file.write_text(text, encoding="utf-8")
    return file


def refusal(folder: Path, text: str) -> str:
    with pytest.raises(ConfigurationError) as refused:
        load(written(folder, text), environ={})
    return str(refused.value).replace(str(folder), "HERE")


def test_an_empty_file_is_a_configuration_with_defaults(tmp_path):
    settings = load(written(tmp_path, ""), environ={})

    assert settings.workspace.timezone == "UTC"
    assert settings.chat.model == ""
    assert settings.folder == tmp_path / ".throughline"


def test_sources_come_with_absolute_paths_and_insights_are_masked(tmp_path):
    (tmp_path / "letters").mkdir()
    text = SOURCE + SOURCE.replace("strategy", "letters").replace("documents", "insights").replace(
        'path = "."', 'path = "letters"'
    )

    strategy, letters = load(written(tmp_path, text), environ={}).sources

    assert (strategy.kind, strategy.mask) == (SourceKind.DOCUMENTS, False)
    assert (letters.path, letters.mask) == (str(tmp_path / "letters"), True)


def test_a_list_of_names_comes_with_its_absolute_path_and_means_masking(tmp_path):
    (tmp_path / "crm.csv").write_text("name\nSara Schwarz\n")
    text = SOURCE + 'mask_names = "crm.csv"\nmask_names_column = "name"\n'

    (source,) = load(written(tmp_path, text), environ={}).sources

    assert source.mask
    assert source.mask_names == str(tmp_path / "crm.csv")
    assert source.mask_names_column == "name"


def test_the_store_of_the_command_line_outranks_the_environment_and_the_file(tmp_path):
    file = written(tmp_path, '[store]\nfolder = "a"')
    environ = {"THROUGHLINE_STORE": str(tmp_path / "b")}

    assert load(file, environ={}).folder == tmp_path / "a"
    assert load(file, environ=environ).folder == tmp_path / "b"
    assert load(file, tmp_path / "c", environ=environ).folder == tmp_path / "c"


def test_the_environment_names_the_file(tmp_path):
    file = written(tmp_path, '[workspace]\nname = "Here"')

    settings = load(environ={"THROUGHLINE_CONFIG": str(file)})

    assert settings.workspace.name == "Here"


def test_a_folder_stands_for_the_file_in_it(tmp_path):
    written(tmp_path, '[workspace]\nname = "Here"')

    assert load(tmp_path, environ={}).workspace.name == "Here"


def test_no_configuration_is_one_sentence_with_what_to_do(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    with pytest.raises(ConfigurationError) as refused:
        load(environ={})

    assert str(refused.value) == (
        f"There is no throughline.toml in {tmp_path}: go to the folder that has one, name it with "
        "--config FILE, or see the whole thing at work with `throughline demo`."
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            '[workspace]\nnam = "x"',
            "HERE/throughline.toml, line 2: there is no setting 'workspace.nam'; did you mean 'name'?",
        ),
        (
            "[slak]\n",
            "HERE/throughline.toml, line 1: there is no setting 'slak'; did you mean 'slack'?",
        ),
        (
            SOURCE.replace('path = "."', 'path = "strategie"'),
            "HERE/throughline.toml, line 4: there is no strategie in HERE; did you mean 'strategy'?",
        ),
        (
            SOURCE.replace("everyone", "everyon"),
            (
                "HERE/throughline.toml, line 5: source 'strategy' names the audience 'everyon', which is "
                "not defined; did you mean 'everyone'?"
            ),
        ),
        (
            SOURCE.replace('audience = "everyone"\n', ""),
            "HERE/throughline.toml, line 1: 'source.audience' is missing.",
        ),
        (
            SOURCE + SOURCE,
            "HERE/throughline.toml, line 7: there are two sources named 'strategy'.",
        ),
        (
            '[workspace]\nholidays = [\n  "2026-12-25",\n]\ntimezone = "Europe/Berln"',
            (
                "HERE/throughline.toml, line 5: 'workspace.timezone' is not right: there is no time zone "
                "'Europe/Berln'."
            ),
        ),
        (
            "[audiences.everyone]\nusers = []",
            (
                "HERE/throughline.toml, line 1: 'everyone' is every full member already and cannot be "
                "defined again."
            ),
        ),
        (
            SOURCE + 'mask_names = "strategi"\n',
            "HERE/throughline.toml, line 6: there is no strategi in HERE; did you mean 'strategy'?",
        ),
        (
            SOURCE + 'mask = false\nmask_names = "strategy"\n',
            (
                "HERE/throughline.toml, line 7: source 'strategy' lists names to mask and says "
                "mask = false: drop one."
            ),
        ),
        (
            SOURCE + 'mask_names_column = "name"\n',
            (
                "HERE/throughline.toml, line 6: source 'strategy' names a column, and no file with "
                "mask_names."
            ),
        ),
        (
            '[metrics]\npath = "metrics"',
            "HERE/throughline.toml, line 2: there is no metrics in HERE.",
        ),
    ],
)
def test_a_mistake_is_refused_with_line_reason_and_nearest_name(tmp_path, text, sentence):
    (tmp_path / "strategy").mkdir()

    assert refusal(tmp_path, text) == sentence


def test_every_mistake_has_a_line_of_its_own(tmp_path):
    told = refusal(tmp_path, '[workspace]\nfiscal_year_start = 13\n[chat]\nmodel = "nonsense"')

    assert [line.split(":")[0] for line in told.splitlines()] == [
        "HERE/throughline.toml, line 2",
        "HERE/throughline.toml, line 4",
    ]


def test_text_that_is_no_toml_is_refused_with_its_line(tmp_path):
    assert "line 2" in refusal(tmp_path, "[workspace]\nname = \n")


def test_secrets_come_from_the_environment_or_from_files_and_are_never_shown(tmp_path):
    (tmp_path / "token").write_text("xapp-from-file\n")
    environ = {
        "SLACK_BOT_TOKEN": "xoxb-from-environment",
        "SLACK_APP_TOKEN_FILE": str(tmp_path / "token"),
        "ANTHROPIC_API_KEY": "the-key",
    }

    settings = load(written(tmp_path, '[chat]\nmodel = "anthropic:some"'), environ=environ)

    assert settings.secrets.bot_token.get_secret_value() == "xoxb-from-environment"
    assert settings.secrets.app_token.get_secret_value() == "xapp-from-file"
    assert settings.secrets.chat_key.get_secret_value() == "the-key"
    assert not any(word in repr(settings) for word in ("xoxb", "xapp", "the-key"))


def test_a_secret_in_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(ConfigurationError, match="SLACK_BOT_TOKEN_FILE names a file"):
        load(written(tmp_path, ""), environ={"SLACK_BOT_TOKEN_FILE": str(tmp_path / "none")})


def test_what_is_handed_over_has_a_source_for_each_audience(tmp_path):
    settings = load(written(tmp_path, SOURCE + "[audiences.board]\n"), environ={})

    given = settings.all_sources[1:]

    assert settings.all_sources[:1] == settings.sources
    assert [(one.name, one.audience) for one in given] == [
        ("uploads: everyone", "everyone"),
        ("uploads: board", "board"),
    ]
    assert given[1].path == str(tmp_path / ".throughline/uploads/board")


def test_a_source_cannot_pass_for_what_was_handed_over(tmp_path):
    sentence = refusal(tmp_path, SOURCE.replace('"strategy"', '"uploads: everyone"'))

    assert "line 2: names that begin with 'uploads: '" in sentence


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("sqlite:///data/sales.sqlite", "sqlite:///{root}/data/sales.sqlite"),
        ("sqlite:////data/sales.sqlite", "sqlite:////data/sales.sqlite"),
        ("postgresql+psycopg://me@db/sales", "postgresql+psycopg://me@db/sales"),
        (".", "{root}"),
    ],
)
def test_a_source_is_found_from_the_folder_of_the_configuration(
    tmp_path: Path, path: str, place: str
) -> None:
    text = SOURCE.replace('"documents"', '"table"').replace('path = "."', f'path = "{path}"')

    (source,) = load(written(tmp_path, text), environ={}).sources

    assert source.path == place.format(root=tmp_path)
