"""How well a sentence stands on its own."""

from __future__ import annotations

import re

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
