import pytest

from kijiyomi.text.template_tags import mask_templates


@pytest.mark.parametrize(
    ("source", "commands"),
    [
        ("普通の文。{a} {{ }}", []),
        ("前{% include x.html %}後", ["{% include x.html %}"]),
        ("{{ page.title }}と{{< ref a >}}", ["{{ page.title }}", "{{< ref a >}}"]),
        ("{% comment %}隠す{% endcomment %}見える", ["{% comment %}隠す{% endcomment %}"]),
        ("{% raw %}{{ 残る }}{% endraw %}", ["{% raw %}", "{% endraw %}"]),
        ("`{% code %}`と\n```\n{{ code.x }}\n```\n", []),
        ("{% highlight py %}閉じない", ["{% highlight py %}"]),
    ],
)
def test_commands_are_masked_and_nothing_else(source, commands):
    masked = mask_templates(source)
    assert [source[start:end] for start, end in masked.masks] == commands
    assert len(masked.text) == len(source)
    kept = list(source)
    for start, end in masked.masks:
        kept[start:end] = masked.text[start:end]
        assert not any(command in masked.text for command in commands)
    assert masked.text == "".join(kept)


def test_a_command_alone_on_its_lines_separates_paragraphs():
    assert mask_templates("前\n{% x %}\n後").text == "前\n       \n後"
    assert mask_templates("前{% x %}後").text == "前" + "\ue000" * 7 + "後"
    assert not any(character.isspace() for character in mask_templates("前{% x\n%}後").text)


def test_what_commands_show_is_counted():
    masked = mask_templates("{% img a.png %}{{< figure src=b >}}{% highlight py %}a b\nc{% endhighlight %}")
    assert (masked.images, masked.code_characters) == (2, 3)
