"""Names of people, places, organisations, facilities, events and products, whoever finds them.

- :mod:`~kijiyomi.entities.names.recogniser`: those that the neural network of names finds, as entities
- :mod:`~kijiyomi.entities.names.written_names`: where a name begins and ends without title and form of
  address, and the one spelling under which it is counted

GiNZA's names, see :mod:`~kijiyomi.entities.ginza`, go through the same.
"""

from kijiyomi.entities.names.recogniser import NamedEntityRecogniser, NamesReadOnce

__all__ = ["NamedEntityRecogniser", "NamesReadOnce"]
