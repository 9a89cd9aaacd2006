"""The screens: Textual programs over the domain. Nothing outside this folder knows Textual."""
