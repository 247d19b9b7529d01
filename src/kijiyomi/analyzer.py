"""The pipeline on one page: article → passage → tokens → features → analysis.

記事から解析結果までの流れを1ページで見せる。本文、トークン、特徴、解析結果の順に進む。
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kijiyomi.article import Article
from kijiyomi.batching import batches
from kijiyomi.document import Document, Documents
from kijiyomi.entities import EntityRecogniser, default_recognisers
from kijiyomi.excerpt import MAX_EXCERPT, ExcerptExtractor
from kijiyomi.frontmatter.articles import read_front_matter
from kijiyomi.keywords import KeywordExtractor
from kijiyomi.reading_time import DEFAULT_RATES, ReadingEstimate, ReadingRates, estimate_reading_batch
from kijiyomi.records.analysis import Analysis, Entity, Keyword, Labels, Subject
from kijiyomi.records.facts import Fact
from kijiyomi.records.labels import DEFAULT_LABELS, EntityLabel, choose_labels
from kijiyomi.text.markdown import read_passage_batch
from kijiyomi.tokenizer import Tokenizer
from kijiyomi.tokenizer.mecab import MecabTokenizer

if TYPE_CHECKING:
    from kijiyomi.classifier import Model
    from kijiyomi.classifier.explain import Explained
    from kijiyomi.classifier.subjects import SubjectClassifier
    from kijiyomi.facts import FactExtractor


NO_EXCERPT = "no excerpt: no sentence at the beginning can stand alone"
"""The warning of an article without an excerpt."""


class Analyzer:
    """Everything needed to read articles, loaded once.

    記事の解析に必要なものをまとめて持つ。読み込みは1度だけで、何本の記事にも使える。

    Args:
        model: Classifier for categories and tags; without one both stay empty.
        tokenizer: Morphological analyser; MeCab with unidic-lite when not given.
        keywords: Keyword extractor; ten keywords when not given.
        entities: Entity recogniser; companies, GPUs and figures when not given.
        labels: Which of the entities an analysis holds, as :func:`load` takes them.
        facts: Fact extractor; without one no facts are found.
        subjects: Classifier of subjects; without one none are found.
        excerpts: Excerpt extractor; the one with the model that ships when not given.
        reading_rates: How fast the article's readers read.
    """

    def __init__(
        self,
        model: Model | None = None,
        *,
        tokenizer: Tokenizer | None = None,
        keywords: KeywordExtractor | None = None,
        entities: EntityRecogniser | None = None,
        labels: str | Iterable[str] = "all",
        facts: FactExtractor | None = None,
        subjects: SubjectClassifier | None = None,
        excerpts: ExcerptExtractor | None = None,
        reading_rates: ReadingRates = DEFAULT_RATES,
    ) -> None:
        self.model = model
        self.tokenizer = tokenizer or MecabTokenizer()
        self.keywords = keywords or KeywordExtractor()
        self.entities = entities or EntityRecogniser()
        self.labels = frozenset(choose_labels(labels))
        self.facts = facts
        self.subjects = subjects
        self.excerpts = excerpts or ExcerptExtractor()
        self.reading_rates = reading_rates

    def read(self, article: Article | str) -> Document:
        """Return the article with its readable text and tokens, which every feature works on.

        記事を読み、本文とトークンを添えた文書を返す。どの特徴もこの文書から求める。
        """
        return self._read([_as_article(article)])[0]

    def analyze(self, article: Article | str) -> Analysis:
        """Return the analysis of one article.

        1本の記事を解析して結果を返す。

        Args:
            article: An article, or its text as Markdown. Front matter above such a text becomes title and
                metadata; offsets count in the text as given. To have it read as text, give
                ``Article(text)``.
        """
        return self.analyze_batch([article])[0]

    def explain(self, article: Article | str) -> Explained:
        """Return the analysis of an article with why its categories and tags are suggested.

        記事を解析し、カテゴリーとタグを提案した理由を添えて返す。

        Args:
            article: An article, or its text as Markdown.
        """
        from kijiyomi.classifier.explain import Explained, explain

        documents = Documents(self._read([_as_article(article)]))
        entities = self._entities(documents)
        if self.model is None:
            return Explained(self._analyses(documents, entities, [Labels()])[0], ())
        evidence = self.model.evidence(documents, entities.default)
        (analysis,) = self._analyses(documents, entities, self.model.suggest_from(evidence))
        return Explained(analysis, explain(self.model, evidence, analysis))

    def analyze_batch(self, articles: Sequence[Article | str]) -> list[Analysis]:
        """Return the analysis of each article.

        複数の記事をまとめて解析し、結果を順に返す。1本ずつ解析するより速い。

        Every step goes over all articles before the next begins, so that what it looks things up in stays
        in the processor's caches: with long articles a fifth faster than one by one, with short ones several
        times, since arrays are traversed for all of them together.

        Args:
            articles: Articles or their texts, all held in memory together.
        """
        if not articles:
            return []
        documents = Documents(self._read(list(map(_as_article, articles))))
        entities = self._entities(documents)
        nothing = [Labels()] * len(documents)
        labels = self.model.suggest_batch(documents, entities.default) if self.model else nothing
        return self._analyses(documents, entities, labels)

    def _entities(self, documents: Documents) -> _Entities:
        found = self.entities.recognise_batch(documents)
        return _Entities(_of_labels(found, _DEFAULT_LABELS), _of_labels(found, self.labels))

    def _analyses(
        self, documents: Documents, entities: _Entities, labels: Sequence[Labels]
    ) -> list[Analysis]:
        facts = self.facts.extract_batch(documents, entities.default) if self.facts else []
        told = _of_entities(facts, entities.chosen) if facts else [()] * len(documents)
        subjects = self.subjects.find_batch(documents) if self.subjects else [()] * len(documents)
        keywords = self.keywords.extract_batch(documents)
        excerpts = self.excerpts.extract_batch(documents, keywords)
        readings = estimate_reading_batch([document.passage for document in documents], self.reading_rates)
        return list(
            map(
                self._analysis,
                documents,
                keywords,
                entities.chosen,
                told,
                labels,
                subjects,
                excerpts,
                readings,
            )
        )

    def _read(self, articles: Sequence[Article]) -> list[Document]:
        passages = read_passage_batch(articles)
        bodies, titles = (passage.text for passage in passages), (article.title for article in articles)
        tokens = self.tokenizer.tokenize_batch([*bodies, *titles])
        return list(map(Document, articles, passages, tokens, tokens[len(articles) :]))

    @staticmethod
    def _analysis(
        document: Document,
        keywords: tuple[Keyword, ...],
        entities: tuple[Entity, ...],
        facts: tuple[Fact, ...],
        labels: Labels,
        subjects: tuple[Subject, ...],
        excerpt: str,
        reading: ReadingEstimate,
    ) -> Analysis:
        article, passage = document.article, document.passage
        return Analysis(
            id=article.id,
            title=article.title,
            path=article.path,
            text=article.text,
            characters=reading.characters,
            reading_time=reading.time,
            categories=labels.categories,
            tags=labels.tags,
            subjects=subjects,
            keywords=keywords,
            entities=entities,
            facts=facts,
            excerpt=excerpt,
            warnings=(
                *article.warnings,
                *passage.warnings,
                *labels.warnings,
                *_missing_excerpt(reading, excerpt),
            ),
        )

    def analyze_many(self, articles: Iterable[Article | str], *, workers: int = 1) -> Iterator[Analysis]:
        """Yield the analysis of each article, in order, reading ahead only as far as the workers need.

        記事を少しずつ読みながら解析し、結果を順に返す。複数のプロセスも使える。

        Args:
            articles: Articles or their texts; consumed lazily, in batches.
            workers: Processes to use; 1 stays in this process. Each process loads its own copy.

        Raises:
            ValueError: If ``workers`` is not positive.
            KijiyomiError: If a process dies.
        """
        if workers < 1:
            raise ValueError(f"workers must be positive, got {workers}")
        taken = batches(map(_as_article, articles), lambda article: len(article.text))
        if workers == 1:
            yield from chain.from_iterable(map(self.analyze_batch, taken))
            return
        from kijiyomi.processes import map_batches

        yield from chain.from_iterable(map_batches(self.analyze_batch, taken, workers=workers))


class _Entities(NamedTuple):
    """The entities of each document.

    Attributes:
        default: Companies, GPUs and figures, on which tags, categories and facts rest.
        chosen: Those that the analysis holds.
    """

    default: list[tuple[Entity, ...]]
    chosen: list[tuple[Entity, ...]]


_DEFAULT_LABELS = frozenset(DEFAULT_LABELS)


def _of_labels(
    entities: Sequence[tuple[Entity, ...]], labels: frozenset[EntityLabel]
) -> list[tuple[Entity, ...]]:
    """Return the entities of some labels for each document."""
    return [tuple([entity for entity in found if entity.label in labels]) for found in entities]


def _of_entities(
    facts: Sequence[tuple[Fact, ...]], entities: Sequence[tuple[Entity, ...]]
) -> list[tuple[Fact, ...]]:
    """Return for each document the facts whose figure is among its entities."""
    spans = [{entity[:2] for entity in found} for found in entities]
    return [tuple([fact for fact in told if fact[:2] in own]) for told, own in zip(facts, spans, strict=True)]


def _missing_excerpt(reading: ReadingEstimate, excerpt: str) -> tuple[str, ...]:
    """Return the warning that an article with something to read has no excerpt."""
    return () if excerpt or not reading.characters else (NO_EXCERPT,)


def _as_article(given: Article | str) -> Article:
    return read_front_matter(Article(given)) if isinstance(given, str) else given


def load(
    model: str | Path | None = "default",
    *,
    user_dictionary: str | Path | None = None,
    labels: str | Iterable[str] = "default",
    ginza: Iterable[str] = (),
    facts: bool = True,
    subjects: bool = True,
    excerpt_length: int = MAX_EXCERPT,
) -> Analyzer:
    """Return an analyzer with a model.

    モデルを読み込み、記事を解析する`Analyzer`を返す。

    Args:
        model: Directory of a trained model, ``"default"`` for the one that ships with kijiyomi, or
            ``None`` for no categories and tags.
        user_dictionary: CSV of surface, reading, part of speech whose words the tokenizer shall know.
        labels: Which entities an analysis holds. ``"default"`` stands for ``COMPANY``, ``GPU`` and the
            figures; further ones are ``PERSON``, ``LOCATION``, ``ORGANIZATION``, ``FACILITY``, ``EVENT`` and
            ``PRODUCT``; ``"all"`` stands for all of them. A list, or a text with commas:
            ``"default,PERSON"``. Tags, categories and facts rest on companies, GPUs and figures alone,
            chosen or not; facts whose figure is left out are left out, too.
        ginza: Those of the further labels that GiNZA shall find instead of our neural network, hundreds of
            times slower; they need not stand in ``labels``.
        facts: Also find what each figure says of whom, by the model of facts that ships with kijiyomi.
        subjects: Also find what articles are about, by the model of subjects that ships with kijiyomi.
        excerpt_length: Characters of an excerpt at most; sentences are never cut.

    Raises:
        ModelError: If a model is missing, damaged, or made by a newer version.
        ValueError: If there is no such label, GiNZA does not have it, or no excerpt could be so short.
        DependencyError: If GiNZA is asked for and not installed.
    """
    from kijiyomi.classifier import Model, default_model_path

    classifier = Model.load(default_model_path() if model == "default" else model) if model else None
    by_ginza = tuple(ginza)
    entities = EntityRecogniser(default_recognisers(labels, ginza=by_ginza))
    return Analyzer(
        classifier,
        tokenizer=MecabTokenizer(user_dictionary),
        entities=entities,
        labels=choose_labels((*choose_labels(labels), *by_ginza)),
        facts=_fact_extractor() if facts else None,
        subjects=_subject_classifier() if subjects else None,
        excerpts=ExcerptExtractor(max_length=excerpt_length),
    )


def _fact_extractor() -> FactExtractor:
    from kijiyomi.facts import FactExtractor

    return FactExtractor()


def _subject_classifier() -> SubjectClassifier:
    from kijiyomi.classifier.subjects import SubjectClassifier

    return SubjectClassifier.load()


def analyze(text: Article | str) -> Analysis:
    """Analyze one article with the default model, which is loaded at the first call and kept.

    標準のモデルで1本の記事を解析する。モデルは初回に読み込み、そのあとは使い回す。

    Args:
        text: An article, or its text as Markdown, with or without front matter; see
            :meth:`Analyzer.analyze`.
    """
    return default_analyzer().analyze(text)


@lru_cache(maxsize=1)
def default_analyzer() -> Analyzer:
    """Return an analyzer with the default model, loaded at the first call and kept."""
    return load()
