#!/usr/bin/env python3
"""Makes src/policy/places.tsv: the countries of ISO 3166-1 and the states of ISO 3166-2.

Usage: make.py ISO_CODES_FOLDER CLDR_ENGLISH_XML VERSIONS >src/policy/places.tsv

The first comes from Debian's iso-codes (/usr/share/iso-codes/json), the second from its
unicode-cldr-core (/usr/share/unicode/cldr/common/subdivisions/en.xml); VERSIONS is the line that tells
which. A line of a country is "DE<tab>Germany"; below it each of its states, "DE-BY<tab>Bavaria<tab>Bayern":
the English name first, then every other spelling that a certificate may use.
"""
import json
import re
import sys
import unicodedata
import xml.etree.ElementTree
from pathlib import Path

# What ISO puts behind a comma to sort by the name: "Asturias, Principado de".
INVERTED = re.compile(r"^(Región( de)?|Principado de|Comunidad( de)?|Respublika|County|City of|The|Hlavní město|Région)$")
# Designations that Korean names end in, and that no English name keeps.
KOREAN = re.compile(r"-(gwangyeoksi|teukbyeolsi|teukbyeoljachido)$")
# NFD leaves these alone.
LATIN = str.maketrans({"Þ": "Th", "þ": "th", "æ": "ae", "ð": "d", "ø": "o", "Đ": "D", "đ": "d", "Ħ": "H", "ħ": "h", "ı": "i",
                       "Ł": "L", "ł": "l", "ǝ": "e", "ə": "e", "ʻ": "'", "‘": "'", "’": "'", "–": "-"})
MARKS = re.compile(r"[*²†]")
# Codes that ISO gave to other states since, under which CLDR still has the old name.
REUSED = re.compile(r"MA-[0-9]{2}")
# Where CLDR tells a state from a city of the same name.
CORRECTED = {"KR-29": "Gwangju"}


def romanised(name):
    decomposed = unicodedata.normalize("NFD", name.translate(LATIN))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def iso_spellings(name):
    """ "Wales [Cymru GB-CYM]" is Wales and Cymru; "Praha, Hlavní město" is said both ways round."""
    outer, _, inner = MARKS.sub("", name).replace("//", "").partition("[")
    inner = re.sub(r" ?[A-Z]{2}-[A-Z0-9]+", "", inner.rstrip("] "))
    for spelling in (outer.strip(), "" if inner == "city" else inner.strip()):
        if not spelling:
            continue
        yield spelling
        yield KOREAN.sub("", spelling)
        base, _, remark = spelling.partition(" (")
        if remark:
            yield base
        first, _, second = spelling.partition(", ")
        if INVERTED.match(second):
            yield f"{second} {first}"


def spellings_of(entry, english):
    """The English name first, unless it is abbreviated (NT-18): "Washington DC", "St. Gallen"."""
    code = entry["code"]
    usable = english and not REUSED.fullmatch(code) and not re.search(r"\.| [A-Z]{2}$", english)
    spellings = [CORRECTED.get(code, MARKS.sub("", english))] if usable else []
    spellings += [name for name in iso_spellings(entry["name"]) if "(EH" not in name]
    spellings += [romanised(name) for name in spellings]
    return list(dict.fromkeys(spellings))


def english_names(path):
    names = {}
    for element in xml.etree.ElementTree.parse(path).iter("subdivision"):
        names.setdefault(element.get("type"), element.text)
    return names


def country_name(entry):
    return entry.get("common_name") or entry["name"]


def main():
    iso, cldr, versions = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    english = english_names(cldr)
    states = json.loads((iso / "iso_3166-2.json").read_text())["3166-2"]
    countries = json.loads((iso / "iso_3166-1.json").read_text())["3166-1"]
    print(f"# {versions}")
    for country in sorted(countries, key=lambda entry: entry["alpha_2"]):
        print(country["alpha_2"], country_name(country), sep="\t")
        own = [entry for entry in states if entry["code"].startswith(country["alpha_2"] + "-")]
        for entry in sorted(own, key=lambda entry: entry["code"]):
            print(entry["code"], *spellings_of(entry, english.get(entry["code"].lower().replace("-", ""))), sep="\t")


if __name__ == "__main__":
    main()
