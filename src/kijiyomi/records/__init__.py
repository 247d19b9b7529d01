"""What kijiyomi returns: the analysis record, its labels and its schema."""
