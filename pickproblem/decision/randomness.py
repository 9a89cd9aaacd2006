"""Random numbers at the price of the bits they need, from the raw words of a bit generator.

A level needs 16 bits and an exponential 32, where numpy's own methods spend 32 to 64 and several times the
time. All arrays have the draws along the last axis.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Singles = NDArray[np.float32]

SIXTEEN_BITS = 1 << 16


def generator(seed: int) -> np.random.Generator:
    """PCG64 started from ``seed``, the only source of chance in this package."""
    return np.random.Generator(np.random.PCG64(seed))


def sixteen_bits(source: np.random.Generator, rows: int, draws: int) -> NDArray[np.uint16]:
    """Integers uniform on 0..65535, shape (rows, draws)."""
    words = source.bit_generator.random_raw((rows * draws + 3) // 4)
    return words.view(np.uint16)[: rows * draws].reshape(rows, draws)


def exponential(source: np.random.Generator, rows: int, draws: int) -> Singles:
    """Standard exponentials by inversion, positive, to 32 bits; shape (rows, draws)."""
    words = source.bit_generator.random_raw((rows * draws + 1) // 2)
    uniform = words.view(np.uint32)[: rows * draws].reshape(rows, draws).astype(np.float32)
    uniform += np.float32(0.5)
    uniform *= np.float32(2**-32)
    # The largest words round to 1, whose exponential would be no more than zero.
    np.minimum(uniform, np.float32(1 - 2**-24), out=uniform)
    np.log(uniform, out=uniform)
    return np.negative(uniform, out=uniform)


def shuffle(source: np.random.Generator, rows: Singles) -> None:
    """Shuffles the rows within every draw, each draw on its own (Fisher & Yates), in place."""
    count, draws = rows.shape
    bits = rows.view(np.uint32)
    for last in range(1, count):
        picked = (sixteen_bits(source, 1, draws)[0].astype(np.uint32) * np.uint32(last + 1)) >> 16
        for other in range(last):
            # Exchanged by exclusive or: three times as fast as copying under a mask.
            difference = bits[last] ^ bits[other]
            difference *= picked == other
            bits[last] ^= difference
            bits[other] ^= difference
