"""Trains and writes ``models/subjects``; see the package's docstring."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.metrics import f1_score
from sklearn.svm import LinearSVC

from benchmarks.default_model import ROOT
from benchmarks.subject_model.texts import LabelledText, labelled_texts, seed_documents
from benchmarks.subject_model.training import Trainer, fit_calibration
from kijiyomi.archive.readers import Archive
from kijiyomi.classifier.features.fields import FIELDS
from kijiyomi.classifier.features.vectorizer import VectorizerSettings, document_counts, fit_vectorizer
from kijiyomi.classifier.labelled_articles import read_documents
from kijiyomi.classifier.subjects import SubjectCalibration, probabilities, shown_subjects

CARD = ROOT / "benchmarks" / "subject_model_card.md"
_PARTS = 5
_COUNTED_ARCHIVES, _COUNTED_ARTICLES = ("efcl", "mamezou", "aicompass", "s-yoshiki", "ojisan"), 250


def whole_source_folds(texts: Sequence[LabelledText]) -> np.ndarray:
    """Return the fold of each text, every source whole in one and the folds about equal."""
    sizes = Counter(text.source for text in texts)
    filled, fold_of = [0] * _PARTS, {}
    for source, size in sizes.most_common():
        fold_of[source] = int(np.argmin(filled))
        filled[fold_of[source]] += size
    return np.array([fold_of[text.source] for text in texts])


def mixed_folds(texts: Sequence[LabelledText]) -> np.ndarray:
    """Return the fold of each text, each source spread over all."""
    order = sorted(np.random.default_rng(0).permutation(len(texts)).tolist(), key=lambda i: texts[i].source)
    folds = np.empty(len(texts), dtype=int)
    folds[order] = np.arange(len(texts)) % _PARTS
    return folds


def quality(texts: Sequence[LabelledText], best: np.ndarray) -> tuple[float, float, float]:
    """Return how often the first subject is right, how often defensible, and its macro F1."""
    judged = [(text, int(own)) for text, own in zip(texts, best, strict=True) if text.judged]
    main = [text.subjects[0] for text, _ in judged]
    given = [own for _, own in judged]
    right = float(np.mean([a == b for a, b in zip(main, given, strict=True)]))
    defensible = float(np.mean([own in text.defensible for text, own in judged]))
    return right, defensible, float(f1_score(main, given, average="macro"))


def peers(texts: Sequence[LabelledText], main: np.ndarray, folds: np.ndarray) -> dict[str, np.ndarray]:
    """Return the first subjects by plain peers."""
    leads = [text.document for text in texts]
    weights = {field.name: field.weight for field in FIELDS if field.for_topics}
    settings = VectorizerSettings(weights=weights, min_documents=2)
    counts = [document_counts([lead], settings) for lead in leads]
    found = {name: np.zeros(len(texts), dtype=int) for name in ("most frequent", "words and characters")}
    for fold in range(_PARTS):
        learnt, held = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        found["most frequent"][held] = np.bincount(main[learnt]).argmax()
        vectorizer = fit_vectorizer([counts[index] for index in learnt], settings)
        model = LinearSVC(random_state=0).fit(vectorizer.matrix([counts[i] for i in learnt]), main[learnt])
        found["words and characters"][held] = model.predict(vectorizer.matrix([counts[i] for i in held]))
    return found


def genre_accuracy(texts: Sequence[LabelledText], folds: np.ndarray) -> float:
    """Return how often words, characters, lines and layout find the genre."""
    settings = VectorizerSettings(min_documents=2)
    counts = [document_counts([text.document], settings) for text in texts]
    genres = np.array([text.genre for text in texts])
    right = np.zeros(len(texts), dtype=bool)
    for fold in range(_PARTS):
        learnt, held = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        vectorizer = fit_vectorizer([counts[index] for index in learnt], settings)
        model = LinearSVC(random_state=0).fit(vectorizer.matrix([counts[i] for i in learnt]), genres[learnt])
        right[held] = model.predict(vectorizer.matrix([counts[i] for i in held])) == genres[held]
    return float(right[[text.judged for text in texts]].mean())


def main() -> None:
    """Train, measure, save, describe."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--extra", type=Path, nargs=2, action="append", default=[], metavar="FILE")
    parser.add_argument("--output", type=Path, default=ROOT / "models" / "subjects")
    parser.add_argument("--without-peers", action="store_true")
    args = parser.parse_args()
    texts = labelled_texts(args.corpora, args.extra)
    unlabelled = [
        article
        for name in _COUNTED_ARCHIVES
        for article in list(Archive(str(args.corpora / f"{name}.jsonl.gz")))[:_COUNTED_ARTICLES]
    ]
    trainer = Trainer.create(texts, list(read_documents(unlabelled)), *seed_documents(0))
    main_subjects = np.array([text.subjects[0] for text in texts])
    rows = []
    for title, folds in (
        ("whole sources held out", whole_source_folds(texts)),
        ("mixed", mixed_folds(texts)),
    ):
        decisions = trainer.cross_validate(main_subjects, folds)
        if title != "mixed":
            calibration = fit_calibration(decisions, texts)
            error = calibration_error(decisions, texts, calibration)
        found = {"kijiyomi": decisions.argmax(axis=1)}
        if not args.without_peers:
            found |= peers(texts, main_subjects, folds)
        rows += [
            f"| {title} | {name} | {' | '.join(f'{value:.3f}' for value in quality(texts, best))} |"
            for name, best in found.items()
        ]
    print("| folds | | first one right | right or defensible | macro F1 |\n|---|---|---:|---:|---:|")
    print("\n".join(rows))
    print(f"expected calibration error of the first, whole sources held out: {error:.3f}")
    print(shown(decisions, texts, calibration))
    if not args.without_peers:
        print(f"genre, whole sources held out: {genre_accuracy(texts, whole_source_folds(texts)):.3f}")
    fingerprint = trainer.classifier(main_subjects, calibration).save(args.output)
    card = CARD.read_text(encoding="utf-8").format(
        fingerprint=fingerprint, texts=len(texts), rows="\n".join(rows), error=f"{error:.3f}"
    )
    (args.output / "README.md").write_text(card, encoding="utf-8")


def calibration_error(
    decisions: np.ndarray, texts: Sequence[LabelledText], calibration: SubjectCalibration
) -> float:
    """Return the expected difference of the first subject's probability and how often it is named."""
    scores = np.array([probabilities(own, calibration).max() for own in decisions])
    right = np.array([int(own.argmax()) in t.subjects for own, t in zip(decisions, texts, strict=True)])
    judged = np.array([text.judged for text in texts])
    bins = np.minimum((scores * 10).astype(int), 9)
    parts = [judged & (bins == number) for number in range(10)]
    return float(
        sum(abs(right[part].mean() - scores[part].mean()) * part.sum() for part in parts if part.any())
        / judged.sum()
    )


def shown(decisions: np.ndarray, texts: Sequence[LabelledText], calibration: SubjectCalibration) -> str:
    """Return how many subjects an article gets, and how many of them an editor named."""
    given = right = wanted = silent = 0
    for own, text in zip(decisions, texts, strict=True):
        kept = shown_subjects(probabilities(own, calibration), calibration)
        silent += not kept
        given, wanted = given + len(kept), wanted + len(text.subjects)
        right += len(set(kept) & set(text.subjects))
    return (
        f"subjects an article {given / len(texts):.2f}, precision {right / given:.3f}, "
        f"recall {right / wanted:.3f}, none {silent / len(texts):.3f}"
    )


if __name__ == "__main__":
    main()
