"""Make the background: texts of many kinds, hashed, that every trained model tells its own articles from.

    python -m benchmarks.background --corpora FOLDER [--output models/background]

FOLDER holds archives ``*.jsonl.gz``; ``general`` is split by the ``source`` of its texts, and those that
``labels-general.jsonl`` calls articles about AI are left out.
"""

from __future__ import annotations

import argparse
import random
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from benchmarks.default_model import ROOT, general_articles
from benchmarks.quality_labels import by_time
from kijiyomi.archive.readers import Archive
from kijiyomi.article import Article
from kijiyomi.classifier.features.vectorizer import VectorizerSettings
from kijiyomi.classifier.training.background import join_backgrounds
from kijiyomi.classifier.training.domain_fitting import hashed_vectors
from kijiyomi.classifier.training.examples import read_counts

ARCHIVES = ("efcl", "azukiazusa", "jser", "zenn-qiita-open", "mamezou", "ojisan", "s-yoshiki", "aicompass")
# Texts of the large collection whose blog is an archive of its own here.
SAME_BLOG = {
    "github:azukiazusa1/sapper-blog-app": "azukiazusa",
    "github:azu/azu.github.io": "efcl",
    "github:s-yoshiki/tech-blog.s-yoshiki.com": "s-yoshiki",
    "github:nullponull/ai-blog-system": "aicompass",
    "github:bicstone/qiita-content": "zenn-qiita-open",
    "github:kaityo256/zenn-content": "zenn-qiita-open",
    "github:usami-k/qiita-contents": "zenn-qiita-open",
    "github:yankee-08/qiita-contents": "zenn-qiita-open",
    "github:coji/zenn-content": "zenn-qiita-open",
    "github:watarukura/zenn-content": "zenn-qiita-open",
}
_MOST_OF_A_SOURCE = 300


def sources(corpora: Path) -> Iterator[tuple[str, list[Article]]]:
    """Yield the texts of each source; of an archive the older ones, since it is measured on the newest."""
    for name in ARCHIVES:
        yield name, by_time(list(Archive(str(corpora / f"{name}.jsonl.gz"))))[0]
    texts = defaultdict(list)
    for article in general_articles(corpora, about_ai=False):
        source = str(article.metadata["source"])
        if source not in SAME_BLOG:
            texts[source].append(article)
    yield from texts.items()


def main() -> None:
    """Read, hash, write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--output", type=Path, default=ROOT / "models" / "background")
    args = parser.parse_args()
    chance = random.Random(0)
    parts = []
    for name, articles in sources(args.corpora):
        some = chance.sample(articles, min(len(articles), _MOST_OF_A_SOURCE))
        parts.append((name, hashed_vectors(read_counts(some, VectorizerSettings()))))
        print(f"{name}: {len(some)} of {len(articles)}", flush=True)
    join_backgrounds(parts).save(args.output)


if __name__ == "__main__":
    main()
