"""A report as one HTML page: no script, no network, readable on a phone, on paper, and by a screen reader.

=========  ================================================================
markup     elements that texts of a record cannot break out of
drawing    what pictures are drawn with
pictures   pictures of the result, from plain figures
calendars  pictures with days along the line
parts      headings, lists, tables
result     the sections on who leads, and why
project    the sections on weeks, the choice, time
reasons    the section on what stands behind every answer
page       all of it together
=========  ================================================================
"""

from pickproblem.report.html.page import POLICY, html

__all__ = ["POLICY", "html"]
