from kijiyomi.article import Article
from kijiyomi.document import Document, join
from kijiyomi.text.markdown import read_passage
from kijiyomi.tokenizer.mecab import MecabTokenizer
from kijiyomi.tokenizer.tokens import BOUNDARY


def test_joined_texts_keep_their_tokens_and_views():
    texts = ["ｶﾞ行の㌔", "", "東京で読む"]
    passages = [read_passage(Article(text)) for text in texts]
    tokens = MecabTokenizer().batch([passage.text for passage in passages])
    documents = [Document(Article(t), p, k, k) for t, p, k in zip(texts, passages, tokens, strict=True)]
    joined = join([d.passage.normalised for d in documents], tokens)
    assert joined.tokens.text == "ｶﾞ行の㌔\0\0東京で読む\0"
    assert joined.view.text == "ガ行のキロ\0\0東京で読む\0"
    assert joined.starts.tolist() == [0, 6, 7]
    assert joined.view_starts.tolist() == [0, 6, 7]
    words = [joined.tokens.surface(place) for place in range(len(joined.tokens))]
    assert [word for word in words if word != "\0"] == [
        some.surface(place) for some in tokens for place in range(len(some))
    ]
    assert (joined.tokens.morpheme == BOUNDARY).tolist() == [word == "\0" for word in words]
    assert joined.view.span(3, 5) == (4, 5)
    assert joined.texts_at(joined.tokens.start).tolist()[-1] == 2
