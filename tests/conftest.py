from hypothesis import settings

# python -m pytest tests/test_fuzz.py --hypothesis-profile=soak
settings.register_profile("soak", max_examples=20_000, deadline=None)
