import pytest


@pytest.fixture(autouse=True)
def _no_extensions():
    from spacy.tokens import Doc, Span

    from kijiyomi.spacy.doc_entities import EXTENSION_NAME

    for kind in (Doc, Span):
        if kind.has_extension(EXTENSION_NAME):
            kind.remove_extension(EXTENSION_NAME)
