"""The pages of the result: each one picture, with the words to read it by."""
