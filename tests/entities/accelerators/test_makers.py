"""A maker before the name of its accelerator stays a company, whatever line and model it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kijiyomi.article import Article
from kijiyomi.document import Document, Documents
from kijiyomi.entities.accelerators import AcceleratorRecogniser
from kijiyomi.entities.companies.recogniser import CompanyRecogniser
from kijiyomi.entities.recogniser import EntityRecogniser
from kijiyomi.knowledge.accelerators import ProductLine, Vendor, load_vendors
from kijiyomi.records.analysis import Entity
from kijiyomi.text.markdown import read_passage
from kijiyomi.tokenizer.mecab import MecabTokenizer

TOKENIZER = MecabTokenizer()
RECOGNISER = EntityRecogniser([AcceleratorRecogniser(), CompanyRecogniser()])


def recognised(texts: list[str], recogniser: EntityRecogniser = RECOGNISER) -> list[tuple[Entity, ...]]:
    articles = [Article(text, markup="plain") for text in texts]
    passages = list(map(read_passage, articles))
    empty = TOKENIZER("")
    return recogniser.recognise_batch(
        Documents([Document(a, p, TOKENIZER(p.text), empty) for a, p in zip(articles, passages, strict=True)])
    )


def names(line: ProductLine) -> Iterator[tuple[str, str, str]]:
    """Yield every spelling of a line, alone and with each of its models: the name, what follows, its id."""
    for form in line.bare_spellings():
        yield form, "", line.itself.kb_id
    for form in line.forms:
        for number, model in line.models.items():
            following = "シリーズ" if model.is_series else ""
            yield f"{form}{line.joint}{number}", following, model.accelerator.kb_id


@pytest.mark.parametrize("vendor", load_vendors(), ids=lambda vendor: vendor.name)
def test_the_maker_of_every_accelerator_survives(vendor: Vendor) -> None:
    spelt = [name for line in vendor.lines for name in names(line)]
    texts = [f"{vendor.name} {name}{following}のGPUを買った。" for name, following, _ in spelt]
    start = len(vendor.name) + 1
    for (name, _, kb_id), text, entities in zip(spelt, texts, recognised(texts), strict=True):
        assert [(e.label, e.start) for e in entities] == [("COMPANY", 0), ("GPU", start)], text
        company, accelerator = entities
        assert company.text == vendor.name
        assert (accelerator.text, accelerator.vendor, accelerator.kb_id) == (name, vendor.name, kb_id)


@pytest.mark.parametrize(
    ("text", "companies"),
    [
        ("NVIDIA Keplerの消費電力", ["NVIDIA"]),
        ("NVIDIA GeForce NOWを使う。", ["NVIDIA"]),
        ("ASUS GeForce RTX 5090とDell HGX B300", ["ASUS", "Dell"]),
        ("Google Driveに置き、Microsoft Edgeで開く。", []),
        ("Intel AtomのネットブックとSony L4のGPU", []),
        ("Amazon Trainium4とGoogle Cloud TPU v5p", ["Amazon", "Google"]),
        ("Intel® Arc™ A770", ["Intel"]),
    ],
)
def test_other_names_after_companies(text: str, companies: list[str]) -> None:
    (entities,) = recognised([text])
    assert [entity.text for entity in entities if entity.label == "COMPANY"] == companies


def test_the_maker_in_a_users_own_file_survives(tmp_path: Path) -> None:
    vendors, companies = tmp_path / "vendors.toml", tmp_path / "companies.toml"
    vendors.write_text(
        'vendor = "Kaede"\nnames = ["Kaede"]\n[lines.k]\nname = "Momiji"\nmodels.3 = {}\n', encoding="utf-8"
    )
    companies.write_text(
        'kaede = { name = "Kaede", kind = "semiconductors", country = "JP" }\n', encoding="utf-8"
    )
    text = "Kaede Momiji 3を積む。"
    unaware = EntityRecogniser([AcceleratorRecogniser([vendors]), CompanyRecogniser([companies])])
    aware = EntityRecogniser(
        [AcceleratorRecogniser([vendors]), CompanyRecogniser([companies], accelerators=[vendors])]
    )
    assert [e.text for e in recognised([text], unaware)[0]] == ["Momiji 3"]
    assert [e.text for e in recognised([text], aware)[0]] == ["Kaede", "Momiji 3"]
