from kijiyomi.knowledge.subjects import subjects

# The top level as IPTC publishes it: https://cv.iptc.org/newscodes/mediatopic/
PUBLISHED = {
    "medtop:01000000": "arts, culture, entertainment and media",
    "medtop:02000000": "crime, law and justice",
    "medtop:03000000": "disaster, accident and emergency incident",
    "medtop:04000000": "economy, business and finance",
    "medtop:05000000": "education",
    "medtop:06000000": "environment",
    "medtop:07000000": "health",
    "medtop:08000000": "human interest",
    "medtop:09000000": "labour",
    "medtop:10000000": "lifestyle and leisure",
    "medtop:11000000": "politics and government",
    "medtop:12000000": "religion",
    "medtop:13000000": "science and technology",
    "medtop:14000000": "society",
    "medtop:15000000": "sport",
    "medtop:16000000": "conflict, war and peace",
    "medtop:17000000": "weather",
}


def test_subjects_are_those_that_iptc_publishes():
    assert {own.id: own.english for own in subjects().values()} == PUBLISHED


def test_each_has_a_japanese_label_of_its_own():
    assert len({own.japanese for own in subjects().values()}) == len(PUBLISHED)
