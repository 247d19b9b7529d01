"""Names that no list has: every word of the data file on their forms has its effect."""

import pytest

from kijiyomi.entities.companies import CompanyRecogniser
from kijiyomi.knowledge.company_forms import load_company_forms
from support.reading import read

FORMS = load_company_forms()
recogniser = CompanyRecogniser()


def names(text):
    return [(e.text, e.name) for e in recogniser(read(text))]


def surfaces(text):
    return [surface for surface, _ in names(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("株式会社ツキノワ側の説明", [("株式会社ツキノワ", "ツキノワ")]),
        ("㈱ナラノキ電機さんがくれた。", [("㈱ナラノキ電機", "ナラノキ電機")]),
        ("国内大手株式会社ツキノワの社長", [("株式会社ツキノワ", "ツキノワ")]),
        ("仲介業者・株式会社ツキノワ", [("株式会社ツキノワ", "ツキノワ")]),
        ("富士通クヌギ開発株式会社が作る。", [("富士通クヌギ開発株式会社", "富士通クヌギ開発")]),
        ("株式会社オレンジブックの本", [("株式会社オレンジブック", "オレンジブック")]),
        ("富士通株式会社研究所", [("富士通株式会社", "Fujitsu")]),
        ("Harunire Devicesの基板", [("Harunire Devices", "Harunire Devices")]),
        ("Neural NetworksとPublic Benefit Corporation", []),
        ("Nintendo Limited Editionの箱", []),
        ("NVIDIA CorporationとOpenAI, L.P.", [("NVIDIA Corporation", "NVIDIA"), ("OpenAI, L.P.", "OpenAI")]),
    ],
)
def test_names_with_a_form(text, expected):
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ナラノキ 株式会社が動く。", [("ナラノキ 株式会社", "ナラノキ")]),
        ("つばめ精密 有限会社は休む。", [("つばめ精密 有限会社", "つばめ精密")]),
        ("大和田 合同会社と組む。", [("大和田 合同会社", "大和田")]),
        ("株式会社 ナラノキが動く。", [("株式会社 ナラノキ", "ナラノキ")]),
        ("㈱ ナラノキが動く。", [("㈱ ナラノキ", "ナラノキ")]),
        ("出典 株式会社ナラノキ", [("株式会社ナラノキ", "ナラノキ")]),
        ("法人種別 株式会社", []),
        ("会社名 株式会社", []),
        ("第二章 株式会社の機関", []),
        ("株式会社 設立 費用", []),
    ],
)
def test_a_space_between_name_and_form(text, expected):
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("あおい運輸株式会社が動く。", ["あおい運輸株式会社"]),
        ("昨日、あかい化学株式会社が動く。", ["あかい化学株式会社"]),
        ("提携先はあおい食品株式会社だ。", ["あおい食品株式会社"]),
        ("「きよい水産株式会社」が動く。", ["きよい水産株式会社"]),
        ("ひらめき教育株式会社が動く。", ["ひらめき教育株式会社"]),
        ("すごいナラノキ株式会社が動く。", ["ナラノキ株式会社"]),
        ("あおいナラノキ株式会社が動く。", ["ナラノキ株式会社"]),
        ("きわめてよい電子工業株式会社", ["電子工業株式会社"]),
        ("受託による電子工業株式会社の成長", ["電子工業株式会社"]),
    ],
)
def test_a_name_may_begin_with_an_adjective_in_hiragana(text, expected):
    assert surfaces(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("株式会社ゆきと空は動く。", ["株式会社ゆきと空"]),
        ("株式会社ひかりと森が動く。", ["株式会社ひかりと森"]),
        ("運営は株式会社ひかりと海。", ["株式会社ひかりと海"]),
        ("株式会社ゆきと顧客は組む。", ["株式会社ゆき"]),
        ("株式会社ゆきと大和田が組む。", ["株式会社ゆき"]),
        ("株式会社ナラノキと娘は組む。", ["株式会社ナラノキ"]),
    ],
)
def test_a_name_of_two_short_words(text, expected):
    assert surfaces(text) == expected


