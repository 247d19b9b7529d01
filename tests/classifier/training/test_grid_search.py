from kijiyomi.classifier.training.train import train


def test_a_search_tries_settings_and_takes_the_best(archive):
    said = []
    model = train(archive, validation=2, min_count=5, search=True, progress=said.append)
    trials = model.origin["search"]
    assert len(trials) == 6
    assert sum("tags f1" in line for line in said) == 7
    assert trials[0]["score"] == max(trial["score"] for trial in trials)
    assert model.origin["strength"] == trials[0]["strength"]
    assert model.vectorizer.settings.weights["body_characters"] == trials[0]["character_weight"]
    assert any(line.startswith("chosen") for line in said)
