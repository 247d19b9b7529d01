"""Archives too uniform to learn from: a result or a clear message, never a traceback."""

import json

import pytest
from click.testing import CliRunner

from kijiyomi.cli import main

WORDS = ["半導体", "量子", "電池", "宇宙", "農業", "医療", "金融", "物流", "教育", "観光"]


def article(number):
    first, second = WORDS[number % 10], WORDS[number * 7 % 10]
    return {
        "id": str(number),
        "title": f"{first}の記事{number}",
        "text": f"{first}の工場{number}は約{number}億円を投じる。担当者は{second}を説明した。",
        "date": f"2025-01-{number % 28 + 1:02d}",
        "categories": [WORDS[number % 3]],
        "tags": [WORDS[number % 4], WORDS[number // 2 % 5]],
    }


def archive_of(count=24, **same):
    return [article(number) | same for number in range(count)]


UNIFORM = {
    "one date": archive_of(date="2025-01-01"),
    "one category": archive_of(categories=["A"]),
    "one tag": archive_of(tags=["A"]),
    "one of everything": archive_of(categories=["A"], tags=["A"], date="2025-01-01"),
    "no labels": archive_of(categories=[], tags=[]),
    "all duplicates": archive_of(title="同じ題", text="同じ文が続く。同じ文が続く。"),
    "all the same": archive_of(**article(1)),
    "all empty": archive_of(title="", text=""),
    "no Japanese": archive_of(title="News", text="A plant opens."),
    "punctuation": archive_of(title="", text="。。。"),
    "every label once": [
        one | {"categories": [one["id"]], "tags": [f"t{one['id']}"]} for one in archive_of()
    ],
    "two posts": archive_of(2),
    "one post": archive_of(1),
}
CANNOT_BE_LEARNT = {
    "no labels": "0 articles carry categories or tags",
    "all duplicates": "nothing to learn from",
    "all empty": "nothing to learn from",
    "no Japanese": "nothing to learn from",
    "punctuation": "nothing to learn from",
    "two posts": "2 articles carry categories or tags",
    "one post": "1 articles carry categories or tags",
}


@pytest.fixture(params=UNIFORM)
def uniform(request, tmp_path):
    path = tmp_path / "in.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in UNIFORM[request.param]), encoding="utf-8")
    return request.param, path


def run(*arguments):
    result = CliRunner().invoke(main, list(map(str, arguments)))
    assert isinstance(result.exception, SystemExit | None), result.exception
    return result.exit_code, result.stderr


def test_audits_have_a_result(uniform):
    assert run("audit", uniform[1], "--quiet", "--json")[0] == 0


def test_models_are_trained_and_evaluated_or_it_is_said_why_not(uniform, tmp_path):
    kind, archive = uniform
    code, message = run("train", archive, "--output", tmp_path / "model", "--quiet", "--min-count", 2)
    if kind in CANNOT_BE_LEARNT:
        assert code == 2
        assert CANNOT_BE_LEARNT[kind] in message
    else:
        assert code == 0
        assert run("evaluate", tmp_path / "model", archive, "--json")[0] == 0


def test_what_is_there_already_is_evaluated(uniform):
    kind, archive = uniform
    assert run("evaluate", "default", archive, "--json")[0] == (2 if kind == "no labels" else 0)
