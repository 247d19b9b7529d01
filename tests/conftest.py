from hypothesis import settings

from support.kept_workers import kept_workers, worker_pool

__all__ = ["kept_workers", "worker_pool"]

# python -m pytest tests/test_fuzz.py --hypothesis-profile=soak
settings.register_profile("soak", max_examples=20_000, deadline=None)