@pytest.mark.parametrize("word", FORMS.generic)
@pytest.mark.parametrize("form", ["株式会社", "有限会社"])
def test_generic_words_are_no_name(word, form):
    assert surfaces(f"その{word}{form}が動く。") == []
    assert surfaces(f"その{form}{word}の話をする。") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("親ナラノキ株式会社が動く。", ["親ナラノキ株式会社"]),
        ("日本ナラノキ株式会社が動く。", ["日本ナラノキ株式会社"]),
        ("公開大学株式会社が動く。", ["公開大学株式会社"]),
        ("株式会社法務サービスが動く。", ["株式会社法務サービス"]),
        ("取締役会設置株式会社や特例有限会社の話", []),
    ],
)
def test_generic_words_beside_others(text, expected):
    assert surfaces(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("wheelグループに入れる。", []),
        ("sudoグループとadmグループ", []),
        ("Administratorsグループの権限", []),
        ("LDAPグループを作る。", []),
        ("Auto Scalingグループを消す。", []),
        ("haruniグループは買収を発表した。", ["haruniグループ"]),
        ("HARUNIREグループの強み", ["HARUNIREグループ"]),
        ("大和田グループの強み", ["大和田グループ"]),
        ("新しいharuniグループの権限", []),
    ],
)
def test_a_group_in_latin_letters_may_be_one_of_users(text, expected):
    assert surfaces(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Resource Groupを作る。", []),
        ("Placement Groupを作る。", []),
        ("LVM Volume Groupを作る。", []),
        ("Logical Devicesの一覧", []),
        ("Legacy Systemsの刷新", []),
        ("Legacy Systemsを買収した。", ["Legacy Systems"]),
        ("Harunire Systemsの刷新", ["Harunire Systems"]),
        ("Target GroupとRoute GroupとSecurity Groupを消す。", []),
        ("Operating SystemsとBusiness Systemsを学ぶ。", []),
        ("Harunire TechnologiesとLegacy Systemsの話", ["Harunire Technologies", "Legacy Systems"]),
        ("Harunire Volume Capitalの出資", ["Harunire Volume Capital"]),
    ],
)
def test_a_latin_ending_after_an_ordinary_word(text, expected):
    assert surfaces(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Harunire K.K.の製品", [("Harunire K.K.", "Harunire")]),
        ("Harunire Keyaki Pty Ltdの製品", [("Harunire Keyaki Pty Ltd", "Harunire Keyaki")]),
        ("Harunire GmbH & Co. KGの製品", [("Harunire GmbH & Co. KG", "Harunire")]),
        ("Harunire, Inc.の製品", [("Harunire, Inc.", "Harunire")]),
        ("Harunire S.r.l.とKeyaki B.V.", [("Harunire S.r.l.", "Harunire"), ("Keyaki B.V.", "Keyaki")]),
        ("Harunire Company Limitedを買収", [("Harunire Company Limited", "Harunire")]),
        ("NVIDIA B.V.の製品", [("NVIDIA B.V.", "NVIDIA")]),
        ("Harunire SASドライブを買収した。", []),
        ("Type ABの血液", []),
        ("Harunire Limited Editionの箱", []),
        ("Cisco ASAの設定", []),
        ("Harunire Group Holding Limitedは上場した。", [("Harunire Group", "Harunire Group")]),
        ("Harunire Holdings USA, Inc.の製品", [("Harunire Holdings", "Harunire Holdings")]),
        ("X.AI Holdings Corp.の製品", []),
        ("Jürgen GmbH & Co. KGの製品", [("Jürgen GmbH & Co. KG", "Jürgen")]),
        ("Ñandú Digital S.A.の製品。Åkeri ABの話", [("Ñandú Digital S.A.", "Ñandú Digital")]),
        ("WebRTC NVの仕様", []),
        ("パナソニック NV-GS10で撮る", [("パナソニック", "Panasonic")]),
    ],
)
def test_latin_legal_forms(text, expected):
    assert names(text) == expected


