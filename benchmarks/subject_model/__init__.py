"""Trains ``models/subjects``, measures it, and prints its table.

    python -m benchmarks.subject_model --corpora FOLDER [--output models/subjects]

Needs ja-ginza (for its word vectors) beside kijiyomi; takes a minute or two. FOLDER holds
``general.jsonl.gz`` and, in ``labels-general.jsonl``, ``id``, ``subjects`` (the main one first),
``acceptable`` ones and ``genre``. :mod:`~benchmarks.subject_model.training` makes a classifier,
:mod:`~benchmarks.subject_model.texts` reads what it learns from, ``seed_words.toml`` has words of each
subject.
"""
