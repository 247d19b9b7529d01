"""Training and evaluation of the model of facts: what a figure says of whom.

    python -m benchmarks.fact_model validate FACTS.jsonl … [--folds 4]
    python -m benchmarks.fact_model train FACTS.jsonl … --clusters CLUSTERS.npz --output models/facts

A line of FACTS has ``id``, ``set``, ``title``, ``text`` and ``facts``, each with ``quantity`` (start and end
of the figure), ``entity``, ``property``, ``when``, ``purpose``, ``basis`` (start and end, or null),
``property_type``, ``status``, and ``…_alt`` with further right answers.

``annotations`` reads them, ``log_linear`` fits the weights, ``training`` leads through both.
"""
