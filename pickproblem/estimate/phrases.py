"""How people write the numbers and choices of an experiment, in English and Korean: patterns, each with its field."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from pickproblem.language import N_

NUMBER = r"(?<![\w.\-−])((?:\d{1,3}(?:,\d{3}){1,5}|\d{1,18})(?:\.\d{1,9})?(?:e\d{1,2})?)"
"""A number that begins here; a minus before it makes it none."""

_AMOUNT = NUMBER + r"(?:\s*(k|m|b|t|thousand|million|billion|trillion|천|만|백만|억|조)(?![a-z]))?\s*"
_IS = r"\s*(?:of|=|:)?\s*"
_A = r"\s*(?:/|per|an?|each|for\s+(?:each|one|a))\s*"
_STEP = r"(?:training\s+)?(?:steps?|iter(?:ation)?s?|its?|스텝|이터레이션)(?![a-z])"
_SECOND = r"(?:seconds?|secs?|s|초)(?![a-z])"
_RUN = r"(?:full\s+)?(?:runs?|trainings?|회|번|실행|학습|실험)(?![a-z])"
_MINUTE, _HOUR, _DAY = r"(?:minutes?|mins?|분)", r"(?:hours?|hrs?|h|시간)", r"(?:days?|일)"

SCALES = {
    "k": 1e3,
    "thousand": 1e3,
    "천": 1e3,
    "만": 1e4,
    "m": 1e6,
    "million": 1e6,
    "백만": 1e6,
    "억": 1e8,
    "b": 1e9,
    "billion": 1e9,
    "t": 1e12,
    "trillion": 1e12,
    "조": 1e12,
}


@dataclass(frozen=True)
class Phrase:
    """A number with its unit: the field that it settles, and how it is told back.

    The first group is the number, the second, where there is one, its scale. The value is the number times
    ``factor``, or ``factor`` over the number where ``inverse``. The field ``gpu_hours`` is no field of an experiment:
    hours a week of each GPU.
    """

    field: str
    expression: re.Pattern[str]
    told: str
    factor: float = 1.0
    inverse: bool = False


def _phrase(field: str, told: str, *expressions: str, factor: float = 1.0, inverse: bool = False) -> list[Phrase]:
    return [Phrase(field, re.compile(one), told, factor, inverse) for one in expressions]


def _long(field: str, told: str, *expressions: str) -> list[Phrase]:
    """Times: the unit goes in place of UNIT."""
    return [
        phrase
        for unit, factor in ((_MINUTE, 1 / 60), (_HOUR, 1.0), (_DAY, 24.0))
        for one in expressions
        for phrase in _phrase(field, told, one.replace("UNIT", unit), factor=factor)
    ]


_STEP_TOLD, _WEEK_TOLD, _RUN_TOLD = N_("%(n)s s a step"), N_("%(n)s h a week of each GPU"), N_("%(n)s h a run")
_SAMPLES, _PARAMS, _RUNS = N_("samples a run: %(n)s"), N_("parameters: %(n)s"), N_("runs: %(n)s")
_BATCH, _MICRO = r"(?:batch(?:[\s-]*size)?|bs|배치(?:\s*(?:크기|사이즈))?)", r"(?:micro[\s-]*|마이크로\s*)"
_SEQUENCE = r"(?:seq(?:uence)?s?(?:[\s-]*len(?:gth)?)?|context(?:[\s-]*length)?|ctx|(?:시퀀스|문맥)(?:\s*길이)?)"

# What holds another comes before it: seconds a step before steps, a batch of images before images.
PHRASES: list[Phrase] = [
    *_phrase("seconds_per_step", _STEP_TOLD, NUMBER + r"\s*ms" + _A + _STEP, factor=1e-3),
    *_phrase("seconds_per_step", _STEP_TOLD, NUMBER + r"\s*" + _SECOND + _A + _STEP),
    *_phrase("seconds_per_step", _STEP_TOLD, r"스텝\s*당\s*" + NUMBER + r"\s*초"),
    *_phrase("seconds_per_step", _STEP_TOLD, NUMBER + r"\s*" + _STEP + _A + _SECOND, inverse=True),
    *_long("gpu_hours", _WEEK_TOLD, NUMBER + r"\s*UNIT" + _A + r"(?:week|wk|주)(?![a-z])"),
    *_long("gpu_hours", _WEEK_TOLD, r"(?:주당|일주일에|매주|주에|주)\s*" + NUMBER + r"\s*UNIT"),
    *_long("hours_per_run", _RUN_TOLD, NUMBER + r"\s*UNIT" + _A + _RUN),
    *_long("hours_per_run", _RUN_TOLD, rf"(?:{_RUN}\s*(?:당|에)|한\s*번에)\s*" + NUMBER + r"\s*UNIT"),
    *_long("hours_per_run", _RUN_TOLD, NUMBER + r"\s*UNIT(?!\s*[a-z]?\d)(?![a-z])"),
    *_phrase("data_gb", N_("data: %(n)s GB"), NUMBER + r"\s*gb\s*(?:of\s+)?(?:data|데이터)"),
    *_phrase("data_gb", N_("data: %(n)s GB"), NUMBER + r"\s*tb\s*(?:of\s+)?(?:data|데이터)", factor=1000),
    *_phrase("micro_batch", N_("micro-batch: %(n)s"), _MICRO + _BATCH + _IS + _AMOUNT),
    *_phrase("batch", N_("batch: %(n)s"), rf"(?<!\w){_BATCH}" + _IS + _AMOUNT, _AMOUNT + _BATCH + r"(?!\w)"),
    *_phrase("seq", N_("sequence: %(n)s"), _SEQUENCE + _IS + _AMOUNT),
    *_phrase("seq", N_("sequence: %(n)s"), _AMOUNT + rf"(?:[\s-]*tokens?\s+)?{_SEQUENCE}(?!\w)"),
    *_phrase("epochs", N_("epochs: %(n)s"), _AMOUNT + r"(?:epochs?|eps?|에폭|에포크)(?![a-z])"),
    *_phrase("epochs", N_("epochs: %(n)s"), r"(?:epochs?|에폭|에포크)" + _IS + _AMOUNT + r"회?"),
    *_phrase("tokens", N_("tokens a run: %(n)s"), _AMOUNT + r"(?:tokens?|토큰)"),
    *_phrase("samples", _SAMPLES, _AMOUNT + r"(?:images?|samples?|frames?|장의\s*(?:이미지|사진)|샘플)"),
    *_phrase("steps", N_("steps a run: %(n)s"), _AMOUNT + _STEP, r"(?:steps?|iterations?|스텝)" + _IS + _AMOUNT),
    *_phrase("params", _PARAMS, _AMOUNT + r"(?:-?\s*(?:params?|parameters?)(?!\w)|파라미터|매개변수)"),
    *_phrase("params", _PARAMS, NUMBER + r"\s*(m|b|million|billion)(?:[\s-]+model|\s*모델)(?!\w)"),
    *_phrase("gmacs", N_("GMACs a sample: %(n)s"), NUMBER + r"\s*gmacs?(?!\w)"),
    *_phrase("gmacs", N_("GMACs a sample: %(n)s, half of the GFLOPs"), NUMBER + r"\s*gflops?(?!\w)", factor=0.5),
    *_phrase("runs", _RUNS, NUMBER + r"()\s*(?:full\s+)?(?:runs?|trainings?|experiments?|seeds?|trials?)(?!\w)"),
    *_phrase("runs", _RUNS, r"(?:실험|학습|실행|시드)\s*" + NUMBER + r"()\s*(?:회|번|개)"),
    *_phrase("runs", _RUNS, NUMBER + r"()\s*(?:회|번)(?:\s*(?:실행|학습|실험))?"),
]  # fmt: skip

CHOICES: list[tuple[str, re.Pattern[str], Any, str]] = [
    (field, re.compile(rf"(?<![\w-])(?:{expression})(?![a-z0-9])"), value, told)
    for field, expression, value, told in (
        ("mode", r"q-?lora", "qlora", "QLoRA"),
        ("mode", r"lora", "lora", "LoRA"),
        ("mode", r"full[\s-]*(?:fine[\s-]*tun(?:e|ing)|ft)", "full", N_("all weights trained")),
        ("precision", r"bf16|bfloat16", "bf16", "bf16"),
        ("precision", r"fp16|float16|half[\s-]*precision|amp", "fp16", "fp16"),
        ("precision", r"tf32", "tf32", "tf32"),
        ("precision", r"fp32|float32|full[\s-]*precision", "fp32", "fp32"),
        ("mixed", r"mixed(?:[\s-]*precision)?|혼합\s*정밀도", True, N_("mixed precision")),
        ("optimizer", r"8[\s-]*bit[\s-]*adamw?|adamw?[\s-]*8[\s-]*bit", "adam8bit", "8-bit Adam"),
        ("optimizer", r"paged[\s-]*adamw?(?:[\s-]*8[\s-]*bit)?", "paged", "paged Adam"),
        ("optimizer", r"adamw?", "adamw", "AdamW"),
        ("optimizer", r"sgd", "sgd", "SGD"),
        ("recompute", r"(?:gradient|activation)[\s-]*checkpointing|recompute", True, N_("activations recomputed")),
        ("shard", r"zero[\s-]*1", "zero1", "ZeRO-1"),
        ("shard", r"zero[\s-]*2", "zero2", "ZeRO-2"),
        ("shard", r"zero[\s-]*3|fsdp", "zero3", "ZeRO-3"),
    )
]
"""Field, pattern, value, and the words it is told back in."""

TUNED = re.compile(r"(?<!\w)(?:fine[\s-]*tun(?:e|ed|ing)|파인\s*튜닝|미세\s*조정)(?![a-z])")
"""That a model is not trained from scratch."""

SIZE_OF_IMAGE = re.compile(r"(?<!\w)\d{3,4}\s*[x×]\s*\d{3,4}(?!\w)|(?<!\w)\d{2,4}\s*(?:px|pixels?)(?!\w)")
"""A resolution: the figures of a model hold for its own."""

NUMERALS = [
    (re.compile(rf"{word}(?=\s*(?:장|대)(?![가-힣]*[a-z]))"), digit)
    for word, digit in (("한", "1"), ("두", "2"), ("세", "3"), ("네", "4"), ("여섯", "6"), ("여덟", "8"))
] + [(re.compile("하루"), "1일"), (re.compile("이틀"), "2일"), (re.compile("사흘"), "3일")]
"""Korean numerals, in front of what they count."""

_SAY_NOTHING = """
a an and at by data dataset each for from full gpu gpus i images in it model my of on one our per run runs samples set
the then times to tokens train trained training trains using want we will with x
가 각 각각 개 개로 과 그리고 까지 는 대 대로 데이터 데이터셋 돌리기 돌린다 동안 로 를 만 모델 번 번에
사용 사용하여 사용해 사용해서 씩 에 에서 와 위에서 으로 은 을 의 이 장 장에서 장으로 정도 하고 학습 학습한다 학습할
한 한다 훈련 훈련한다
"""
FILLERS = frozenset(_SAY_NOTHING.split())
"""Words that say nothing of an experiment."""
