import datetime

import pytest

from kijiyomi.article import Article
from kijiyomi.frontmatter.keys import categories_of, tags_of


@pytest.mark.parametrize(
    ("metadata", "categories", "tags"),
    [
        ({}, (), ()),
        ({"categories": ["天文", "観測"], "tags": ["月", "月", " 星 "]}, ("天文", "観測"), ("月", "星")),
        ({"category": "夜の 観測", "tag": "月"}, ("夜の 観測",), ("月",)),
        ({"categories": "天文 観測", "tags": "月, 星、惑星"}, ("天文", "観測"), ("月", "星", "惑星")),
        ({"category": "天文", "categories": ["観測", "天文"]}, ("観測", "天文"), ()),
        ({"topics": ["python", "numpy"]}, (), ("python", "numpy")),
        ({"tags": [2025, None, ""], "categories": None}, (), ("2025",)),
        ({"tags": 7, "category": True}, (), ("7",)),
        ({"tags": datetime.date(2025, 1, 2)}, (), ("2025-01-02",)),
    ],
)
def test_labels_in_every_form_of_front_matter(metadata, categories, tags):
    article = Article("", metadata=metadata)
    assert categories_of(article) == categories
    assert tags_of(article) == tags
