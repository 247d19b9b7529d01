"""Anything at all goes in: nothing but our own errors comes out, and every offset holds."""

import gzip
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kijiyomi
from kijiyomi import Article, KijiyomiError
from kijiyomi.archive import read_archive
from kijiyomi.archive.failure import Failure
from kijiyomi.entities.numbers import FigureRecogniser
from kijiyomi.frontmatter.parse import split_front_matter
from kijiyomi.text.markdown import read_passage
from kijiyomi.tokenizer.mecab import MecabTokenizer

PIECES = st.sampled_from(
    [
        *"0123456789０５〇一二三十百千万億兆京割分厘半.．,，・/／〜～-－ー年月日時秒円％%$€",
        *"#*_`[]()!<>|\\~=+&;:'\" \t\r\n\u3000\u200b\ufeff\0\ud800\U0001f600か゛ﾊﾟ㍻①Ⅳ½",
        *["第", "約", "から", "以上", "ドル", "上旬", "年度", "四半期", "令和", "前半", "数十", "分の", "倍", "km", "GB/s"],
        *["NVIDIA", "H100", "ＲＴＸ4090", "株式会社", "ソニー", "（SKT）", "米アップル", "GB200 NVL72", "Meta", "社"],
        *["```\n", "---\n", "+++\n", "<div>", "</p>", "<!--", "-->", "&amp;", "![](", "](http://a.b)", "$$", "> ", "- ", "1. "],
        *["{{< x >}}", ":::message\n", "| a | b |\n|---|---|\n", "title: ", "&a [*a]", "今日は雨が降る。", "工場を建てる"],
    ]
)  # fmt: skip
TOKENIZER = MecabTokenizer()
FIGURES = FigureRecogniser()
TEXTS = st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=60))
FILES = st.one_of(
    st.binary(max_size=300),
    TEXTS.map(lambda text: text.encode("utf-8", "surrogatepass")),
    TEXTS.map(lambda text: text.encode("cp932", "replace")),
    TEXTS.map(lambda text: text.encode("euc_jp", "replace")),
    TEXTS.map(lambda text: text.encode("utf-16", "surrogatepass")),
)


@pytest.fixture(scope="module")
def analyzer():
    return kijiyomi.load()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("fuzz")


@given(text=TEXTS, title=TEXTS, markup=st.sampled_from(["markdown", "plain"]))
def test_the_whole_analysis(analyzer, text, title, markup):
    analysis = analyzer.analyze(Article(text, title=title, markup=markup))
    end = 0
    for entity in analysis.entities:
        assert text[entity.start : entity.end] == entity.text
        assert end <= entity.start < entity.end
        end = entity.end
    json.loads(analysis.to_json())
    assert analysis._repr_html_()


@given(text=TEXTS)
def test_the_markdown_layer_keeps_offsets(text):
    passage = read_passage(Article(text))
    aligned = passage.aligned
    assert len(aligned.text) == len(aligned.starts) == len(aligned.ends)
    assert all(
        0 <= start <= end <= len(text) for start, end in zip(aligned.starts, aligned.ends, strict=True)
    )


@given(text=TEXTS)
def test_tokens_cover_everything_but_white_space(text):
    tokens = TOKENIZER(text)
    covered = set()
    for start, end in zip(tokens.start.tolist(), tokens.end.tolist(), strict=True):
        assert start < end
        covered.update(range(start, end))
    left = "".join(character for offset, character in enumerate(text) if offset not in covered)
    assert not left.strip(" \t\r\n\0\u3000\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\ufeff\u2028\u2029")


@given(text=TEXTS)
def test_the_grammar_of_figures(analyzer, text):
    document = analyzer.read(Article(text, markup="plain"))
    for figure in FIGURES(document):
        assert document.passage.text[figure.start : figure.end] == figure.text
        assert figure.value is None or figure.min is figure.max is None


@given(
    raw=FILES, name=st.sampled_from(["x.md", "x.jsonl", "x.csv", "x.tsv", "x.parquet"]), packed=st.booleans()
)
def test_the_readers(folder, raw, name, packed):
    path = folder / (f"{name}.gz" if packed else name)
    path.write_bytes(gzip.compress(raw) if packed else raw)
    for item in read_archive(path).items():
        assert isinstance(item, Article | Failure)
        assert isinstance(item, Article) or item.reason.startswith(str(path))
    path.write_bytes(raw)
    for _ in read_archive(path).items():
        pass


@given(text=TEXTS)
def test_front_matter_takes_nothing_from_the_body(text):
    front = split_front_matter(text)
    assert text.endswith(front.body)
    try:
        assert split_front_matter(text, strict=True).body == front.body
    except KijiyomiError as error:
        assert "front matter, line" in str(error)
