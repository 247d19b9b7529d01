"""One or two sentences of an article that say what it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from kijiyomi.analysis import Keyword
from kijiyomi.document import Document
from kijiyomi.text.passage import Passage
from kijiyomi.tokenizer.tokens import Morpheme

# What an article is about is said early; later sentences are not even looked at.
_LOOKED_AT = 2500
_SHORTEST, _GOOD_FROM, _GOOD_TO, _LONGEST = 15, 45, 140, 260
_TWO_SENTENCES = 170
_BEST_FORM = 1.2

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
_QUESTION = re.compile(r"[？?][」』）)]*$|(?:でしょうか|ですか|ますか|のか|だろうか|かな)[。…]*$")
_ENDING = re.compile(r"[。．！!.][」』）)]*$")
_TOPIC_STATEMENT = re.compile(
    r"(?:本記事|この記事|本稿|今回)(?:では|は|で).*(?:紹介|解説|説明|まとめ|分析|考察|検証|比較|整理|お伝え)"
)


def excerpt(document: Document, keywords: Sequence[Keyword]) -> str:
    """Return one or two whole sentences of the article, verbatim, that say what it is about.

    A sentence is better the earlier it stands, the more of the keywords and of the title it holds and
    the more it stands on its own: no question, no greeting, no heading or list item, no 「しかし」 before
    it, neither a fragment nor endless. A short one takes its neighbour with it.

    Args:
        document: The article.
        keywords: Its keywords, best first.

    Returns:
        The sentences; a list item or heading where there is no sentence; ``""`` for an empty article.
    """
    passage = _beginning(document.passage)
    spans = passage.sentence_spans()
    if not len(spans):
        return ""
    worths = _worths(document, passage, spans, keywords)
    best, score = _best(passage.text, spans, worths)
    last = best + _takes_next(passage.text, spans, worths, best, score)
    return passage.text[spans[best, 0] : spans[last, 1]]


def _beginning(passage: Passage) -> Passage:
    blocks = [block for block in passage.blocks if block.start < _LOOKED_AT]
    return replace(passage, blocks=tuple(blocks))


def _worths(
    document: Document, passage: Passage, spans: NDArray[np.int32], keywords: Sequence[Keyword]
) -> NDArray[np.float64]:
    """Return what each sentence is worth by its place and words, whatever its form."""
    position = 1.0 / (1.0 + spans[:, 0] / 1200)
    worths: NDArray[np.float64] = (
        0.35 * position
        + 0.35 * _keyword_share(passage.text, spans, keywords)
        + 0.30 * _title_share(document, spans)
    )
    return worths * _standing(passage, spans)


def _best(text: str, spans: NDArray[np.int32], worths: NDArray[np.float64]) -> tuple[int, float]:
    """Return the best sentence and its score; the form of those that cannot win is never looked at."""
    best, best_score = 0, -1.0
    for place in np.argsort(-worths, kind="stable").tolist():
        if _BEST_FORM * worths[place] < best_score:
            break
        score = _score(text, spans, worths, place)
        if score > best_score or (score == best_score and place < best):
            best, best_score = place, score
    return best, best_score


def _score(text: str, spans: NDArray[np.int32], worths: NDArray[np.float64], place: int) -> float:
    return _form(text[spans[place, 0] : spans[place, 1]]) * float(worths[place])


def _form(sentence: str) -> float:
    """Return how well a sentence stands on its own, 0 to :data:`_BEST_FORM`."""
    length = len(sentence)
    if length < _SHORTEST or _QUESTION.search(sentence) or not _ENDING.search(sentence):
        return 0.05
    fit = min(1.0, length / _GOOD_FROM, max(0.2, 1 - (length - _GOOD_TO) / (_LONGEST - _GOOD_TO)))
    if _TOPIC_STATEMENT.search(sentence):
        return _BEST_FORM * fit
    return fit * (0.35 if _CHAT.search(sentence) else 1.0) * (0.45 if _DEPENDENT.match(sentence) else 1.0)


def _keyword_share(text: str, spans: NDArray[np.int32], keywords: Sequence[Keyword]) -> NDArray[np.float64]:
    """Return the share of the keywords' weight that each sentence holds."""
    weights = np.array([keyword.score for keyword in keywords], dtype=np.float64)
    if not weights.sum() > 0:
        return np.zeros(len(spans))
    stop = int(spans[-1, 1])
    found = [
        (start, column)
        for column, keyword in enumerate(keywords)
        for start in _occurrences(text, keyword.text, stop)
    ]
    starts, columns = np.array(found, dtype=np.int32).reshape(-1, 2).T
    held = _held(spans, starts, columns, len(keywords))
    return np.asarray(held @ weights / weights.sum(), dtype=np.float64)


def _held(
    spans: NDArray[np.int32], starts: NDArray[np.int32], columns: NDArray[np.integer], count: int
) -> NDArray[np.float64]:
    """Return float64 ``(sentences, count)``: 1 where a word of the column starts in the sentence, else 0."""
    held = np.zeros((len(spans), count))
    held[np.searchsorted(spans[:, 0], starts, side="right") - 1, columns] = 1
    return held


def _occurrences(text: str, word: str, stop: int) -> Iterator[int]:
    start = text.find(word, 0, stop)
    while start >= 0:
        yield start
        start = text.find(word, start + len(word), stop)


def _title_share(document: Document, spans: NDArray[np.int32]) -> NDArray[np.float64]:
    """Return the share of the title's content words that each sentence holds."""
    title = document.title
    words = np.unique(title.morpheme[title.column(_is_content) == 1])
    if not len(words):
        return np.zeros(len(spans))
    tokens = document.tokens
    stop = int(np.searchsorted(tokens.start, spans[-1, 1]))
    morphemes = tokens.morpheme[:stop]
    column = np.searchsorted(words, morphemes)
    found = np.flatnonzero(words.take(column, mode="clip") == morphemes)
    return np.asarray(_held(spans, tokens.start[found], column[found], len(words)).mean(axis=1))


def _is_content(morpheme: Morpheme) -> int:
    return int(morpheme.pos1 == "名詞" and morpheme.pos2 != "数詞")


def _standing(passage: Passage, spans: NDArray[np.int32]) -> NDArray[np.float64]:
    """Return the worth of each sentence's block: prose before list items, those before cells and headings."""
    worth = {"paragraph": 1.0, "list_item": 0.3, "table_cell": 0.02, "heading": 0.02}
    starts = np.array([block.start for block in passage.blocks])
    worths = np.array([worth[block.kind] for block in passage.blocks])
    return worths[np.searchsorted(starts, spans[:, 0], side="right") - 1]


def _takes_next(
    text: str, spans: NDArray[np.int32], worths: NDArray[np.float64], best: int, score: float
) -> bool:
    """Does the next sentence of the same block fit in, and is it worth reading?"""
    if best + 1 >= len(spans) or "\n" in text[spans[best, 1] : spans[best + 1, 0]]:
        return False
    short = spans[best, 1] - spans[best, 0] < _GOOD_TO / 2
    fits = spans[best + 1, 1] - spans[best, 0] <= _TWO_SENTENCES
    return bool(short and fits and _score(text, spans, worths, best + 1) >= score / 4)
