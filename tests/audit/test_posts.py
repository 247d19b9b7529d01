import pytest
from tests.support.every_key import EVERY_KEY, SAMPLES, metadata_of

from kijiyomi import Article
from kijiyomi.audit.posts import read_posts

JUDGED = {"tags": "tags", "categories": "categories", "excerpt": "excerpt", "reading_time": "given_minutes"}


@pytest.mark.parametrize(("field", "key"), [(f, key) for f, key in EVERY_KEY if f in JUDGED])
def test_a_post_is_judged_by_whichever_key_it_has(field, key):
    (post,) = read_posts([Article("月を見る。", metadata=metadata_of(key, SAMPLES[field]))])
    judged = getattr(post, JUDGED[field])
    assert (list(judged) if isinstance(judged, tuple) else judged) == SAMPLES[field]


def test_a_post_is_called_by_id_else_path_else_number():
    articles = [Article("一"), Article("二", path="b.md"), Article("三", id="c", path="c.md")]
    assert [post.id for post in read_posts(articles)] == ["1", "b.md", "c"]


def test_only_long_paragraphs_are_kept():
    long = "三十字に届く段落だけが、同じ記事の中で繰り返されていないかを調べられる。"
    (post,) = read_posts([Article(f"短い段落。\n\n{long}\n\n{long}\n")])
    assert post.paragraphs == (long, long)
