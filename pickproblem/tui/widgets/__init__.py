"""Widgets that more than one screen uses, or that are one idea of their own."""
