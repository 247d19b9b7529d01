"""A small archive of made-up posts on four subjects."""

import random

import pytest

from kijiyomi.article import Article
from kijiyomi.classifier.training.train import train

SUBJECTS = {
    "天文": (
        "観測",
        [
            "望遠鏡で星雲を撮影した",
            "月食の時刻を調べた",
            "流星群は深夜に極大を迎える",
            "木星の衛星が並んで見えた",
        ],
    ),
    "園芸": (
        "暮らし",
        ["苗を畑に植え替えた", "肥料を土に混ぜた", "薔薇の枝を剪定した", "種まきは春の彼岸が目安だ"],
    ),
    "料理": (
        "暮らし",
        [
            "出汁を昆布で引いた",
            "鍋で大根を煮込んだ",
            "包丁を研いで魚を三枚におろした",
            "味噌を溶いて火を止めた",
        ],
    ),
    "鉄道": (
        "観測",
        [
            "始発の列車に乗った",
            "駅の改札で切符を買った",
            "単線の線路を気動車が走る",
            "時刻表で乗り換えを調べた",
        ],
    ),
}
MAKERS = ["富士通", "NVIDIA", "ソニー", "トヨタ"]


def make_archive(count=72, seed=1):
    chance = random.Random(seed)
    articles = []
    for number in range(count):
        subject = list(SUBJECTS)[number % len(SUBJECTS)]
        category, sentences = SUBJECTS[subject]
        maker = MAKERS[chance.randrange(len(MAKERS))]
        central = number % 3 == 0
        body = [chance.choice(sentences) + "。" for _ in range(6)]
        if central:
            body = [
                f"{maker}は新しい道具を発表した。",
                *body,
                f"{maker}の道具は軽い。",
                f"{maker}に期待したい。",
            ]
        else:
            body.append(f"帰りに{maker}の看板を見た。")
        title = f"{maker}の道具を試す" if central else f"{sentences[number % 4]}日のこと"
        tags = [subject, *([maker] if central else [])]
        if number % 24 == 5:
            tags.append("星見台")
            body.insert(0, "星見台という宿に泊まった。星見台は静かだ。")
            title = f"星見台にて、{title}"
        metadata = {"tags": tags, "category": category, "date": f"2025-01-{number // 3 + 1:02}"}
        articles.append(Article("\n\n".join(body), id=str(number), title=title, metadata=metadata))
    return articles


@pytest.fixture(scope="session")
def archive():
    return make_archive()


@pytest.fixture(scope="session")
def model(archive):
    return train(archive, validation=3, min_count=5)


@pytest.fixture(scope="session")
def read():
    """Return the document and companies of an article."""
    from kijiyomi.document import Document
    from kijiyomi.entities.companies.recogniser import CompanyRecogniser
    from kijiyomi.entities.recogniser import EntityRecogniser
    from kijiyomi.text.markdown import read_passage
    from kijiyomi.tokenizer.mecab import MecabTokenizer

    tokenizer, companies = MecabTokenizer(), EntityRecogniser([CompanyRecogniser()])

    def reading(text, title=""):
        article = Article(text, title=title)
        passage = read_passage(article)
        document = Document(article, passage, tokenizer(passage.text), tokenizer(title))
        return document, companies(document)

    return reading
