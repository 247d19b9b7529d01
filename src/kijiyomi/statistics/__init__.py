"""What an archive's records add up to, for charts and the report: counts, dates and trends.

Records are read as dictionaries, as :meth:`kijiyomi.Analysis.to_dict` and JSON Lines give them.
"""
