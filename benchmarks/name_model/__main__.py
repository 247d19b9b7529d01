"""Trains and writes ``models/names``; see the package's docstring."""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import numpy as np
import torch

from benchmarks.name_model import data
from benchmarks.name_model.shipping import save
from benchmarks.name_model.sieve import learn_sieve
from benchmarks.name_model.student import MorphemeInputs, Student, learn, predict
from benchmarks.name_model.tags import f1_by_label
from benchmarks.name_model.teacher import OF_MORPHEMES, Teacher, learn_names, said_by, sentences_of
from benchmarks.word_vectors import word_vectors
from kijiyomi.entities.gazetteer import company_gazetteer
from kijiyomi.entities.ner_model.morpheme_features import (
    ListedCompanies,
    WordVectors,
    morpheme_features,
)
from kijiyomi.model_store import read_model

# Least probability of a name by label: whoever asks for names has a threshold of their own.
THRESHOLDS = np.zeros(8, dtype=np.float32)
_PROJECTED = 160
_OWN_REPEATED, _WIKIPEDIA_REPEATED = 4, 2


def word_vectors_of(folder: Path | None) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return word vectors, the first one 0, CRC-32 of words, ascending, and the row of each.

    Args:
        folder: Recurrent network that has them; without, chiVe's as ja_ginza has them are projected.
    """
    if folder is not None:
        arrays = read_model(folder, "kijiyomi-names")[2]
        vectors = arrays["vectors"] * np.float32(arrays["scale_vectors"])
        return vectors, np.array(arrays["word_keys"]), np.array(arrays["word_rows"])
    vectors, keys, rows = word_vectors()
    table = vectors[1:]
    _, _, directions = np.linalg.svd(table - table.mean(0), full_matrices=False)
    table = table @ directions[:_PROJECTED].T
    return np.vstack((np.zeros((1, _PROJECTED), np.float32), table / table.std())), keys, rows


def main() -> None:
    """Train and write the model."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpora", type=Path)
    parser.add_argument("annotations", type=Path)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--recurrent", type=Path, help="a recurrent network for the teachers to begin with")
    parser.add_argument("--teachers", type=int, default=2)
    parser.add_argument("--teacher-epochs", type=int, default=6)
    parser.add_argument("--epochs", type=float, default=3)
    parser.add_argument("--unlabelled", type=float, default=1.0, help="share of the unlabelled text")
    parser.add_argument("--most-steps", type=int, help="of the student, to try the command")
    args = parser.parse_args()

    reader = data.Reader()
    own, kept_back = data.parted(data.own(args.corpora, args.annotations, reader))
    texts = {
        "wikipedia": data.wikipedia(args.corpora, "train", reader),
        "own": own,
        "dev": data.wikipedia(args.corpora, "dev", reader),
        "kept back": kept_back,
        "unlabelled": data.unlabelled(args.corpora, reader, args.unlabelled),
    }
    morphemes = reader.lexicon[:]
    vectors, keys, word_rows = word_vectors_of(args.recurrent)
    rows = WordVectors(keys, word_rows).rows(morphemes)
    columns = [reader.lexicon.column(feature.of_morpheme) for feature in OF_MORPHEMES if feature.of_morpheme]
    features = np.stack(columns, axis=1)
    sentences = {name: sentences_of(some, features, rows) for name, some in texts.items()}

    teachers = []
    for seed in range(args.teachers):
        _seed(seed)
        teacher = Teacher(vectors, args.recurrent)
        learn_names(teacher, [*sentences["wikipedia"], *sentences["own"]], args.teacher_epochs)
        teachers.append(teacher)
    for name in ("dev", "kept back"):
        print("teachers,", name, f1_by_label(texts[name], said_by(teachers, texts[name], sentences[name])))

    _seed(0)
    listed = morpheme_features(morphemes, ListedCompanies(company_gazetteer()))[:, -1]
    known = MorphemeInputs.of(teachers[0], features, rows, listed)
    said = {
        name: said_by(teachers, texts[name], sentences[name]) for name in ("wikipedia", "own", "unlabelled")
    }
    pairs = {name: list(zip(texts[name], said[name], strict=True)) for name in said}
    student = Student(teachers[0].tables[0].embedding_dim, known.full.shape[1])
    taught = _WIKIPEDIA_REPEATED * pairs["wikipedia"] + _OWN_REPEATED * pairs["own"] + pairs["unlabelled"]
    learn(student, known, taught, args.epochs, args.most_steps)
    for name in ("dev", "kept back"):
        print("student,", name, f1_by_label(texts[name], predict(student, known, texts[name])))
    seen = [text for name in said for text in texts[name][: 1600 if name == "unlabelled" else None]]
    trained = learn_sieve(student, known, [text for text in seen if len(text.gaps)], args.most_steps or 1500)
    origin = {name: getattr(args, name) for name in ("teachers", "teacher_epochs", "epochs", "unlabelled")}
    save(args.output, student, teachers[0], trained, (keys, word_rows), THRESHOLDS, origin)


def _seed(seed: int) -> None:
    random.seed(seed)
    torch.manual_seed(seed)


if __name__ == "__main__":
    main()
