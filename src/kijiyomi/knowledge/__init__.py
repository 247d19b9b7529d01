"""What kijiyomi knows: data files in TOML, each beside the module that reads it into typed values.

- :mod:`~kijiyomi.knowledge.companies`: companies, ``companies/*.toml``
- :mod:`~kijiyomi.knowledge.company_forms`: how their names are built, ``company_forms.toml``
- :mod:`~kijiyomi.knowledge.company_cues`: what stands around them, ``company_cues.toml``
- :mod:`~kijiyomi.knowledge.stock_exchanges`: the exchanges that list them, ``stock_exchanges.toml``
- :mod:`~kijiyomi.knowledge.products`: products named after them, ``products.toml``
- :mod:`~kijiyomi.knowledge.accelerators`: GPUs and AI accelerators, ``accelerators/*.toml``
- :mod:`~kijiyomi.knowledge.accelerator_names`: how their names are written, compiled from the same files
- :mod:`~kijiyomi.knowledge.units`: units and counters, ``numbers/units.toml`` and ``numbers/counters.toml``
- :mod:`~kijiyomi.knowledge.currencies`: money, ``numbers/currencies.toml``
- :mod:`~kijiyomi.knowledge.durations`: lengths of time, ``numbers/durations.toml``
- :mod:`~kijiyomi.knowledge.calendar`: eras, holidays, words of dates, ``numbers/calendar.toml``
- :mod:`~kijiyomi.knowledge.number_words`: ``numbers/modifiers.toml`` and ``numbers/exclusions.toml``
- :mod:`~kijiyomi.knowledge.change_words`: what makes a figure a change, ``numbers/changes.toml``
- :mod:`~kijiyomi.knowledge.nouns`: nouns that keywords do without, ``nouns.toml``
- :mod:`~kijiyomi.knowledge.name_forms`: titles and spellings of other names, ``name_forms.toml``
- :mod:`~kijiyomi.knowledge.ginza_labels`: GiNZA's labels and ours, ``ginza_labels.toml``

:mod:`~kijiyomi.knowledge.data_files` decodes them; a typo in one is a
:class:`~kijiyomi.errors.KnowledgeError` that names file and entry.
"""
