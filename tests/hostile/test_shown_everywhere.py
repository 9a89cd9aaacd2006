"""What the tests beside this one put in: hostile text in every field that takes any, and what is looked for after."""

from __future__ import annotations

import pytest
from pydantic import BaseModel

from pickproblem.record import Record
from pickproblem.rubric import Profile, Rubric
from pickproblem.switching.thresholds import Thresholds
from tests.hostile.showing.poison import free_fields, held, poisoned, turning, whole
from tests.hostile.showing.texts import FORBIDDEN, MARKUP, PIECES, WHOLE, forbidden, wrong_in
from tests.hostile.sound import PROFILE, RECORD, RUBRIC, SWITCH, Table

FILES: list[tuple[type[BaseModel], Table]] = [
    (Record, RECORD),
    (Rubric, RUBRIC),
    (Profile, PROFILE),
    (Thresholds, SWITCH),
]


@pytest.mark.parametrize(("model", "table"), FILES, ids=lambda one: getattr(one, "__name__", ""))
@pytest.mark.parametrize("text", [whole, turning(7)], ids=["whole", "turning"])
def test_every_field_that_takes_text_is_hostile(model: type[BaseModel], table: Table, text: object) -> None:
    """A field that is added to a model is missing here until the sound file has it."""
    made = model.model_validate(poisoned(table, model, text))  # type: ignore[arg-type]
    hostile = {(name, field) for name, field, words in held(made) if MARKUP in words}
    assert hostile == free_fields(model)


@pytest.mark.parametrize("name", PIECES)
def test_each_piece_is_hostile_in_its_way(name: str) -> None:
    piece = PIECES[name]
    assert MARKUP in piece
    assert (name in FORBIDDEN) == bool(list(forbidden(piece)))


def test_what_is_looked_for_is_all_that_was_put_in() -> None:
    told = set(forbidden(WHOLE))
    for code in (*range(0x0A), *range(0x0B, 0x20), 0x7F, 0x85, 0x90, 0x9B, 0x9D):
        assert f"control U+{code:04X}" in told
    for code in (0x200B, 0x202E, 0x2066, 0x2069, 0xFEFF, 0x3164, 0x034F, 0xE0041, 0x061C, 0x2028):
        assert f"hidden U+{code:04X}" in told
    assert "marks U+0301" in told
    assert wrong_in("q§") == ["read as markup"]
    assert not wrong_in("한글 é\u0301 👩\u200d🔬 x [/b]\nq[b]§")
    assert "no character U+D800" in wrong_in("\ud800")
