from __future__ import annotations

import json

import pytest

from pickproblem.rubric import load
from pickproblem.text import cells
from tests.cli.conftest import Call

LIBRARY = load()


@pytest.mark.parametrize("spoken", ["en", "ko"])
def test_rubrics_lists_every_question_in_the_language_spoken(call: Call, spoken: str) -> None:
    said = call("rubrics", "--lang", spoken)
    assert (said.code, said.err) == (0, "")
    text = "".join(said.out.split())
    for rubric in LIBRARY.rubrics.values():
        assert rubric.id in text
        assert "".join(getattr(rubric.question, spoken).replace("{goal}", "…").split()) in text
    assert all(profile in said.out for profile in LIBRARY.profiles)
    assert max(map(cells, said.out.splitlines())) <= 80


@pytest.mark.parametrize("spoken", ["en", "ko"])
@pytest.mark.parametrize("rubric", LIBRARY.rubrics)
def test_a_rubric_is_shown_whole(call: Call, rubric: str, spoken: str) -> None:
    said = call("rubrics", "show", rubric, "--lang", spoken)
    assert (said.code, said.err) == (0, "")
    one = LIBRARY.rubrics[rubric]
    text = "".join(said.out.split())
    words = [
        *(getattr(anchor, spoken) for anchor in one.levels),
        *(getattr(probe, spoken) for probe in one.probes),
        *(getattr(option, spoken) for probe in one.probes for option in probe.options),
        *(source.section for source in one.sources),
        getattr(one.note, spoken),
    ]
    assert [word for word in words if "".join(word.split()) not in text] == []
    assert max(map(cells, said.out.splitlines())) <= 80


@pytest.mark.parametrize("profile", LIBRARY.profiles)
def test_a_profile_is_shown_with_its_weights_gates_and_flags(call: Call, profile: str) -> None:
    said = call("rubrics", "show", profile)
    text = "".join(said.out.split())
    one = LIBRARY.profiles[profile]
    for words in (one.why, *(gate.text for gate in one.gates), *(flag.text for flag in one.flags)):
        assert "".join(words.en.split()) in text


def test_an_unknown_id_names_the_nearest(call: Call) -> None:
    code, out, err = call("rubrics", "show", "intrest")
    assert (code, out) == (2, "")
    assert "interest" in err


def test_rubrics_as_json(call: Call) -> None:
    found = json.loads(call("rubrics", "--json").out)
    assert {one["id"] for one in found["rubrics"]} == LIBRARY.rubrics.keys()
    assert {one["id"] for one in found["profiles"]} == LIBRARY.profiles.keys()
    assert json.loads(call("rubrics", "show", "interest", "--json").out)["title"]["ko"] == "흥미"


@pytest.mark.parametrize("kind", ["record", "rubric", "profile"])
def test_a_schema_is_json_and_names_keys_as_files_do(call: Call, kind: str) -> None:
    said = call("schema", kind)
    found = json.loads(said.out)
    assert (said.code, said.err) == (0, "")
    assert found["type"] == "object"
    assert found["additionalProperties"] is False
    assert "format" in found["required"]
    assert ("from" in found["$defs"]["Stint"]["properties"]) if kind == "record" else True
