"""How fast the program is, told as ratios measured in one run: ``python -m tests.benchmarks``, no timed test.

=============  ====================================================================
measuring      in turn A B A B, from outside or in this process; a row, a table
work           the same decision for everybody: as a record, as arrays
terminal       a program in a pseudo-terminal, seen from outside
comparing      two runs side by side
starting       start-up of the command line, against a bare start and bare imports
painting       the first paint of the screens, against a Textual program of one label
pressing       a key press to its repaint
thousand       the home screen with a thousand records: paint, reading, keys, memory
saving         one save, against writing and reading back
drawing        rank shares, against drawing alone, plain numpy and a published peer
ranking        all of `rank` in this process, and how it grows
growth         with records, candidates, rubrics and sessions: what is a power of what
plotting       the curves of growth as a picture
careers        no time at all: what habits of switching bring, in invented careers; a
               program of its own, ``python -m tests.benchmarks.careers``
=============  ====================================================================

A family of rows is a module with a function ``rows(rounds)``, named in ``__main__``.
"""
