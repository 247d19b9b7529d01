import pickle

import pytest

from kijiyomi.document import Documents
from kijiyomi.entities.companies import CompanyRecogniser
from kijiyomi.errors import KnowledgeError
from support.reading import read

recogniser = CompanyRecogniser()


def companies(text, using=recogniser):
    document = read(text)
    passage, found = document.passage, using(document)
    assert all(passage.text[e.start : e.end] == e.text for e in found)
    return found


def names(text):
    return [(e.text, e.name) for e in companies(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "エヌビディアとSKハイニックスが会談した。",
            [("エヌビディア", "NVIDIA"), ("SKハイニックス", "SK hynix")],
        ),
        ("ＮＶＩＤＩＡの決算", [("ＮＶＩＤＩＡ", "NVIDIA")]),
        ("**ソフトバンクグループ**の会見", [("ソフトバンクグループ", "SoftBank Group")]),
        ("米メタは広告を伸ばした。", [("メタ", "Meta")]),
        ("トヨタ自動車株式会社の工場", [("トヨタ自動車株式会社", "Toyota")]),
        ("日立製作所、富士通、NECの三社", [("日立製作所", "Hitachi"), ("富士通", "Fujitsu"), ("NEC", "NEC")]),
        ("三菱UFJ銀行が融資した。", [("三菱UFJ銀行", "MUFG Bank")]),
        ("Google/NVIDIAの比較。/opt/nvidiaの下", [("Google", "Google"), ("NVIDIA", "NVIDIA")]),
    ],
)
def test_listed_names(text, expected):
    assert [written for written, _ in names(text)] == [written for written, _ in expected]
    assert next(n for _, n in names(text)) == expected[0][1]


@pytest.mark.parametrize(
    "text",
    [
        "メタ情報を消し、メタ認知を高める。",
        "私はゼロから学び直した。",
        "Armアーキテクチャではなくarm（腕）の話",
        "Microsoft 365とGoogle Driveを使う。",
        "applepieを焼く。",
        "宛先はinfo@apple.comだった。",
        "東京大学と経済産業省の共同研究",
    ],
)
def test_words_and_products_that_are_no_companies(text):
    assert names(text) == []


def test_a_vendor_before_its_accelerator_is_a_company():
    assert [e.text for e in companies("AMD Instinct™ MI300XとIntel® Arc™を比べる")] == ["AMD", "Intel"]


def test_a_doubtful_name_counts_where_the_article_establishes_it():
    text = "Metaは新型を発表した。同じ日、メタの株価は上がった。"
    assert [e.text for e in companies(text)] == ["Meta", "メタ"]
    assert {e.kb_id for e in companies(text)} == {"meta"}


def test_the_longer_name_wins():
    assert [e.text for e in companies("現代自動車グループと現代自動車")] == [
        "現代自動車グループ",
        "現代自動車",
    ]


def test_users_add_their_own_companies(tmp_path):
    own = tmp_path / "own.toml"
    own.write_text(
        'harunire = { name = "Harunire", ja = ["ハルニレ電子"], kind = "software", country = "JP" }\n',
        encoding="utf-8",
    )
    (found,) = companies("ハルニレ電子が増資した。", CompanyRecogniser([own]))
    assert (found.name, found.kb_id) == ("Harunire", "harunire")


def test_a_clash_with_a_known_name_is_refused(tmp_path):
    own = tmp_path / "own.toml"
    own.write_text('other = { name = "NVIDIA", kind = "software", country = "JP" }\n', encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"'nvidia' of nvidia, other"):
        CompanyRecogniser([own])


@pytest.mark.parametrize("text", ["", "\ud800", "\0", "株式会社", "👩‍👩‍👧社が発表", "NVIDIA" * 5000])
def test_odd_text_breaks_nothing(text):
    companies(text)


def test_what_shares_a_batch_changes_nothing():
    texts = [
        "株式会社",
        "ツキノワ",
        "",
        "ナラノキ電機",
        "株式会社",
        "\0",
        "",
        "Harunire",
        " Devices株式会社",
        "社",
    ]
    documents = Documents(list(map(read, texts)))
    assert recogniser.recognise_batch(documents) == list(map(recogniser, documents))


def test_it_pickles():
    assert [e.text for e in companies("NTTの発表", pickle.loads(pickle.dumps(recogniser)))] == ["NTT"]


def test_legal_forms_alone_are_no_company():
    assert names("株式会社株式会社") == []
