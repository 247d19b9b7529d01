"""Analyses for people: in notebooks and HTML, in the terminal, as data frames and charts.

What is shown in several ways has one module each: ``entity_wording`` puts entities into words in English and
in Japanese, ``safe_text`` keeps articles from being taken for markup, ``html_tables`` and ``terminal_tables``
lay out tables.
"""
