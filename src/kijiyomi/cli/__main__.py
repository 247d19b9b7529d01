"""``python -m kijiyomi.cli``."""

from kijiyomi.cli import main

if __name__ == "__main__":
    main(prog_name="kijiyomi")
