"""What the classifier sees of a document.

:mod:`~kijiyomi.classifier.features.fields` is the table of the n-grams that are counted; each kind of n-gram
has its module. :mod:`~kijiyomi.classifier.features.vectorizer` makes sparse rows of them. Beside these there
are names (:mod:`~kijiyomi.classifier.features.name_candidates`) and how central each is to the article
(:mod:`~kijiyomi.classifier.features.salience`).
"""
