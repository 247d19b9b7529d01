"""Training and evaluation of the model of facts: what a figure says of whom.

    python -m benchmarks.fact_model validate FACTS.jsonl … --corpora CORPORA --clusters models/facts
    python -m benchmarks.fact_model train FACTS.jsonl … --corpora CORPORA --clusters MODEL \\
        --card README.md --output NEW

FACTS are files of ``annotations``, whose README says what they hold; CORPORA is the folder of the texts they
point into, ``NAME.jsonl.gz``. The clusters of words are taken from a model.

``annotations`` reads them, ``log_linear`` fits the weights, ``training`` leads through both.
"""
