import subprocess
import sys

import click
import pytest

from kijiyomi.archive import writers
from kijiyomi.archive.compression import COMPRESSIONS, compression_of, without_compression
from kijiyomi.archive.formats import (
    INPUT_FORMATS,
    INPUT_NAMES,
    OUTPUT_FORMATS,
    POST_ENDINGS,
    input_format,
    output_format,
)
from kijiyomi.cli.score import score
from kijiyomi.errors import InputError

ENDINGS = ["", *(compression.ending for compression in COMPRESSIONS)]


def option(name):
    return next(parameter for parameter in score.params if name in parameter.opts)


@pytest.mark.parametrize("form", INPUT_FORMATS, ids=INPUT_NAMES)
def test_each_input_format_is_found_by_ending_and_name(form):
    assert form.name not in {other.name for other in INPUT_FORMATS if other is not form}
    assert set(form.folder_endings) <= set(form.endings)
    for ending in form.endings:
        assert ending == ending.lower()
        assert [other.name for other in INPUT_FORMATS if ending in other.endings] == [form.name]
        for compressed in ENDINGS:
            assert input_format(f"folder.d/FILE{ending.upper()}{compressed}") is form
    assert input_format("-", form.name) is form


def test_the_command_line_offers_and_explains_each_input_format():
    choice = option("--format").type
    assert isinstance(choice, click.Choice)
    assert tuple(choice.choices) == INPUT_NAMES
    for form in INPUT_FORMATS:
        assert not form.is_table or form.endings[0] in score.help
    for compression in COMPRESSIONS:
        assert compression.ending in score.help


def test_an_unknown_input_format_is_an_error_that_lists_the_known_ones():
    with pytest.raises(InputError, match=r"in\.docx: cannot tell the format; give --format") as by_ending:
        input_format("in.docx")
    with pytest.raises(InputError, match="there is no format 'docx'") as by_name:
        input_format("in.jsonl", "docx")
    for name in INPUT_NAMES:
        assert name in str(by_ending.value)
        assert name in str(by_name.value)


def test_posts_of_a_folder_are_no_tables():
    assert POST_ENDINGS
    assert not any(
        form.is_table for form in INPUT_FORMATS for ending in form.endings if ending in POST_ENDINGS
    )


@pytest.mark.parametrize("form", OUTPUT_FORMATS, ids=lambda form: form.name)
def test_each_output_format_is_found_by_ending_and_explained(form, tmp_path):
    for ending in form.endings:
        assert output_format(tmp_path / f"out{ending}") is form
        for compression in COMPRESSIONS:
            packed = tmp_path / f"out{ending}{compression.ending}"
            if form.is_compressible:
                assert output_format(packed) is form
            else:
                with pytest.raises(InputError, match=r"cannot write this; use \.jsonl"):
                    output_format(packed)
    assert form.endings[0] in option("--output").help


def test_each_output_format_has_a_writer():
    assert writers.WRITERS.keys() == {form.name for form in OUTPUT_FORMATS} | {writers.SAFE_CSV}


def test_spark_knows_only_formats_of_the_tables():
    pytest.importorskip("pyspark")
    from kijiyomi.archive.engines import spark

    assert spark._READ.keys() <= {form.name for form in INPUT_FORMATS if form.is_table}
    assert spark._WRITE.keys() <= {form.name for form in OUTPUT_FORMATS if not form.is_flat}


@pytest.mark.parametrize("compression", COMPRESSIONS, ids=lambda compression: compression.ending)
def test_each_compression_gives_back_the_bytes(compression, tmp_path):
    path = tmp_path / f"file{compression.ending}"
    content = "記事".encode() * 10_000
    with path.open("wb") as raw, compression.compress(raw) as stream:
        stream.write(content)
    assert path.stat().st_size < len(content) / 10
    with path.open("rb") as raw:
        assert compression.decompress(raw).read() == content
    assert compression_of(path.name) is compression
    assert without_compression(path.name) == "file"


def test_help_does_not_wait_for_arrow():
    program = (
        "import sys; from click.testing import CliRunner; from kijiyomi.cli import main; "
        "print(CliRunner().invoke(main, ['score', '--help']).output, 'pyarrow' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "Exit code 0" in done.stdout
    assert done.stdout.split()[-1] == "False"
