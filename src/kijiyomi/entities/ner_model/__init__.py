"""Names of companies, people, places, products … that no list has, found by a small neural network.

- :mod:`~kijiyomi.entities.ner_model.recogniser`: text in, names with probabilities out
- :mod:`~kijiyomi.entities.ner_model.token_stream`: the tokens of several documents as one stream
- :mod:`~kijiyomi.entities.ner_model.morpheme_features`: what the network is given of a morpheme
- :mod:`~kijiyomi.entities.ner_model.network`: where names may be, and a score of each tag there
- :mod:`~kijiyomi.entities.ner_model.decoding`: the best sequence of tags, and its spans
"""

from kijiyomi.entities.ner_model.recogniser import COMPANY, NAME_LABELS, Name, NameRecogniser

__all__ = ["COMPANY", "NAME_LABELS", "Name", "NameRecogniser"]
