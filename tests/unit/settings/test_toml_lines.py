from bot.settings.toml_lines import line_of, lines_of

TEXT = '''# a comment
[workspace]
name = "A [strange] = name"     # [not.a.table]
holidays = [
    "2026-12-25",  # ] is not the end
]
notes = """
fake = 1
[fake]
"""

[[source]]
name = "one"
fields = {id = "a", text = "b"}

[[source]]
"quoted key" = 1
a.b = 2

[audiences.customer-teams]
users = []
'''


def test_keys_tables_and_tables_in_lists_are_found_where_they_stand():
    lines = lines_of(TEXT)

    assert lines[("workspace",)] == 2
    assert lines[("workspace", "holidays")] == 4
    assert lines[("source", 0, "fields")] == 14
    assert lines[("source", 1)] == 16
    assert lines[("source", 1, "quoted key")] == 17
    assert lines[("source", 1, "a", "b")] == 18
    assert lines[("audiences", "customer-teams", "users")] == 21


def test_what_only_looks_like_a_key_or_a_table_is_none():
    lines = lines_of(TEXT)

    assert not any("fake" in place for place in lines)
    assert ("not", "a", "table") not in lines


def test_a_place_without_a_line_gets_that_of_what_is_around_it():
    lines = lines_of(TEXT)

    assert line_of(lines, ("source", 0, "fields", "text")) == 14
    assert line_of(lines, ("source", 1, "audience")) == 16
    assert line_of(lines, ("nowhere",)) == 1
