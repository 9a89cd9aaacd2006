"""Hostile text put wherever a record, a rubric, a file name or another program can hold any, and looked for after."""
