"""What each sentence is worth by its place and words, whatever its form."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from kijiyomi.document import Document
from kijiyomi.excerpt.opening_sentences import OpeningSentences, distinct
from kijiyomi.records.analysis import Keyword
from kijiyomi.tokenizer.tokens import Morpheme

BEST_FORM = 1.2
GOOD_TO = 140
_SHORTEST, _GOOD_FROM, _LONGEST = 15, 45, 260

# Sentences that talk to the reader or about the writer instead of the subject.
_CHAT = re.compile(
    r"こんにち[はわ]|こんばん[はわ]|おはよう|はじめまして|初めまして|ようこそ|お疲れ|ご無沙汰|皆さん|みなさん|皆様|みなさま"
    r"|あなた|君[はもた]|ありがとう|いかがでし|お願い(?:し|いた)|ください|下さい|ましょう。|ませんか|ですよね|ますよね|でしょう。"
    r"|私|僕|俺|筆者|正直|いやはや|驚きまし|実は|どうも[、。]|ですね。|ますね。|んです。|んですよ|わけです"
)
# Openings that need the sentence before.
_DEPENDENT = re.compile(
    r"(?:そ[のれこうんし]|この(?!記事|たび|ほど|度|程)|これ|ここ(?!では)|しかし|ただ|でも|だが|また|さらに|そして|例えば|たとえば|つまり"
    r"|だから|なぜなら|一方|他方|なお|ちなみに|もちろん|確かに|特に|とはいえ|同様に|結果として|加えて|こうした|そういった|まさに|次に|まず)"
)
_CLOSERS = "」』）)"
_ENDINGS = ("。", "．", "！", "!", ".")
_QUESTIONS = ("でしょうか", "ですか", "ますか", "のか", "だろうか", "かな")
_TOPIC_STATEMENT = re.compile(
    r"(?:本記事|この記事|本稿|今回)(?:では|は|で).*(?:紹介|解説|説明|まとめ|分析|考察|検証|比較|整理|お伝え)"
)


def form(sentence: str) -> float:
    """Return how well a sentence stands on its own, 0 to :data:`BEST_FORM`."""
    length = len(sentence)
    if length < _SHORTEST or not _is_statement(sentence):
        return 0.05
    fit = min(1.0, length / _GOOD_FROM, max(0.2, 1 - (length - GOOD_TO) / (_LONGEST - GOOD_TO)))
    if _TOPIC_STATEMENT.search(sentence):
        return BEST_FORM * fit
    return fit * (0.35 if _CHAT.search(sentence) else 1.0) * (0.45 if _DEPENDENT.match(sentence) else 1.0)


def _is_statement(sentence: str) -> bool:
    return sentence.rstrip(_CLOSERS).endswith(_ENDINGS) and not sentence.rstrip("。…").endswith(_QUESTIONS)


Worths = NDArray[np.float64]

# Prose before list items, those before cells and headings.
_STANDING = {"paragraph": 1.0, "list_item": 0.3, "table_cell": 0.02, "heading": 0.02}


def worths(
    documents: Sequence[Document], beginnings: OpeningSentences, keywords: Sequence[Sequence[Keyword]]
) -> Worths:
    """Return float64 ``(sentences,)``: what each sentence is worth.

    Args:
        documents: The articles.
        beginnings: Their sentences.
        keywords: The keywords of each article.
    """
    position = 1.0 / (1.0 + (beginnings.spans[:, 0] - beginnings.bases[beginnings.owners]) / 1200)
    worth = (
        0.35 * position
        + 0.35 * _keyword_share(beginnings, keywords)
        + 0.30 * _title_share(documents, beginnings)
    )
    return np.asarray(worth * _standing(beginnings))


def _keyword_share(beginnings: OpeningSentences, keywords: Sequence[Sequence[Keyword]]) -> Worths:
    """Return the share of its article's keywords' weight that each sentence holds."""
    shares = [0.0] * len(beginnings.owners)
    find, ends = beginnings.text.find, beginnings.spans[:, 1].tolist()
    limits = zip(
        beginnings.bases.tolist(), beginnings.ends.tolist(), pairwise(beginnings.bounds), strict=True
    )
    for some, (start, end, (first, last)) in zip(keywords, limits, strict=True):
        total = sum([score for _, score, _ in some]) or 1.0
        for word, score, _ in some:
            share = score / total
            place = find(word, start, end)
            while place >= 0:
                sentence = bisect_right(ends, place, first, last)
                if sentence == last:
                    break
                shares[sentence] += share
                place = find(word, ends[sentence], end)
    return np.array(shares)


def _title_share(documents: Sequence[Document], beginnings: OpeningSentences) -> Worths:
    """Return the share of its article's title's content words that each sentence holds."""
    titles, lexicon = [document.title for document in documents], documents[0].title.lexicon
    title_words = np.concatenate([title.morpheme for title in titles])
    content = (lexicon.column(_is_content).take(title_words) == 1).nonzero()[0]
    if not len(content):
        return np.zeros(len(beginnings.owners))
    owners = np.arange(len(documents)).repeat(list(map(len, titles)))[content]
    title_words = title_words[content]
    words = distinct(owners * len(lexicon) + title_words)
    in_any_title = np.zeros(len(lexicon), dtype=bool)
    in_any_title[title_words] = True

    places, owners, morphemes = beginnings.tokens(documents, in_any_title)
    wanted = owners * len(lexicon) + morphemes
    columns = words.searchsorted(wanted)
    found = words.take(columns, mode="clip") == wanted
    sentences, held = beginnings.holding(places[found], owners[found], columns[found])
    sentences = distinct(sentences * len(words) + held) // len(words)
    counts = np.bincount(words // len(lexicon), minlength=len(documents))[beginnings.owners]
    return np.bincount(sentences, minlength=len(beginnings.owners)) / np.maximum(counts, 1)


def _is_content(morpheme: Morpheme) -> int:
    return int(morpheme.pos1 == "名詞" and morpheme.pos2 != "数詞")


def _standing(beginnings: OpeningSentences) -> Worths:
    """Return the worth of each sentence's block."""
    placed = list(zip(beginnings.bases.tolist(), beginnings.blocks, strict=True))
    starts = np.array([base + block.start for base, blocks in placed for block in blocks], dtype=np.intp)
    worth = np.array([_STANDING[block.kind] for _, blocks in placed for block in blocks])
    return worth[starts.searchsorted(beginnings.spans[:, 0], side="right") - 1]
