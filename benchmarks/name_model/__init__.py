"""Trains ``models/names``: teachers, and the smaller network that learns from them.

    python -m benchmarks.name_model CORPORA --output models/names

Needs torch and ja-ginza (for its word vectors) beside kijiyomi; takes two hours on two cores. Steps:

1. ``data``: sentences of every corpus as token features.
2. ``teacher``: a ``tagger`` whose first layer learns to guess the next and the previous word of unlabelled
   articles, then, with a ``crf``, the labels of all corpora at once, each with its own output layer.
3. ``student``: the tagger that ships, with smaller tables and no field of what follows what, taught by the
   labels and by what the teachers together say, also of sentences without labels.
"""
