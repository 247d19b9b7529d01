"""One page about a scored archive, for its editor.

``scored_records`` reads what ``kijiyomi score`` wrote, ``article_lookup`` finds texts and dates in the
archive. ``page`` puts together ``overview``, ``facts``, ``vega_charts``, ``articles`` and ``findings``;
``embedded_data`` packs them for the page's scripts to unpack:
``elements.js`` is what all of them use, ``article_dialog.js`` opens an article, ``report.js`` does the rest.
"""

from __future__ import annotations

from kijiyomi.report.article_lookup import ArticleLookup, Source
from kijiyomi.report.page import Report, report_html
from kijiyomi.report.scored_records import read_records

__all__ = ["ArticleLookup", "Report", "Source", "read_records", "report_html"]
