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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("日立市の人口は減る。", []),
        ("日立港から船が出る。日立駅で降りる。", []),
        ("アマゾン川流域の村", []),
        ("アマゾンの密林を歩く。アマゾンは広い。", []),
        ("シスコ市とオリンパス山", []),
        ("アマゾンの奥地へ。別の日、アマゾンの株価は上がった。", ["アマゾン"]),
        ("日立市場調査室の話", ["日立"]),
        ("富士通川崎工場と日立の工場", ["富士通", "日立"]),
        ("日立の駅向けシステム", ["日立"]),
    ],
)
def test_places_are_no_companies(text, expected):
    assert [e.text for e in companies(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("オリックスが西武を5-2で下した。", []),
        ("楽天は先発の田中が七回まで投げた。", []),
        ("ロッテの監督が会見した。ロッテは三位だ。", []),
        ("ヤクルトとDeNAが神宮で対戦した。", []),
        ("パナソニックは都市対抗に出る。", []),
        ("千葉ロッテの本拠地", []),
        ("楽天イーグルスの本拠地", []),
        ("楽天は決済事業を伸ばした。", ["楽天"]),
        ("楽天グループは投手の写真を使う。", ["楽天グループ"]),
        ("DeNAは対戦型ゲームを公開した。", ["DeNA"]),
        ("金融庁の監督を受けるオリックス", ["オリックス"]),
        ("任天堂は3対3で遊べるゲームを出した。", ["任天堂"]),
        ("先発医薬品を東レが売る。", ["東レ"]),
        ("DeNA社は球団を買った。投手の話", ["DeNA"]),
        ("日本ハムの工場が建つ。日ハムから来た選手", ["日本ハム"]),
        ("ディー・エヌ・エーは出資した。DeNAの投手。DeNAは黙った。", ["ディー・エヌ・エー", "DeNA"]),
    ],
)
def test_clubs_are_no_companies(text, expected):
    assert [e.text for e in companies(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We need the information about it.", []),
        ("The information was wrong.", []),
        ("This is the best buy for home use.", []),
        ("we had to scale ai up", []),
        ("The Informationが報じた。", ["The Information"]),
        ("hugging faceで配る。", ["hugging face"]),
        ("nVidiaとnVIDIAのドライバ", ["nVidia", "nVIDIA"]),
        ("nvIDIAのドライバ", []),
        ("X社とY社、X氏の話。Xの本社", ["X"]),
        ("Mac OS Xの話。Twitterの話。X軸と変数X", ["Twitter"]),
        ("Twitter社が直した。", ["Twitter"]),
    ],
)
def test_how_a_name_is_spelt(text, expected):
    assert [e.text for e in companies(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("日産自<7201.T>は反落した。", [("日産自", "nissan")]),
        ("三菱電<6503>は反落した。", [("三菱電", "mitsubishi-electric")]),
        ("ニコ<7731.T>は反落した。ニコは弱い。", [("ニコ", "nikon"), ("ニコ", "nikon")]),
        ("大和田化<1999.T>は反落した。", [("大和田化", None)]),
        (
            "十六銀行、百十四銀行、第四北越銀行",
            [("十六銀行", "juroku"), ("百十四銀行", "hyakujushi"), ("第四北越銀行", "daishi-hokuetsu")],
        ),
        (
            "神戸鋼、住友鉱、信越化が買われた。",
            [("神戸鋼", "kobelco"), ("住友鉱", "sumitomo-metal-mining"), ("信越化", "shin-etsu")],
        ),
        ("改訂版<2002>を読む。", []),
        ("平均<.N225>は反落した。", []),
        ("日産自体は弱い。", [("日産", "nissan")]),
        ("日本紙の歴史", []),
    ],
)
def test_names_of_stock_lists(text, expected):
    assert [(e.text, e.kb_id) for e in companies(text)] == expected


def test_a_vendor_before_its_accelerator_is_a_company():
    assert [e.text for e in companies("AMD Instinct™ MI300XとIntel® Arc™を比べる")] == ["AMD", "Intel"]


def test_a_doubtful_name_counts_where_the_article_establishes_it():
    text = "Metaは新型を発表した。同じ日、メタの株価は上がった。"
    assert [e.text for e in companies(text)] == ["Meta", "メタ"]
    assert {e.kb_id for e in companies(text)} == {"meta"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("先月 Meta は新型を発表した。", ["Meta"]),
        ("基盤を展開する Confluent の話", ["Confluent"]),
        ("WarpStream により買収された。", ["WarpStream"]),
        ("メタ は新型を発表した。", ["メタ"]),
        ("WarpStream のクラスターに送る。", []),
        ("メタ タグを書く。", []),
        ("自分や会社の Slack に流れる。", []),
        ("通信会社の Slack に流れる。", ["Slack"]),
    ],
)
def test_cues_may_stand_a_space_away(text, expected):
    assert [e.text for e in companies(text)] == expected


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
