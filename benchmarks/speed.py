"""Speed side by side: MeCab, fugashi, kijiyomi, SudachiPy and GiNZA over the same real text in one process.

    python -m benchmarks.speed ARTICLES.jsonl[.gz] [...] [--characters 1000000] [--rounds 5]

Contestants are interleaved: every round runs each of them once over the whole sample, so that whatever
else the machine does hits all of them. GiNZA reads a prefix of the sample (it needs minutes for what the
others do in a second), ``kijiyomi score`` a larger one (its worker takes a second to start). Time is
that of the processor, with worker processes; set OPENBLAS_NUM_THREADS=1 for one core. Printed: the median
of million characters a second, and the ratio to -Owakati.
"""

from __future__ import annotations

import argparse
import gc
import gzip
import json
import resource
import shlex
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from kijiyomi import Analyzer, Article, load
from kijiyomi.archive.readers import Archive
from kijiyomi.archive.scoring import score
from kijiyomi.batching import batches
from kijiyomi.document import Documents
from kijiyomi.entities import EntityRecogniser
from kijiyomi.tokenizer.mecab import SEGMENT_CHARACTERS, MecabTokenizer
from kijiyomi.tokenizer.segmentation import split_segments

Contestant = Callable[[list[Article]], object]

# What MeCab takes at once without leaking: 2,000 characters are at most 8,000 bytes.
LONGEST_INPUT = 2000


