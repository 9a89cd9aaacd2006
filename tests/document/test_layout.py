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
        (("table",), 15),
        (("table", "a"), 16),
        (("table", "below"), 17),
        (("table", "below", "b"), 18),
        (("table", "missing"), 15),
        (("with.dot", "x", "c"), 20),
        (("rows", 0), 22),
        (("rows", 0, "id"), 23),
        (("rows", 0, "inner", "d"), 25),
        (("rows", 1), 26),
        (("rows", 1, "id"), 27),
        (("rows", 1, "deep", 0, "e"), 29),
        (("rows", 1, "deep", 1), 30),
        (("rows", 1, "deep", 1, "e"), 31),
        (("nowhere",), None),
        ((), None),
    ],
)
def test_lines(where: document.Place, line: int | None) -> None:
    for text in (LINES, LINES.replace("\n", "\r\n")):
        assert document.parse(text.encode(), "a.toml").line(where) == line


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
