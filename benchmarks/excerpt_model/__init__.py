"""Training and evaluation of the model of excerpts: which sentence an editor would print.

    python -m benchmarks.excerpt_model validate EXCERPTS.jsonl --corpora CORPORA
    python -m benchmarks.excerpt_model train EXCERPTS.jsonl --corpora CORPORA --card README.md --output NEW

EXCERPTS is a file of ``annotations``, whose README says what it holds; CORPORA is the folder of the texts it
points into, ``NAME.jsonl.gz``.

``annotations`` reads them, ``training`` fits the weights.
"""
