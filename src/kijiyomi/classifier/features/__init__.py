"""What the classifier sees of a document: n-grams, line layout, names and how central each is."""
