"""``data/hours.toml`` as text: the constants in the order they have, each with what it rests on."""

from __future__ import annotations

import json

from pickproblem.estimate.constants import Constants

_HEAD = """\
# What the time of a training run is computed with. `python -m pickproblem.estimate.fit --write` fits the values to
# runs.toml, starting from the priors given here, and writes this file; change a prior by hand, then fit again.
#
# prior: what is believed before those runs, source: where that comes from, spread: the standard deviation of the
# prior's logarithm, 0 where nothing is fitted. rows: published runs that bear on it.
# basis: fitted (prior and runs together), evidence (measured by others), design (ours).
schema = 1
"""


def render(constants: Constants) -> str:
    """The file's whole text."""
    blocks = [_HEAD]
    for one in constants.constants:
        blocks.append(
            f"[[constant]]\nname = {_text(one.name)}\nvalue = {number(one.value)}\nbasis = {_text(one.basis)}\n"
            f"rows = {one.rows}\nprior = {number(one.prior)}\nprior_basis = {_text(one.prior_basis)}\n"
            f"spread = {number(one.spread)}\n"
            f"source = {_text(one.source)}\n"
        )
    for figure in constants.figures:
        blocks.append(
            f"[[figure]]\nname = {_text(figure.name)}\nvalue = {number(figure.value)}\n"
            f"basis = {_text(figure.basis)}\nsource = {_text(figure.source)}\n"
        )
    blocks.append("# The generation of a GPU, by the longest beginning of its id.\n")
    for name, starts in constants.classes:
        blocks.append(f"[[gpu_class]]\nname = {_text(name)}\nstarts = [{', '.join(map(_text, starts))}]\n")
    blocks.append(
        "# The published runs behind the constants, by family and generation; nodes: the most of any of them.\n"
    )
    for behind in constants.behind:
        blocks.append(
            f"[[behind]]\nfamily = {_text(behind.family)}\ngpu_class = {_text(behind.gpu_class)}\n"
            f"rows = {behind.rows}\nnodes = {behind.nodes}\n"
        )
    return "\n".join(blocks)


def number(value: float) -> str:
    """A number of at most four digits, as TOML writes it; what is rendered is what is read again."""
    return f"{float(f'{value:.4g}'):g}"


def _text(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)
