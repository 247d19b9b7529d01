"""Strategies of Japanese texts, made of what the text layers treat in a way of its own."""

from __future__ import annotations

from hypothesis import strategies as st

NOUN_PHRASES = [
    "量子",
    "コンピュータ",
    "サーバー",
    "サーバ",
    "ｻｰﾊﾞ",
    "株式",
    "会社",
    "東京",
    "都",
    "新",
    "再",
    "的",
    "性",
    "化",
    "前",
    "氏",
    "今回",
    "可能性",
    "技術",
    "AI",
    "ai",
    "ＡＩ",
    "GPU",
    "Claude",
    "GPT",
    "H100",
    "nm",
    "GB",
    "4",
    "５",
    "12",
    "三",
    "十",
    "億",
    "円",
    "年",
    "個",
    "%",
    "ゾモグラフ",
    "ヴョルン",
    "Ξ",
    "α",
    "マーク",
    "ザッカーバーグ",
    "ゼロ",
    "トラスト",
    "走る",
    "速い",
    "は",
    "の",
    "が",
    "C",
    "NET",
    "The",
    "of",
    " and ",
    "Bank of Japan",
    "時",
    "次元",
    " a ",
    "b",
]
JOINERS = [
    "-",
    "・",
    ".",
    ",",
    "_",
    "/",
    "+",
    "#",
    "&",
    "「",
    "」",
    "『",
    "』",
    '"',
    "、",
    "。",
    " ",
    "  ",
    "\u3000",
    "\n\n",
]

words = st.sampled_from(NOUN_PHRASES + JOINERS)
noun_texts = st.lists(words, max_size=30).map("".join)
"""Texts rich in noun compounds, figures and what joins or separates them."""

SENTENCE_PARTS = [
    *"。．！？!?.」』）)】「『（([“”〉 \u3000\n\t\x1c\x85",
    *"あ漢a1Z%",
    "本文です",
    "end. Next",
    "3.5倍",
    "！？",
    "。」",
    "（笑）",
    "長い話が続く" * 70,
    "\U0001f363",
    "\ud800",
]
sentence_texts = st.lists(st.sampled_from(SENTENCE_PARTS), max_size=40).map("".join)
"""Texts rich in brackets, marks and white space."""

COUNTED_PARTS = [
    *"a1Ａ９é\u1680\u1200'’.,- \u3000\n\x1c漢。\U0001f363\ud800",
    "don't",
    "1,234.5",
    "state-of-the-art",
]
counted_texts = st.lists(st.sampled_from(COUNTED_PARTS), max_size=20).map("".join)
"""Texts rich in words of spaced scripts and what joins them."""

SENTENCES = [
    "横浜港の倉庫に自律搬送ロボットを40台導入し、夜間の荷役をすべて自動化すると発表した。",
    "本記事では、自律搬送ロボットの導入を紹介します。",
    "こんにちは、皆さん。",
    "しかし、これは本当にすごいことでしょうか？",
    "横浜港。",
    "ロボットが動く。",
    "句点のない文",
    "量子コンピュータは「速い。安い。」と言われ、研究者は横浜港の倉庫でも使えると考えている。",
    "The robot arrived. 港に着いた.",
]
article_texts = st.lists(
    st.builds(
        str.__add__,
        st.sampled_from(["", "", "", "# ", "- ", "> "]),
        st.lists(st.sampled_from([*SENTENCES, SENTENCES[0] * 4]), min_size=1, max_size=5).map("".join),
    ),
    max_size=12,
).map("\n\n".join)
"""Markdown articles of paragraphs, headings, list items and quotes."""

titles = st.sampled_from(["", "港の倉庫に自律搬送ロボット", "横浜港と横浜港の3", "The robot", "一二三"])
keyword_texts = st.sampled_from(
    ["横浜港", "自律搬送ロボット", "ロボット", "量子コンピュータ", "robot", "。", "不在の語"]
)
