"""Trains ``models/names``: recurrent teachers, and the convolutional network that learns from them.

    python -m benchmarks.name_model CORPORA ANNOTATIONS --output models/names [--recurrent FOLDER]

Needs torch beside kijiyomi, and ja-ginza for its word vectors when no recurrent network is given; takes an
hour or two on two cores. Steps:

1. ``data``: texts of every corpus as ids of morphemes, with the tags people gave them.
2. ``teacher``: taggers of long short-term memory, tuned on everything that is labelled; ``--recurrent`` names
   a folder to begin with, such as the ``models/names`` of kijiyomi before it became convolutional, which had
   also learnt to guess words of 160,000 sentences and two corpora with other labels.
3. ``student``: the tagger that ships, taught by the labels and by what the teachers say of millions of words.
4. ``sieve``: which tokens it need not look at; ``shipping``: the arrays as kijiyomi reads them.
"""
