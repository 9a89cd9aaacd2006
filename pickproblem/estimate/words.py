"""An experiment in a line of words: "ResNet-50, COCO, 12 epochs on a 3090", or in Korean "ResNet-50으로 COCO 12에폭".

The line is read by its pieces: names of models and data sets first, then numbers with their units, then GPUs; what is
left over is said back.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pickproblem.estimate import gpus, presets
from pickproblem.estimate.gpus import UnknownGpu
from pickproblem.estimate.naming import key, quoted
from pickproblem.estimate.phrases import CHOICES, FILLERS, NUMERALS, PHRASES, SCALES, SIZE_OF_IMAGE, TUNED, Phrase
from pickproblem.estimate.presets import Dataset, Preset
from pickproblem.language import _
from pickproblem.record import Experiment, Gpu

_LONGEST = 500
_MOST_WORDS = 6
_LARGEST = 1e24
_HOURS_IN_A_WEEK = 168
_NEAR = 0.75
_SMALL_IMAGE = "an image of 224 x 224"
_MOST_HINTS = 5
_DONE = "\x00"

_JOINED = re.compile(r"(?<=[a-z0-9)])(?=[가-힣])|(?<=[가-힣])(?=[a-z0-9])", re.IGNORECASE)
_COUNTED = re.compile(r"(?<![\w.])(\d{1,4})\s*[x×*]\s*(?=[a-z0-9])", re.IGNORECASE)
_COUNT_BEFORE = re.compile(r"(?<![\w.\-])(\d{1,4})\s*(?:x\s*)?$")
_COUNT_AFTER = re.compile(r"\s*(\d{1,4})\s*(?:장|대|개|gpus?)")
_WORD = re.compile(r"[^\s,;\x00]+")


@dataclass(frozen=True)
class Read:
    """What a line says."""

    experiment: Experiment
    """The fields that it settles; those of its model are left to `presets.filled`."""
    understood: list[str]
    """Each piece that was understood, in words, in the order of the line."""
    not_understood: list[str]
    """Each piece that was not, as it was written but safe to show, with what may have been meant."""
    gpu: Gpu | None = None
    """The GPU that it names, with how many and the hours a week where it says them."""


def read(line: str) -> Read:
    """What the line says of an experiment. Pure; never raises."""
    return _Line(line).read()


class _Line:
    """One line while it is read: what has been understood is blanked, so that nothing is read twice."""

    def __init__(self, line: str) -> None:
        plain = unicodedata.normalize("NFKC", line[:_LONGEST]).replace(_DONE, " ")
        for numeral, digit in NUMERALS:
            plain = numeral.sub(digit, plain)
        self.shown = _COUNTED.sub(r"\1 x ", _JOINED.sub(" ", plain))
        # A few capitals become two small letters; places in both texts must agree.
        self.left = "".join(small if len(small := letter.lower()) == 1 else letter for letter in self.shown)
        self.whole = self.left
        self.cut = line[_LONGEST:]
        self.fields: dict[str, Any] = {}
        self.told: list[tuple[int, str]] = []
        self.refused: list[tuple[int, str]] = []
        self.model: Preset | None = None
        self.data: tuple[int, Dataset] | None = None
        self.gpu: Gpu | None = None
        self.gpu_hours: float | None = None

    def read(self) -> Read:
        self._names()
        self._image_sizes()
        self._numbers()
        self._choices()
        self._gpus()
        self._family()
        self._data()
        self._from_steps()
        self._leftovers()
        return Read(
            experiment=Experiment(**self.fields),
            understood=[told for _at, told in sorted(self.told)],
            not_understood=[piece for _at, piece in sorted(self.refused)],
            gpu=self.gpu,
        )

    # Names of models and data sets. A model may be named by its data ("DDPM CIFAR-10"), so each is looked for alone.

    def _names(self) -> None:
        models, datasets = presets.models_by_key(), presets.datasets_by_key()
        found = [(at, models[spelt]) for at, spelt in self._runs_of_words() if spelt in models]
        sets = [(at, datasets[spelt]) for at, spelt in self._runs_of_words() if spelt in datasets]
        for (begin, end), model in _longest(found):
            if self.model is None:
                self.model = model
                self.fields["preset"] = model.id
                self._understood(begin, end, _model_told(model))
            elif model is not self.model:
                self._refuse(begin, end)
        for (begin, end), dataset in _longest(sets):
            if self.data is None:
                self.data = (begin, dataset)
                self._blank(begin, end)
            elif dataset is not self.data[1]:
                self._refuse(begin, end)

    def _runs_of_words(self) -> Iterator[tuple[tuple[int, int], str]]:
        """Places of up to six words in a row, with no comma between them, each with its key."""
        for segment in re.finditer(r"[^,;\n\x00]+", self.left):
            words = [(word.start(), word.end()) for word in _WORD.finditer(self.left, *segment.span())]
            for first in range(len(words)):
                for last in range(first, min(first + _MOST_WORDS, len(words))):
                    place = (words[first][0], words[last][1])
                    yield place, key(self.left[slice(*place)])

    # Numbers with their units, choices.

    def _image_sizes(self) -> None:
        for found in SIZE_OF_IMAGE.finditer(self.left):
            words = {"piece": quoted(self.shown[found.start() : found.end()])}
            self._refuse(*found.span(), _("%(piece)s (a model's figures are those of its own resolution)") % words)

    def _numbers(self) -> None:
        for phrase in PHRASES:
            while found := phrase.expression.search(self.left):
                value = _value(phrase, found)
                if value is None or not self._settle(phrase.field, value):
                    self._refuse(*found.span())
                else:
                    self._understood(*found.span(), _(phrase.told) % {"n": _big(value)})

    def _settle(self, field: str, value: Any) -> bool:
        if field == "gpu_hours":
            fits = self.gpu_hours is None and value <= _HOURS_IN_A_WEEK
            self.gpu_hours = value if fits else self.gpu_hours
            return fits
        return bool(self.fields.setdefault(field, value) is value)

    def _choices(self) -> None:
        for field, expression, value, told in CHOICES:
            while found := expression.search(self.left):
                if self.fields.setdefault(field, value) == value:
                    self._understood(*found.span(), _(told))
                else:
                    self._refuse(*found.span())

    # GPUs: what of the words left over is a card of the table, with a number before it.

    def _gpus(self) -> None:
        runs = [(place, spelt) for place, spelt in self._runs_of_words() if self._may_be_a_gpu(place)]
        for (begin, end), _spelt in _longest([(place, spelt) for place, spelt in runs if self._gpu_name(place)]):
            name = self._gpu_name((begin, end))
            before, after = _COUNT_BEFORE.search(self.left[:begin]), _COUNT_AFTER.match(self.left, end)
            count = int(before[1]) if before else int(after[1]) if after else 1
            whole = (before.start() if before else begin, after.end() if after and not before else end)
            try:
                spec, assumed = gpus.means(self.shown[begin : begin + len(name)])
            except UnknownGpu as unknown:
                self._refuse(*whole, str(unknown))
                continue
            if self.gpu is not None or count < 1:
                self._refuse(*whole)
                continue
            self.gpu = Gpu(model=spec.name, count=count, hours_per_week=self.gpu_hours)
            self._understood(*whole, f"{count} x {spec.name}" + (f" ({assumed})" if assumed else ""))

    def _may_be_a_gpu(self, place: tuple[int, int]) -> bool:
        words = self.left[slice(*place)].split()
        return words[0] not in FILLERS and words[-1] not in FILLERS

    def _gpu_name(self, place: tuple[int, int]) -> str:
        """The name there, without an s of the plural; empty where it is no card's."""
        name = self.left[slice(*place)]
        return next((one for one in (name, name.removesuffix("s")) if gpus.is_named(one)), "")

    # What follows from the pieces together.

    def _family(self) -> None:
        tuned = TUNED.search(self.left)
        if tuned:
            self._blank(*tuned.span())
        text = self.data is not None and self.data[1].kind == "text"
        speaks = self.model.family == "lm" if self.model else text or "tokens" in self.fields or "mode" in self.fields
        on_examples = self.data is not None and self.data[1].tokens_each is not None
        if speaks and (tuned or on_examples or self.fields.get("mode") in ("lora", "qlora")):
            self.fields["family"] = "finetune"
            if tuned:
                self.told.append((tuned.start(), _("fine-tuning")))
        elif speaks and self.model is None:
            self.fields["family"] = "lm"

    def _data(self) -> None:
        if self.data is None:
            return
        at, data = self.data
        if self.model is not None and not _takes(self.model, data):
            words = {"data": data.title, "model": self.model.title}
            self.refused.append((at, _("%(data)s (not what %(model)s is trained on)") % words))
            return
        if self.model is not None and data.id in ("cifar-10", "cifar-100"):
            self._small_images(self.model)
        if data.gb is not None:
            self.fields.setdefault("data_gb", data.gb)
        self.fields.setdefault("data_status", data.status)
        told = self._amount(data)
        if self.model is not None and data.usual is not None and self.model.sample == _SMALL_IMAGE:
            usual = presets.find(data.usual)
            words = {"told": told, "name": usual.title, "gmacs": f"{usual.gmacs:.3g}", "model": self.model.title}
            told = _("%(told)s (usual models on it take more than %(model)s alone: %(name)s %(gmacs)s GMACs)") % words
        self.told.append((at, told))

    def _small_images(self, model: Preset) -> None:
        small = presets.models_by_key().get(key(f"{model.id}-cifar"))
        if small is not None:
            self.fields["preset"] = small.id
            self.told = [(at, _model_told(small) if told == _model_told(model) else told) for at, told in self.told]

    def _amount(self, data: Dataset) -> str:
        """Samples or tokens of a run, from those of an epoch; told in words."""
        tokens = data.tokens_an_epoch()
        of_epoch, field = (tokens, "tokens") if tokens is not None else (data.samples, "samples")
        if data.tokens is not None and "tokens" not in self.fields:
            self.fields.setdefault("epochs", 1)  # texts of billions of tokens are read once
        epochs = self.fields.get("epochs")
        words = {"data": data.title, "n": _big(of_epoch or 0)}
        if data.tokens_each is not None:
            self.fields.setdefault("seq", data.tokens_each)
        if field in self.fields or epochs is None or of_epoch is None:
            told = (
                _("%(data)s: %(n)s tokens an epoch") if tokens is not None else _("%(data)s: %(n)s samples an epoch")
            )
            return told % words
        self.fields[field] = _whole(of_epoch * epochs)
        words["all"] = _big(self.fields[field])
        if tokens is not None:
            return _("%(data)s: %(n)s tokens an epoch, %(all)s a run") % words
        return _("%(data)s: %(n)s samples an epoch, %(all)s a run") % words

    def _from_steps(self) -> None:
        """Steps, batch and samples: two of them give the third."""
        steps, batch, samples = (self.fields.get(name) for name in ("steps", "batch", "samples"))
        if steps is None and batch and samples and "seconds_per_step" in self.fields:
            self.fields["steps"] = math.ceil(samples / batch)
        text = self.fields.get("family") in ("lm", "finetune") or (
            self.model is not None and self.model.family == "lm"
        )
        if steps and batch and not text:
            self.fields.setdefault("samples", _whole(steps * batch))
        seq = self.fields.get("seq") or (self.model.seq if self.model else None)
        if steps and batch and text and seq:
            self.fields.setdefault("tokens", _whole(steps * batch * seq))

    def _leftovers(self) -> None:
        for stretch in re.finditer(r"[^,;\n\x00]+", self.left):
            words = [word for word in _WORD.finditer(self.left, *stretch.span()) if word[0] not in FILLERS]
            meant = [word for word in words if key(word[0])]
            if meant:
                begin, end = meant[0].start(), meant[-1].end()
                piece = self.shown[begin:end]
                self._refuse(begin, end, _with_hint(piece) if len(self.refused) < _MOST_HINTS else "")
        if key(self.cut):
            self.refused.append((_LONGEST, quoted(self.cut)))

    # Notes of what was done with a piece.

    def _understood(self, begin: int, end: int, told: str) -> None:
        self.told.append((begin, told))
        self._blank(begin, end)

    def _refuse(self, begin: int, end: int, told: str = "") -> None:
        self.refused.append((begin, told or quoted(self.shown[begin:end].strip())))
        self._blank(begin, end)

    def _blank(self, begin: int, end: int) -> None:
        self.left = self.left[:begin] + _DONE * (end - begin) + self.left[end:]


