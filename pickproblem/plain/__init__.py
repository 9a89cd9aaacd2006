"""The way through line by line: for a screen reader, a bad connection, or a program at the prompt.

The same questions in the same order as on the screens, by the same domain code; no control sequence is written, and
every answer is on the disk before the next question. What makes an entry only together, as a commitment or a note, is
kept with its last line.

=============  ==============================================================
talk           a line out, a line in; what may be said at every prompt
held           the record in hand, saved at once, read again where it changed
way            from step to step
beginning      who sits here, candidates, profile
weights        an order of groups, points; what follows from them
comparisons    weights by the most and the least important question
known          facts of the setting, an experiment and a plan
questions      one rubric of one candidate
answering      an answer as it is typed, and as it is written out
probes         facts that suggest a level
computed       what facts come to: GPU and data, deadline, maturity
feeling        the ranking by feeling
shown          the result, and where raters differ
form           several lines that belong together, asked one after the other
committing     a choice, a date, a kill criterion
project        what is due, and all that a project wants noted
notebook       a note of the day; a stretch of work begins and ends
promises       forecasts, kill criteria and trials answered
reviewing      what happened, a fresh score, old against new, taste
parking        a newer idea written down, from any prompt
ideas          what is done about one that is kept beside the project
tempted        a newer idea step by step; weighed, in hand; verdict, the page
=============  ==============================================================
"""