@pytest.mark.parametrize("form", FORMS.legal)
def test_a_legal_form_before_or_after_a_name(form):
    assert names(f"昨日{form}ナラノキが動く。") == [(f"{form}ナラノキ", "ナラノキ")]
    assert names(f"昨日、ナラノキ{form}が動く。") == [(f"ナラノキ{form}", "ナラノキ")]


@pytest.mark.parametrize("ending", sorted(set(FORMS.endings) - FORMS.doubtful_endings))
def test_an_ending_makes_a_name_of_a_proper_noun(ending):
    assert any(
        surfaces(f"昨日、{name}{ending}が動く。") == [name + ending] for name in ("ナラノキ", "大和田")
    )


@pytest.mark.parametrize("ending", sorted(FORMS.sure_endings))
def test_a_sure_ending_makes_a_name_of_any_word(ending):
    assert any(surfaces(f"昨日、{word}{ending}が動く。") == [word + ending] for word in ("月輪", "三角"))


@pytest.mark.parametrize("ending", FORMS.latin_legal + FORMS.latin_endings)
def test_a_latin_name_with_its_ending(ending):
    expected = [] if ending in FORMS.doubtful_latin_legal else [f"Harunire {ending}"]
    assert surfaces(f"昨日Harunire {ending}が動く。") == expected


@pytest.mark.parametrize("form", sorted(FORMS.doubtful_latin_legal))
def test_a_doubtful_form_needs_a_cue(form):
    assert surfaces(f"昨日Harunire {form}を買収した。") == [f"Harunire {form}"]
    assert surfaces(f"昨日Keyaki GmbHやHarunire {form}が動く。") == ["Keyaki GmbH", f"Harunire {form}"]
    assert surfaces(f"昨日Harunire {form} Editionを買収した。") == []


@pytest.mark.parametrize("ending", sorted(FORMS.weak_latin_endings))
@pytest.mark.parametrize("word", sorted(FORMS.ordinary_latin_words - {"Silicon", "World"})[::20])
def test_a_weak_ending_after_an_ordinary_word_needs_a_cue(word, ending):
    assert surfaces(f"昨日{word} {ending}が動く。") == []
    assert surfaces(f"昨日{word} {ending}を買収した。") == [f"{word} {ending}"]


@pytest.mark.parametrize("word", sorted(FORMS.latin_kinds - {"Quantum"}))  # Quantum Systems is a company
def test_latin_kinds_are_no_companies(word):
    assert surfaces(f"昨日{word} Systemsが動く。") == []
    assert surfaces(f"昨日Harunire {word} Inc.が動く。") == [f"Harunire {word} Inc."]


@pytest.mark.parametrize("word", [*FORMS.kinds, *sorted(FORMS.common - {"EV"})])  # EVグループ is a company
def test_kinds_are_no_companies(word):
    assert surfaces(f"昨日、{word}グループが動く。") == []


@pytest.mark.parametrize("prefix", FORMS.prefixes)
def test_a_character_before_a_name_is_no_part_of_it(prefix):
    assert surfaces(f"この{prefix}ナラノキ社が動く。") == ["ナラノキ"]


@pytest.mark.parametrize("mark", FORMS.alias_marks)
def test_the_alias_in_brackets_is_found_everywhere(mark):
    text = f"ナラノキ株式会社({mark}、「ナラ」)が動く。のちにナラは止まった。"
    assert names(text) == [("ナラノキ株式会社", "ナラノキ"), ("ナラ", "ナラノキ"), ("ナラ", "ナラノキ")]


