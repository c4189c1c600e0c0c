import pytest

from bot.cli.terminal.lines import read, write
from knowledge.errors import InputError


def test_each_line_is_an_object_and_empty_lines_are_passed_over(tmp_path):
    file = tmp_path / "q.jsonl"
    file.write_text('\ufeff{"id": "1", "question": "a"}\n\n{"question": "b\u2028c"}\n', "utf-8")

    assert read(file, "question") == [{"id": "1", "question": "a"}, {"question": "b\u2028c"}]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b'{"question": "a"}\nnonsense', "line 2: this is not JSON"),
        (b'{"question": 1}', 'line 1: an object with "question", a text, is wanted'),
        (b'["question"]', "line 1: an object"),
        (b"\xff\xfe\x00", "cannot be read as UTF-8"),
    ],
)
def test_a_line_that_is_something_else_is_refused_with_its_number(tmp_path, content, reason):
    file = tmp_path / "q.jsonl"
    file.write_bytes(content)

    with pytest.raises(InputError, match=reason):
        read(file, "question")


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        read(tmp_path / "none", "question")


def test_what_is_written_is_read_again(tmp_path):
    file = tmp_path / "questions.jsonl"
    objects = [{"id": "1", "question": "Où? <b>"}, {"id": "2", "question": "Who?", "docs": []}]

    write(file, objects)

    assert read(file, "question") == objects


def test_a_file_that_cannot_be_written_is_refused(tmp_path):
    with pytest.raises(InputError, match="cannot be written"):
        write(tmp_path / "not there" / "questions.jsonl", [])
