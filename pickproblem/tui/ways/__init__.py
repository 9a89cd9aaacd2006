"""The three ways to give weights. Each keeps what was given and draws its lines; none is a widget or saves."""