@pytest.mark.parametrize("word", sorted(FORMS.before_name))
def test_a_word_before_a_name_is_no_part_of_it(word):
    assert surfaces(f"昨日{word}株式会社ナラノキが動く。") == ["株式会社ナラノキ"]


@pytest.mark.parametrize("word", sorted(FORMS.after_name))
def test_a_word_after_a_name_is_no_part_of_it(word):
    assert surfaces(f"昨日株式会社ナラノキ{word}が動く。") == ["株式会社ナラノキ"]


@pytest.mark.parametrize("ending", FORMS.affiliate_endings)
def test_a_listed_name_with_an_affiliates_ending(ending):
    assert names(f"昨日エヌビディア{ending}が動く。")[0][1] == "NVIDIA" + FORMS.affiliate_endings[ending]


@pytest.mark.parametrize("ending", FORMS.place_endings)
def test_an_ending_after_the_name_of_a_place(ending):
    assert any(
        surfaces(f"昨日、{place}{ending}が動く。") == [place + ending] for place in ("大和田", "高千穂")
    )


@pytest.mark.parametrize("ending", FORMS.place_endings)
def test_such_an_ending_after_another_word(ending):
    assert surfaces(f"昨日、大型{ending}が動く。") == []


@pytest.mark.parametrize("ending", sorted(FORMS.doubtful_endings))
def test_a_doubtful_ending_needs_a_cue(ending):
    assert surfaces(f"昨日、大和田{ending}が動く。") == []
    assert surfaces(f"昨日、大和田{ending}を買収した。") == [f"大和田{ending}"]


@pytest.mark.parametrize("region", FORMS.regions)
def test_a_listed_name_with_a_part_of_japan(region):
    assert surfaces(f"昨日、{region}エヌビディアが動く。") == [f"{region}エヌビディア"]
    assert surfaces(f"昨日、エヌビディア{region}が動く。") == [f"エヌビディア{region}"]
    assert surfaces(f"昨日、エヌビディア{region}支社が動く。") == ["エヌビディア"]


@pytest.mark.parametrize("word", sorted(FORMS.generic_aliases))
def test_a_word_that_every_article_defines_is_no_alias(word):
    assert surfaces(f"株式会社ナラノキ(以下、「{word}」)が動く。{word}は笑う。")[:1] == ["株式会社ナラノキ"]
    assert word not in surfaces(f"株式会社ナラノキ(以下、「{word}」)が動く。{word}は笑う。")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("しもつけ中央信用金庫阿久津支店に寄る。", ["しもつけ中央信用金庫"]),
        ("錦川鉄道錦川線に乗る。", ["錦川鉄道"]),
        ("北陸自動車道を走る。", []),
        ("日陽海運は動く。", ["日陽海運"]),
        ("みなと精機は動く。", ["みなと精機"]),
        ("やまと銀行は動く。", ["やまと銀行"]),
        ("◆フルーレ化粧品 純利益は2倍", ["フルーレ化粧品"]),
        ("ナラノキ・アセット・マネジメントが動く。", ["ナラノキ・アセット・マネジメント"]),
        ("ヴェンツェル・システムズAGは動く。", ["ヴェンツェル・システムズAG"]),
        ("あさひ住まい株式会社は動く。", ["あさひ住まい株式会社"]),
        ("産経新聞・読売新聞によると", ["産経新聞", "読売新聞"]),
        ("株式会社ミツワ食研は動く。", ["株式会社ミツワ食研"]),
        ("東海工業株式会社(以下、東海)が動く。", ["東海工業株式会社", "東海"]),
        ("全国のローソンで売る。ローソンが発表した。", ["ローソン"]),
        ("八ッ場ダム建設は続く。", []),
        ("メイド・イン・ジャパンの話", []),
    ],
)
def test_names_of_many_makes(text, expected):
    assert surfaces(text) == expected


def test_a_short_form_in_brackets_needs_a_noun_before_it():
    assert surfaces("2年生の村田歩美さん(同)は話す。") == []