def read_sample(paths: list[Path], characters: int) -> list[Article]:
    """Return whole distinct articles, spread evenly over each path, of about ``characters`` in total."""
    return [article for path in paths for article in _spread(list(_articles(path)), characters // len(paths))]


def _spread(articles: list[Article], characters: int) -> list[Article]:
    total = sum(len(article.text) for article in articles)
    step = max(1, total // characters)
    return articles[::step]


def _articles(path: Path) -> Iterator[Article]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield Article(row["text"], id=str(row["id"]), title=row.get("title") or "")


def wakati(most_characters: int = LONGEST_INPUT) -> Contestant:
    """MeCab's own limit: -Owakati through fugashi."""
    from fugashi import GenericTagger
    from unidic_lite import DICDIR

    tagger = GenericTagger(shlex.join(["-r", str(Path(DICDIR, "dicrc")), "-d", DICDIR, "-Owakati"]))
    return lambda articles: [
        tagger.parse(s) for a in articles for s in split_segments(a.text, most_characters)
    ]


def fugashi_features() -> Contestant:
    """What most people write: the node list, surface, lemma and part of speech of every token."""
    from fugashi import Tagger

    tagger = Tagger()
    return lambda articles: [
        (node.surface, node.feature.lemma, node.feature.pos1)
        for a in articles
        for s in split_segments(a.text, LONGEST_INPUT)
        for node in tagger(s)
    ]


def tokenizer_layer() -> Contestant:
    """kijiyomi's tokenizer: offsets, morpheme ids, all features in the lexicon."""
    tokenizer = MecabTokenizer()
    return lambda articles: [
        tokenizer.tokenize_batch([a.text for a in batch])
        for batch in batches(articles, lambda a: len(a.text))
    ]


def whole_analysis(analyzer: Analyzer) -> Contestant:
    """Everything: Markdown, tokens, keywords, entities, reading time, excerpt, categories and tags."""
    return lambda articles: [analysis.id for analysis in analyzer.analyze_many(articles)]


def parts(analyzer: Analyzer, sample: list[Article]) -> dict[str, Contestant]:
    """Each feature alone, on batches of documents read beforehand."""
    from kijiyomi.excerpt import ExcerptExtractor
    from kijiyomi.text.markdown import read_passage_batch

    read = [
        Documents([analyzer.read(article) for article in batch])
        for batch in batches(sample, lambda article: len(article.text))
    ]
    keywords = [analyzer.keywords.extract_batch(documents) for documents in read]
    entities = [analyzer.entities.recognise_batch(documents) for documents in read]

    def each(work: Callable[[Documents], object]) -> Contestant:
        # Joining its texts is a part of what a batch costs.
        return lambda _: [work(Documents(list(documents))) for documents in read]

    found: dict[str, Contestant] = {
        "  Markdown": lambda articles: [
            read_passage_batch(batch) for batch in batches(articles, lambda article: len(article.text))
        ],
        "  keywords": each(analyzer.keywords.extract_batch),
        "  entities": each(analyzer.entities.recognise_batch),
        "  excerpt": lambda _: [
            ExcerptExtractor().extract_batch(Documents(list(d)), k)
            for d, k in zip(read, keywords, strict=True)
        ],
        "  categories and tags": lambda _: [
            analyzer.model.suggest_batch(d, e) for d, e in zip(read, entities, strict=True)
        ],
    }
    for recogniser in analyzer.entities.recognisers:
        found[f"    {type(recogniser).__name__}"] = each(EntityRecogniser([recogniser]).recognise_batch)
    return found


def end_to_end(articles: list[Article], folder: Path) -> Contestant:
    """``kijiyomi score`` from JSON Lines to Parquet, reading, worker process and writing together."""
    with (folder / "in.jsonl").open("w", encoding="utf-8") as stream:
        for number, article in enumerate(articles):
            row = {"id": str(number), "title": article.title, "text": article.text}
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")
    return lambda _: score(Archive(folder / "in.jsonl"), folder / "out.parquet")


def sudachi() -> Contestant:
    """SudachiPy, mode C, with surface, normalized form and part of speech."""
    from sudachipy import Dictionary, SplitMode

    tokenizer = Dictionary().create(mode=SplitMode.C)
    return lambda articles: [
        (m.surface(), m.normalized_form(), m.part_of_speech())
        for a in articles
        for s in split_segments(a.text, LONGEST_INPUT)
        for m in tokenizer.tokenize(s)
    ]


def ginza(disable: tuple[str, ...] = ()) -> Contestant:
    """GiNZA (ja_ginza), its whole pipeline or without the parser."""
    import spacy

    nlp = spacy.load("ja_ginza", disable=list(disable))
    return lambda articles: [
        [(e.text, e.label_) for e in doc.ents]
        for doc in nlp.pipe(s for a in articles for s in split_segments(a.text, LONGEST_INPUT))
    ]


def cpu_seconds() -> float:
    """Return the processor time of this process and of all it started that have ended."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + ended.ru_utime + ended.ru_stime


def measure(contestants: dict[str, tuple[Contestant, list[Article]]], rounds: int) -> dict[str, float]:
    """Return each contestant's median speed in million characters a second."""
    speeds: dict[str, list[float]] = {name: [] for name in contestants}
    for _ in range(rounds):
        for name, (run, articles) in contestants.items():
            began = cpu_seconds()
            run(articles)
            elapsed = cpu_seconds() - began
            speeds[name].append(sum(len(a.text) for a in articles) / elapsed / 1e6)
    return {name: statistics.median(values) for name, values in speeds.items()}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles", nargs="+", type=Path)
    parser.add_argument("--characters", type=int, default=1_000_000)
    parser.add_argument("--score-characters", type=int, default=10_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--ginza-characters", type=int, default=10_000)
    parser.add_argument("--model", default="default")
    args = parser.parse_args()

    sample = read_sample(args.articles, args.characters)
    many = read_sample(args.articles, args.score_characters)
    folder = tempfile.TemporaryDirectory()
    few = [Article(sample[0].text[: args.ginza_characters])]
    analyzer = load(args.model)
    contestants: dict[str, tuple[Contestant, list[Article]]] = {
        "MeCab -Owakati (fugashi)": (wakati(), sample),
        "MeCab -Owakati, pieces as short as kijiyomi's": (wakati(SEGMENT_CHARACTERS), sample),
        "fugashi surface + features": (fugashi_features(), sample),
        "kijiyomi tokenizer layer": (tokenizer_layer(), sample),
        "kijiyomi whole analysis": (whole_analysis(analyzer), sample),
        **{name: (run, sample) for name, run in parts(analyzer, sample).items()},
        "kijiyomi score, JSON Lines to Parquet": (end_to_end(many, Path(folder.name)), many),
        "SudachiPy (mode C)": (sudachi(), sample),
        "GiNZA, full": (ginza(), few),
        "GiNZA, entities only": (ginza(("parser", "morphologizer", "compound_splitter")), few),
    }
    for run, articles in contestants.values():
        run(articles)
    # What was loaded and prepared is no garbage: without this, whoever allocates pays for looking through it.
    gc.collect()
    gc.freeze()
    speeds = measure(contestants, args.rounds)
    limit = speeds["MeCab -Owakati (fugashi)"]
    characters = sum(len(a.text) for a in sample)
    print(f"{len(sample)} articles, {characters:,} characters, median of {args.rounds} rounds, one core\n")
    print("| what | million characters/s | ratio to -Owakati |\n|---|---:|---:|")
    for name, speed in speeds.items():
        print(f"| {name.replace('  ', '&nbsp;&nbsp;')} | {speed:.4f} | {speed / limit:.4f} |")


if __name__ == "__main__":
    main()
