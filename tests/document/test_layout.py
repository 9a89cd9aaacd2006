from __future__ import annotations

import pytest

from pickproblem import document

LINES = """\
# 1
format = 1
title = "x"
"quoted key" = 1
many = [
  1,
  { a = 1 },
]
text = '''
[no.table]
key = 1
'''
dotted.key.here = 1
spaced . "key" . here = 1
bare . key = 1
[table]
a = 1 # [not]
  [table.below] # header
  b = 2
["with.dot".'x']
c = 1

[[rows]]
id = "a"
[rows.inner]
d = 1
[[rows]]
id = "b"
[[rows.deep]]
e = 1
[[rows.deep]]
e = 2
"""


@pytest.mark.parametrize(
    ("where", "line"),
    [
        (("format",), 2),
        (("title",), 3),
        (("quoted key",), 4),
        (("many",), 5),
        (("many", 1, "a"), 5),
        (("text",), 9),
        (("dotted", "key", "here"), 13),
        (("spaced", "key", "here"), 14),
        (("bare", "key"), 15),
        (("table",), 16),
        (("table", "a"), 17),
        (("table", "below"), 18),
        (("table", "below", "b"), 19),
        (("table", "missing"), 16),
        (("with.dot", "x", "c"), 21),
        (("rows", 0), 23),
        (("rows", 0, "id"), 24),
        (("rows", 0, "inner", "d"), 26),
        (("rows", 1), 27),
        (("rows", 1, "id"), 28),
        (("rows", 1, "deep", 0, "e"), 30),
        (("rows", 1, "deep", 1), 31),
        (("rows", 1, "deep", 1, "e"), 32),
        (("nowhere",), None),
        ((), None),
    ],
)
def test_lines(where: document.Place, line: int | None) -> None:
    for text in (LINES, LINES.replace("\n", "\r\n")):
        assert document.parse(text.encode(), "a.toml").line(where) == line


def test_lines_are_the_same_in_whatever_order_they_are_asked_for() -> None:
    asked = [("rows", 1, "deep", 1), ("format",), ("nowhere",), ("rows", 0), ("table", "missing"), ("bare", "key")]
    for places in (asked, asked[::-1]):
        found = document.parse(LINES.encode(), "a.toml")
        told = {place: found.line(place) for place in places}
        assert told == {place: document.parse(LINES.encode(), "a.toml").line(place) for place in asked}


class TestComments:
    @pytest.mark.parametrize(
        "text", ["# a\nb = 1", "b = 1 # a", "b = [ # a\n]", 'b = "x" #', "b = '''x''' # a", "b=1#"]
    )
    def test_there(self, text: str) -> None:
        assert document.parse(text.encode(), "a").has_comments

    @pytest.mark.parametrize(
        "text",
        [
            "b = 1",
            "b = '#'",
            'b = "\\"#"',
            'b = """\n# no\n"""',
            "b = '''\n'# no\n'''",
            '"#" = 1',
            "b = ['a', '#']",
            'b = ["""a"""", "b # c"]',
        ],
    )
    def test_none(self, text: str) -> None:
        assert not document.parse(text.encode(), "a").has_comments