def _longest(found: list[tuple[tuple[int, int], Any]]) -> list[tuple[tuple[int, int], Any]]:
    """Of places that overlap the longest, in the order of the line."""
    kept: list[tuple[tuple[int, int], Any]] = []
    for place, thing in sorted(found, key=lambda one: (one[0][0] - one[0][1], one[0])):
        if all(place[1] <= begin or end <= place[0] for (begin, end), _thing in kept):
            kept.append((place, thing))
    return sorted(kept, key=lambda one: one[0])


def _value(phrase: Phrase, found: re.Match[str]) -> float | None:
    """The number as the field has it; None where it cannot be one."""
    groups = found.groups()
    number = float(groups[0].replace(",", "")) * SCALES.get(groups[1] or "" if len(groups) > 1 else "", 1.0)
    if not 0 < number <= _LARGEST:
        return None
    return _whole(phrase.factor / number if phrase.inverse else number * phrase.factor)


def _whole(number: float) -> int | float:
    return int(number) if number == int(number) and number < 2**53 else number


def _big(number: float) -> str:
    for least, unit in ((1e12, " T"), (1e9, " B"), (1e6, " M")):
        if number >= least:
            return f"{number / least:.4g}{unit}"
    return f"{number:,.0f}" if number >= 1000 else f"{number:.4g}"


def _takes(model: Preset, data: Dataset) -> bool:
    kinds = {"lm": {"text"}, "other": {"audio"}}
    return data.kind in kinds.get(model.family, {"images"})


def _model_told(model: Preset) -> str:
    words = {"name": model.title, "n": _big(model.params or 0)}
    if model.gmacs is None:
        return _("%(name)s: %(n)s parameters") % words
    words.update(gmacs=f"{model.gmacs:.3g}", sample=model.sample)
    return _("%(name)s: %(n)s parameters, %(gmacs)s GMACs for %(sample)s") % words


def _with_hint(piece: str) -> str:
    import difflib  # only a name that is not known asks for it

    known = {
        **{spelt: model.title for spelt, model in presets.models_by_key().items()},
        **{spelt: dataset.title for spelt, dataset in presets.datasets_by_key().items()},
    }
    close = difflib.get_close_matches(key(piece)[:80], known, n=1, cutoff=_NEAR)
    near = known[close[0]] if close else gpus.near(piece)
    if near is None:
        return quoted(piece)
    return _("%(piece)s (did you mean %(name)s?)") % {"piece": quoted(piece), "name": near}
