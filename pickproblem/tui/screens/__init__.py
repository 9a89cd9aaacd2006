"""One module a screen, each with its own `.tcss` beside it."""
