"""What the hot path does in arrays, as plain Python; property tests compare the two."""
