from hypothesis import settings

from support.kept_workers import kept_workers, worker_pool

__all__ = ["kept_workers", "worker_pool"]

# How long an example takes says how busy the machine is; benchmarks measure speed.
settings.register_profile("default", deadline=None)
settings.load_profile("default")
# python -m pytest tests/test_fuzz.py --hypothesis-profile=soak
settings.register_profile("soak", max_examples=20_000, deadline=None)
