import pytest

from kijiyomi.text.masks import Masks
from kijiyomi.text.template_tags import find_template_tags


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
        (
            "前{::comment}隠す{:/comment}後{::comment}隠す{:/}",
            ["{::comment}隠す{:/comment}", "{::comment}隠す{:/}"],
        ),
        ("- ```\n  {{ code.x }}\n  ```\n{{ b }}", ["{{ b }}"]),
    ],
)
def test_commands_are_found_and_nothing_else(source, commands):
    assert [source[start:end] for start, end, _ in Masks(find_template_tags(source).masks)] == commands


def test_what_commands_show_is_counted():
    tags = find_template_tags(
        "{% img a.png %}{{< figure src=b >}}{% highlight py %}\na b\n\nc\n{% endhighlight %}"
    )
    assert (tags.images, tags.code_lines) == (2, (2,))
