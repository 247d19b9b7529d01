"""Trains and writes ``models/names``; see the package's docstring."""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import torch

from benchmarks.name_model.data import Reader, labelled, unlabelled, wikipedia
from benchmarks.name_model.student import learn, save, taught
from benchmarks.name_model.tagger import Tagger
from benchmarks.name_model.teacher import Teacher, learn_names, learn_to_guess
from benchmarks.word_vectors import word_vectors
from kijiyomi.entities.ner_model.token_features import WordVectors


def main() -> None:
    """Train and write the model."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--teachers", type=int, default=3)
    parser.add_argument("--guesses", type=int, default=2400, help="batches of unlabelled sentences")
    parser.add_argument("--epochs", type=int, default=12, help="of each teacher")
    parser.add_argument("--student-epochs", type=int, default=3)
    parser.add_argument("--unlabelled", type=int, default=160_000)
    parser.add_argument(
        "--taught", type=int, default=40_000, help="unlabelled sentences the student learns from"
    )
    args = parser.parse_args()

    vectors, keys, rows = word_vectors()
    reader = Reader(WordVectors(keys, rows))
    corpora = {
        "wikipedia": [reader.sentence(text, spans) for text, spans in wikipedia(args.corpora, "train")],
        **{
            scheme: [reader.sentence(text, spans, scheme) for text, spans in labelled(args.corpora, scheme)]
            for scheme in ("gsd", "annotated")
        },
    }
    raw = [reader.sentence(text) for text in unlabelled(args.corpora, args.unlabelled)]
    everything = [*raw, *(sentence for sentences in corpora.values() for sentence in sentences)]

    _seed(0)
    first = Teacher(vectors)
    learn_to_guess(first, everything, args.guesses)
    teachers = []
    for seed in range(args.teachers):
        _seed(seed)
        teacher = Teacher(vectors)
        fresh = {n: v for n, v in teacher.state_dict().items() if n.startswith(("tagger.l2", "tagger.heads"))}
        teacher.load_state_dict(first.state_dict() | fresh)
        learn_names(teacher, corpora, args.epochs)
        teachers.append(teacher)

    others = [*corpora["gsd"], *corpora["annotated"], *raw[: args.taught]]
    _seed(0)
    student = Tagger(vectors)
    student.take_over(teachers[0].tagger)
    labelled_ = (corpora["wikipedia"], taught(teachers, corpora["wikipedia"]))
    learn(student, labelled_, (others, taught(teachers, others)), args.student_epochs)
    origin = {"teachers": args.teachers, "epochs": args.epochs, "student_epochs": args.student_epochs}
    save(student, args.output, keys, rows, origin)


def _seed(seed: int) -> None:
    random.seed(seed)
    torch.manual_seed(seed)


if __name__ == "__main__":
    main()
