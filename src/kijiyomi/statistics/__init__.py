"""What an archive's records add up to: counts, dates and trends, for charts and the report."""
