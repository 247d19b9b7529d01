"""Of which articles models say nothing, as they should: those unlike what they were trained on.

    python -m benchmarks.silence --corpora FOLDER [--only NAME ...] [--seed 0]

Each archive's oldest four fifths train. Its own newest fifth shall keep its labels, and the newest fifths of
the other archives shall get none: once with the background that ships, which holds older posts of most of
them, and once with that blog taken out of it, as an archive is that nobody has seen. The default model shall
speak of the blog it was made for, on days it was not trained on, and of nothing else.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from benchmarks.background import ARCHIVES, SAME_BLOG
from benchmarks.default_model import about_ai_options, blog, general_articles, split_by_days
from benchmarks.quality_labels import by_time
from kijiyomi.archive.readers import Archive
from kijiyomi.article import Article
from kijiyomi.classifier import Model, default_model_path
from kijiyomi.classifier.domain import Domain
from kijiyomi.classifier.features.lead import cut_to_lead
from kijiyomi.classifier.features.ngrams import NGramCounts
from kijiyomi.classifier.features.vectorizer import VectorizerSettings, document_counts
from kijiyomi.classifier.labelled_articles import read_documents
from kijiyomi.classifier.training.background import Background
from kijiyomi.classifier.training.domain_fitting import fit_domain
from kijiyomi.document import Document
from kijiyomi.frontmatter.keys import date_of

_BLOGS = tuple(name for name in ARCHIVES if name != "aicompass")
_LIVEDOOR_STEP = 8


@dataclass(frozen=True, slots=True)
class Texts:
    """Articles as a domain sees them."""

    leads: list[Document]
    counts: list[NGramCounts]
    dates: list[str]

    @classmethod
    def read(cls, articles: Sequence[Article]) -> Texts:
        """Return articles, read."""
        settings = VectorizerSettings()
        leads = [cut_to_lead(document, settings.lead) for document in read_documents(articles)]
        counts = [document_counts([lead], settings) for lead in leads]
        return cls(leads, counts, [date_of(article.metadata)[:10] for article in articles])

    def share_inside(self, domain: Domain) -> float:
        """Return the share of them that a model with such a domain has something to say of."""
        inside = [domain.contains([a], b)[0] for a, b in zip(self.leads, self.counts, strict=True)]
        return float(np.mean(inside))


def without(background: Background, name: str) -> Background:
    """Return a background without an archive, and without other texts of the same blog."""
    kept = np.array([SAME_BLOG.get(source, source) != name for source in background.sources])[
        background.source
    ]
    return replace(background, source=background.source[kept], vectors=background.vectors[kept])


def archives_table(corpora: Path, names: Sequence[str], seed: int) -> None:
    """Print what models of one archive say of others."""
    background, settings = Background.load(), VectorizerSettings()
    splits = {name: by_time(list(Archive(str(corpora / f"{name}.jsonl.gz")))) for name in ARCHIVES}
    new = {name: Texts.read(own[1][-150:]) for name, own in splits.items()}
    print("| trained on | own newest fifth kept | others silent | least | others unseen, silent | least |")
    print("|---|---:|---:|---:|---:|---:|")
    for name in names:
        old = Texts.read(splits[name][0])
        domain = fit_domain(old.counts, old.dates, settings, seed, background=background)
        kept = Texts.read(splits[name][1]).share_inside(domain)
        silent, unseen = {}, {}
        for other in new:
            if other == name:
                continue
            silent[other] = 1 - new[other].share_inside(domain)
            strange = fit_domain(old.counts, old.dates, settings, seed, background=without(background, other))
            unseen[other] = 1 - new[other].share_inside(strange)
        print(f"| {name} | {kept:.3f} | {_cells(silent)} | {_cells(unseen)} |", flush=True)


def _cells(shares: Mapping[str, float]) -> str:
    least, name = min((share, name) for name, share in shares.items())
    return f"{np.mean(list(shares.values())):.3f} | {least:.2f} ({name})"


def default_table(corpora: Path, seed: int) -> None:
    """Print what the default model says of the matter it is for, and of everything else."""
    kept, held = split_by_days(blog(corpora), seed)
    old, settings = Texts.read(kept), VectorizerSettings()
    sources = sorted({str(a.metadata["source"]) for a in general_articles(corpora, about_ai=False)})
    print("\n| default model | articles | get a category |\n|---|---:|---:|")
    inside = outside = 0.0
    texts = Texts.read(held)
    for number in (0, 1):
        hidden = {*sources[number::2], *_BLOGS[number::2]}
        alike, unlike = about_ai_options(corpora, kept, seed, hidden=hidden)
        domain = fit_domain(
            old.counts,
            old.dates,
            settings,
            seed,
            Texts.read(alike).counts,
            Texts.read(unlike).counts,
            _without_all(Background.load(), hidden),
        )
        inside += texts.share_inside(domain) / 2
        others = [a for a in general_articles(corpora, about_ai=False) if a.metadata["source"] in hidden]
        outside += Texts.read(others).share_inside(domain) / 2
    print(f"| the blog, days not trained on | {len(held)} | {inside:.3f} |")
    print(f"| texts of many kinds, of sources not trained on | | {outside:.3f} |")
    shipped = Model.load(default_model_path()).domain
    if shipped is None:
        raise SystemExit("the default model has no domain; make it anew")
    others = list(general_articles(corpora, about_ai=False))
    share = Texts.read(others).share_inside(shipped)
    print(f"| the same, by the model that ships | {len(others)} | {share:.3f} |")
    for name in ("livedoor", *_BLOGS):
        articles = list(Archive(str(corpora / f"{name}.jsonl.gz")))
        articles = articles[::_LIVEDOOR_STEP] if name == "livedoor" else by_time(articles)[1]
        share = Texts.read(articles).share_inside(shipped)
        print(f"| {name} | {len(articles)} | {share:.3f} |", flush=True)


def _without_all(background: Background, names: set[str]) -> Background:
    for name in names:
        background = without(background, name)
    return background


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--only", nargs="*", default=_BLOGS)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    default_table(args.corpora, args.seed)
    archives_table(args.corpora, args.only, args.seed)


if __name__ == "__main__":
    main()
