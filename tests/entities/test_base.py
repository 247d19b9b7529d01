"""What every recogniser keeps to."""

import importlib
import pickle
import pkgutil

import pytest

import kijiyomi.entities
from kijiyomi.document import Documents
from kijiyomi.entities import Recogniser
from kijiyomi.entities.ginza import GinzaRecogniser
from kijiyomi.errors import DependencyError
from support.reading import read

for module in pkgutil.walk_packages(kijiyomi.entities.__path__, "kijiyomi.entities."):
    importlib.import_module(module.name)

RECOGNISERS = sorted(Recogniser.__subclasses__(), key=lambda recogniser: recogniser.__name__)
ARGUMENTS = {GinzaRecogniser: (["PERSON", "LOCATION"],)}
TEXTS = [
    "# 会見\n\n**岡本太郎**社長は川崎市で、NVIDIAのH100を1,000基買うと話した。😀",
    "",
    "株式会社",
    "ツキノワの\ud800株価は12%上がった。\0",
    "白樺重機械工業（ｼｽﾞ）は2027年に㈱ツキノワと組む。㌔あたり3円、RTX 5090と5080。",
]


@pytest.fixture(scope="module", params=RECOGNISERS, ids=lambda recogniser: recogniser.__name__)
def recogniser(request):
    try:
        return request.param(*ARGUMENTS.get(request.param, ()))
    except DependencyError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="module")
def documents():
    return Documents(list(map(read, TEXTS)))


def test_all_recognisers_are_here():
    names = [recogniser.__name__ for recogniser in RECOGNISERS]
    assert names == [
        "AcceleratorRecogniser",
        "CompanyRecogniser",
        "EntityRecogniser",
        "FigureRecogniser",
        "GinzaRecogniser",
        "NameRecogniser",
        "NamedEntityRecogniser",
        "NamesReadOnce",
    ]


def test_an_article_alone_is_read_as_in_a_batch(recogniser, documents):
    together = recogniser.recognise_batch(documents)
    assert together == list(map(recogniser, documents))
    assert all(type(found) is tuple for found in together)
    assert any(together)
    assert recogniser.recognise_batch(Documents([])) == []


def test_what_is_found_stands_in_the_text(recogniser, documents):
    for document, found in zip(documents, recogniser.recognise_batch(documents), strict=True):
        in_article = type(recogniser).__name__ == "EntityRecogniser"
        text = document.article.text if in_article else document.passage.text
        assert all(0 <= one.start < one.end <= len(text) for one in found)
        assert all(text[one.start : one.end] == one.text for one in found if hasattr(one, "text"))


def test_it_goes_to_other_processes(recogniser, documents):
    again = pickle.loads(pickle.dumps(recogniser))
    assert again.recognise_batch(documents) == recogniser.recognise_batch(documents)
