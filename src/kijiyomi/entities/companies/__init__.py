"""Companies: those of the knowledge base and those that no list has.

- :mod:`~kijiyomi.entities.companies.recogniser`: the recogniser, which goes through these steps
- :mod:`~kijiyomi.entities.companies.gazetteer_mentions`: listed names, where the letters allow them
- :mod:`~kijiyomi.entities.companies.exclusions`: what a name is part of when it names no company
- :mod:`~kijiyomi.entities.companies.context`: which mentions of ambiguous names are companies
- :mod:`~kijiyomi.entities.companies.name_patterns`: unlisted names, by legal form or typical ending
- :mod:`~kijiyomi.entities.companies.name_frames`: unlisted names, by the phrase or bracket beside them
- :mod:`~kijiyomi.entities.companies.name_extent`: how far a name reaches from there
- :mod:`~kijiyomi.entities.companies.ner_names`: unlisted names that the neural network finds
- :mod:`~kijiyomi.entities.companies.repetitions`: a name found once is found in the whole article

Used by all of them:

- :mod:`~kijiyomi.entities.companies.stock_codes`: the code under which an exchange lists a company
- :mod:`~kijiyomi.entities.companies.legal_forms`: the legal form beside a name, part of every mention
- :mod:`~kijiyomi.entities.companies.mention`: what the steps hand each other
"""

from kijiyomi.entities.companies.recogniser import CompanyRecogniser

__all__ = ["CompanyRecogniser"]
