"""Names of companies, people, places and products that no list has, told by a small neural network."""

from kijiyomi.entities.ner_model.recogniser import LABELS, Name, NameRecogniser

__all__ = ["LABELS", "Name", "NameRecogniser"]
