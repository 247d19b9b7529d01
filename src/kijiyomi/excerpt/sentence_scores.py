"""How good each sentence is as an excerpt: what it says, and how well it stands on its own."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from kijiyomi.arrays import FloatArray, sorted_unique
from kijiyomi.document import Document
from kijiyomi.excerpt.opening_sentences import OpeningSentences
from kijiyomi.records.analysis import Keyword
from kijiyomi.text.passage import BlockKind
from kijiyomi.tokenizer.tokens import Morpheme

POSITION_WEIGHT, KEYWORD_WEIGHT, TITLE_WEIGHT = 0.35, 0.35, 0.30
# A sentence so many characters into the article has half the position score of the first.
HALF_POSITION = 1200
# Prose before list items, those before cells and headings.
BLOCK_WEIGHTS: dict[BlockKind, float] = {
    "paragraph": 1.0,
    "list_item": 0.3,
    "table_cell": 0.02,
    "heading": 0.02,
}


def content_scores(
    documents: Sequence[Document], openings: OpeningSentences, keywords: Sequence[Sequence[Keyword]]
) -> FloatArray:
    """Return float64 ``(sentences,)``: the score of what each sentence says, 0 to 1.

    It is the weighted sum of three scores from 0 to 1, for an early position, for keywords and for words of
    the title, times a weight for the kind of block.

    Args:
        documents: The articles.
        openings: Their sentences.
        keywords: The keywords of each article.
    """
    offsets = openings.spans[:, 0] - openings.starts[openings.owners]
    scores = (
        POSITION_WEIGHT * (1.0 / (1.0 + offsets / HALF_POSITION))
        + KEYWORD_WEIGHT * _keyword_share(openings, keywords)
        + TITLE_WEIGHT * _title_share(documents, openings)
    )
    return np.asarray(scores * _block_weights(openings))


def _keyword_share(openings: OpeningSentences, keywords: Sequence[Sequence[Keyword]]) -> FloatArray:
    """Return the share of the scores of its article's keywords that each sentence holds."""
    shares = [0.0] * len(openings.owners)
    find, ends = openings.text.find, openings.spans[:, 1].tolist()
    limits = zip(openings.starts.tolist(), openings.ends.tolist(), pairwise(openings.bounds), strict=True)
    for some, (start, end, (first, last)) in zip(keywords, limits, strict=True):
        total = sum([score for _, score, _ in some]) or 1.0
        for word, score, _ in some:
            share = score / total
            offset = find(word, start, end)
            while offset >= 0:
                sentence = bisect_right(ends, offset, first, last)
                if sentence == last:
                    break
                shares[sentence] += share
                offset = find(word, ends[sentence], end)
    return np.array(shares)


def _title_share(documents: Sequence[Document], openings: OpeningSentences) -> FloatArray:
    """Return the share of the distinct content words of its article's title that each sentence holds."""
    titles, lexicon = [document.title for document in documents], documents[0].title.lexicon
    title_words = np.concatenate([title.morpheme for title in titles])
    content = (lexicon.column(_is_content).take(title_words) == 1).nonzero()[0]
    if not len(content):
        return np.zeros(len(openings.owners))
    owners = np.arange(len(documents)).repeat(list(map(len, titles)))[content]
    title_words = title_words[content]
    # An article with a word of its title is one number.
    words = sorted_unique(owners * len(lexicon) + title_words)
    in_any_title = np.zeros(len(lexicon), dtype=bool)
    in_any_title[title_words] = True

    offsets, owners, morphemes = openings.find_tokens(documents, in_any_title)
    occurrences = owners * len(lexicon) + morphemes
    word_indices = words.searchsorted(occurrences)
    found = words.take(word_indices, mode="clip") == occurrences
    inside, sentences = openings.sentences_at(offsets[found], owners[found])
    # And so is a sentence with a word it holds.
    sentences = sorted_unique(sentences * len(words) + word_indices[found][inside]) // len(words)
    words_of_title = np.bincount(words // len(lexicon), minlength=len(documents))[openings.owners]
    return np.bincount(sentences, minlength=len(openings.owners)) / np.maximum(words_of_title, 1)


def _is_content(morpheme: Morpheme) -> int:
    return int(morpheme.pos1 == "名詞" and morpheme.pos2 != "数詞")


def _block_weights(openings: OpeningSentences) -> FloatArray:
    """Return the weight of the block of each sentence."""
    located = list(zip(openings.starts.tolist(), openings.blocks, strict=True))
    starts = np.array([start + block.start for start, blocks in located for block in blocks], dtype=np.intp)
    weights = np.array([BLOCK_WEIGHTS[block.kind] for _, blocks in located for block in blocks])
    return weights[starts.searchsorted(openings.spans[:, 0], side="right") - 1]


MAX_STANDALONE_SCORE = 1.2
# A sentence of so many characters, and not more, has the best length.
GOOD_LENGTH, MAX_GOOD_LENGTH = 45, 140
_MIN_LENGTH, _TOO_LONG = 15, 260

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


def standalone_score(sentence: str) -> float:
    """Return how well a sentence stands on its own by its form, 0 to :data:`MAX_STANDALONE_SCORE`."""
    length = len(sentence)
    if length < _MIN_LENGTH or not _is_statement(sentence):
        return 0.05
    excess = (length - MAX_GOOD_LENGTH) / (_TOO_LONG - MAX_GOOD_LENGTH)
    fit = min(1.0, length / GOOD_LENGTH, max(0.2, 1 - excess))
    if _TOPIC_STATEMENT.search(sentence):
        return MAX_STANDALONE_SCORE * fit
    return fit * (0.35 if _CHAT.search(sentence) else 1.0) * (0.45 if _DEPENDENT.match(sentence) else 1.0)


def _is_statement(sentence: str) -> bool:
    return sentence.rstrip(_CLOSERS).endswith(_ENDINGS) and not sentence.rstrip("。…").endswith(_QUESTIONS)
