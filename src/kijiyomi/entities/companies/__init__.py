"""Companies: listed ones, ones told by how their names are built, and where each is named again."""
