"""Spellings of one character that a reader takes for the same: variant kanji, decomposed kana, selectors.

Two folds, for two uses:

- :func:`compose` gives the text that a dictionary of words was written in, with the way back: what is
  decomposed is composed, selectors of glyphs are dropped, and kanji beyond the basic plane, which tokenizers
  take for symbols, become kanji;
- :data:`KANJI_VARIANTS` takes each variant to the character that names are mostly written with, one for
  one. It is for matching names that are known, 髙島屋 with 高島屋. Nothing that is shown is folded so: what a
  person or a company calls itself stays.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from kijiyomi.arrays import BoolArray
from kijiyomi.text.source_map import AlignedText

# Old and new forms of the list of kanji in common use, then forms that names are written with.
_PAIRS = """
亞亜 惡悪 壓圧 圍囲 醫医 爲為 壹壱 隱隠 榮栄 營営 衞衛 驛駅 圓円 鹽塩 緣縁 艷艶 應応 歐欧 毆殴 櫻桜 奧奥
橫横 溫温 穩穏 假仮 價価 畫画 會会 繪絵 壞壊 懷懐 槪概 擴拡 殼殻 覺覚 學学 嶽岳 樂楽 渴渇 罐缶 卷巻 陷陥
勸勧 寬寛 關関 歡歓 觀観 顏顔 氣気 歸帰 僞偽 戲戯 犧犠 舊旧 據拠 擧挙 虛虚 峽峡 挾挟 狹狭 鄕郷 曉暁 區区
驅駆 勳勲 薰薫 徑径 惠恵 揭掲 溪渓 經経 繼継 莖茎 螢蛍 輕軽 鷄鶏 藝芸 擊撃 缺欠 儉倹 劍剣 圈圏 檢検 權権
獻献 硏研 縣県 險険 顯顕 驗験 嚴厳 效効 廣広 恆恒 黃黄 鑛鉱 號号 國国 黑黒 碎砕 濟済 齋斎 劑剤 雜雑 參参
慘惨 棧桟 蠶蚕 贊賛 殘残 絲糸 齒歯 兒児 辭辞 濕湿 實実 寫写 釋釈 壽寿 收収 從従 澁渋 獸獣 縱縦 肅粛 處処
緖緒 敍叙 奬奨 將将 涉渉 燒焼 稱称 證証 乘乗 剩剰 壤壌 孃嬢 條条 淨浄 狀状 疊畳 穰穣 讓譲 釀醸 囑嘱 觸触
寢寝 愼慎 眞真 晉晋 盡尽 圖図 粹粋 醉酔 穗穂 隨随 髓髄 樞枢 數数 瀨瀬 聲声 靜静 齊斉 攝摂 竊窃 專専 戰戦
淺浅 潛潜 纖繊 踐践 錢銭 禪禅 曾曽 雙双 壯壮 搜捜 插挿 爭争 窗窓 總総 聰聡 莊荘 裝装 騷騒 增増 臟臓 藏蔵
卽即 屬属 續続 墮堕 體体 對対 帶帯 滯滞 臺台 瀧滝 擇択 澤沢 單単 擔担 膽胆 團団 彈弾 斷断 癡痴 遲遅 晝昼
蟲虫 鑄鋳 廳庁 徵徴 聽聴 敕勅 鎭鎮 遞逓 鐵鉄 轉転 點点 傳伝 黨党 盜盗 燈灯 當当 鬭闘 德徳 獨独 讀読 屆届
繩縄 貳弐 惱悩 腦脳 霸覇 廢廃 拜拝 賣売 麥麦 發発 髮髪 拔抜 蠻蛮 祕秘 濱浜 甁瓶 拂払 佛仏 倂併 竝並 變変
邊辺 步歩 寶宝 襃褒 豐豊 沒没 飜翻 每毎 萬万 滿満 麵麺 默黙 餠餅 歷歴 戾戻 彌弥 藥薬 譯訳 與与 豫予 餘余
譽誉 搖揺 樣様 謠謡 來来 賴頼 亂乱 覽覧 龍竜 兩両 獵猟 綠緑 壘塁 淚涙 勵励 禮礼 隸隷 靈霊 齡齢 曆暦 戀恋
鍊錬 爐炉 勞労 樓楼 郞郎 祿禄 錄録 亙亘 灣湾 巖巌 遙遥 瑤瑶 槇槙 靑青 淸清
髙高 﨑崎 嵜崎 𠮷吉 濵浜 邉辺 嶋島 嶌島 冨富 舘館 渕淵 渊淵 峯峰 埜野 舩船 栁柳 槗橋 𣘺橋 桒桑 曻昇 昻昂
檜桧 蘆芦 薮藪 籠篭 礪砺 禱祷 蠟蝋 鷗鴎 麴麹 頰頬 剝剥 吞呑 噓嘘 搔掻 瘦痩 繫繋 蔣蒋 醬醤 顚顛 塡填 屛屏
蟬蝉 囊嚢 摑掴 萊莱 簞箪 俠侠 𠮟叱 𡈽土 𡌛土 𣳾泰 𠀋丈 𡸴険
"""
KANJI_VARIANTS = MappingProxyType({pair[0]: pair[1] for pair in _PAIRS.split()})
"""The standard form of each variant kanji."""

_BEYOND_BASIC_PLANE = 0x20000
_BEFORE_SELECTOR = np.uint16(0xDB40)
IDEOGRAPHIC_SELECTOR = re.compile("[\U000e0100-\U000e01ef]")
"""Says which glyph of the kanji before it is meant."""
_SELECTORS = "\ufe00-\ufe02\U000e0100-\U000e01ef"
_KANJI = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
SELECTED_KANJI = re.compile(f"[{_KANJI}][{_SELECTORS}]+")
"""A kanji with the selector of one of its glyphs (an ideographic variation sequence)."""
_COMBINING = "\u0300-\u036f\u3099\u309a"
_CHANGED = re.compile(
    f"[^{_COMBINING}][{_COMBINING}]+|{SELECTED_KANJI.pattern}|[\uf900-\ufaff\U00020000-\U0003ffff]"
)
# Rare kanji, in no dictionary of words. They stand for those beyond the basic plane without a standard form.
_RARE_KANJI, _RARE_KANJI_COUNT = 0x3400, 0x19B6


def may_need_composing(text: str) -> bool:
    """May :func:`compose` change the text? Much faster than to do it."""
    return bool(_in_changed().take(_utf_16(text), mode="clip").any())


def holds_ideographic_selector(text: str) -> bool:
    """Does the text hold any of U+E0100 to U+E01EF?"""
    # UTF-16 begins these and tags with one unit, and is written and compared at the speed of memory.
    return bool((_utf_16(text) == _BEFORE_SELECTOR).any()) and IDEOGRAPHIC_SELECTOR.search(text) is not None


def _utf_16(text: str) -> NDArray[np.uint16]:
    return np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype=np.uint16)


@lru_cache(maxsize=1)
def _in_changed() -> BoolArray:
    """Return bool ``(0x10000,)``: whether each unit of UTF-16 is in what :func:`compose` changes."""
    marks = np.zeros(1 << 16, dtype=bool)
    for first, last in ((0x300, 0x36F), (0x3099, 0x309A), (0xF900, 0xFAFF), (0xFE00, 0xFE02)):
        marks[first : last + 1] = True
    # What a character from U+20000 on begins with.
    marks[0xD840:0xDC00] = True
    return marks


def compose(text: str) -> AlignedText:
    """Return the text as a dictionary of words has it, aligned with ``text``."""
    parts: list[str] = []
    lengths = np.ones(len(text), dtype=np.int32)
    ends = np.arange(1, len(text) + 1, dtype=np.int32)
    position = 0
    for changed in _CHANGED.finditer(text):
        start, end = changed.span()
        composed = _composed(changed[0])
        # What is not composed goes on standing for itself.
        composed_end = end - len(composed) + 1
        parts += (text[position:start], composed)
        lengths[start + 1 : composed_end] = 0
        ends[start] = composed_end
        position = end
    parts.append(text[position:])
    starts = np.arange(len(text), dtype=np.int32)
    return AlignedText("".join(parts), starts.repeat(lengths), ends.repeat(lengths))


def _composed(changed: str) -> str:
    written = changed[0] if SELECTED_KANJI.match(changed) else changed
    composed = unicodedata.normalize("NFC", written)
    if len(composed) > len(written):
        return changed
    if ord(composed[0]) < _BEYOND_BASIC_PLANE:
        return composed
    rare = chr(_RARE_KANJI + ord(composed[0]) % _RARE_KANJI_COUNT)
    return KANJI_VARIANTS.get(composed[0], rare) + composed[1:]
