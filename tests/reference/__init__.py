"""What the package does fast, written plainly, for tests to compare."""
