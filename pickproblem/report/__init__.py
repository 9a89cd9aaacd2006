"""Results made readable: charts as text, and the words around them. Knows no terminal and no screen."""
