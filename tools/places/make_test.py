"""The maker of the table of places, and the table: remarks, abbreviations and doublets stay outside."""
import re
from pathlib import Path

import make
import pytest

TABLE = Path(__file__).resolve().parents[2] / "src/policy/places.tsv"


def rows():
    return [line.split("\t") for line in TABLE.read_text().splitlines()[1:]]


@pytest.mark.parametrize("name, spellings", [
    ("Wales [Cymru GB-CYM]", ["Wales", "Cymru"]), ("Stockholms län [SE-01]", ["Stockholms län"]),
    ("Asturias, Principado de", ["Asturias, Principado de", "Principado de Asturias"]),
    ("Seoul-teukbyeolsi", ["Seoul-teukbyeolsi", "Seoul"]), ("Alacant*", ["Alacant"])])
def test_remarks_of_iso_are_no_part_of_a_name(name, spellings):
    assert list(dict.fromkeys(make.iso_spellings(name))) == spellings


def test_no_english_name_is_an_abbreviation():
    assert make.spellings_of({"code": "US-DC", "name": "District of Columbia"}, "Washington DC") == ["District of Columbia"]
    assert make.spellings_of({"code": "CH-SG", "name": "Sankt Gallen"}, "St. Gallen") == ["Sankt Gallen"]


def test_each_row_is_a_code_with_a_name_and_no_spelling_twice():
    for code, *names in rows():
        assert re.fullmatch(r"[A-Z]{2}(-[A-Z0-9]{1,3})?", code) and names and all(names), code
        assert len(set(names)) == len(names), code
