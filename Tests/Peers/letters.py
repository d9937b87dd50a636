#!/usr/bin/env python3
"""Writes the table of letters that the detection of encodings weighs its readings by (Sources/TextEncoding/Letters.swift).

The words are those of Unicode's CLDR, as libicu carries them: countries, languages, scripts, currencies and cities in
each language. Every word counts once. Usage: letters.py OUTPUT.
"""

import ctypes
import ctypes.util
import re
import sys
import unicodedata
from collections import Counter, defaultdict

LANGUAGES = ("de fr es pt it nl ca sv da nb fi is et lv lt pl cs sk hu ro hr sl tr vi "
             "ru uk bg sr mk be el he ar fa th").split()
TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
EDGE = "-"
OFTEN, SELDOM, DOUBT = 0.06, 0.015, 12

# How many of 10,000 letters, where running text and names differ from CLDR's words (foreign places, mostly).
WEIGHTS = {
    "de": "ü 90 ä 56 ö 44 ß 31 é 2",
    "fr": "é 190 è 40 ê 22 à 20 ç 12 ï 6 ô 8 ë 8 â 6 î 6 û 5 ù 3 œ 2 ü 1 æ 1 ÿ 1",
    "es": "ó 80 í 75 á 60 é 45 ñ 31 ú 20 ü 2",
    "pt": "ã 73 ç 53 á 40 é 34 ó 30 í 30 ê 25 õ 10 ú 15 â 15 ô 10 à 5",
    "it": "à 50 è 26 ò 20 ù 15 é 10 ì 10",
    "nl": "ë 10 é 8 ï 6 ö 3 ó 2 ü 2 è 2 á 1 í 1",
    "ca": "à 60 è 40 ó 40 é 35 í 40 ò 25 ú 15 ç 15 ï 8 ü 4 ñ 2",
    "sv": "ä 180 å 134 ö 131 é 8",
    "da": "å 119 ø 94 æ 87 é 4",
    "nb": "å 153 ø 93 æ 19 é 3 ò 1 ó 1",
    "fi": "ä 358 ö 44 å 5 š 1",
    "is": "ð 300 á 180 í 157 é 65 ö 80 ó 99 þ 120 ú 61 æ 87 ý 23",
    "et": "ä 110 õ 100 ü 75 ö 20 š 3 ž 2",
    "pl": "ł 210 ó 110 ę 100 ś 80 ą 80 ż 70 ń 50 ć 40 ź 9",
    "cs": "í 327 á 223 é 135 ě 165 ř 121 ý 107 č 94 š 82 ž 72 ů 56 ú 15 ň 8 ó 4 ť 5 ď 5",
    "sk": "á 180 í 120 č 110 š 100 é 90 ž 90 ý 90 ú 80 ľ 50 ť 50 ô 20 ň 20 ó 15 ä 15 ď 15 ĺ 3 ŕ 2",
    "hu": "á 370 é 380 ö 85 ó 105 ő 90 í 55 ü 55 ú 35 ű 20",
    "ro": "ă 200 ş 130 ţ 110 î 80 â 60",
    "hr": "ć 90 č 110 š 100 ž 55 đ 35",
    "sl": "č 120 š 100 ž 70 ć 8 đ 2",
    "tr": "ı 400 ü 180 ş 170 ğ 110 ç 110 ö 80 â 3 î 1",
    "lt": "ė 150 ų 130 š 130 į 60 ž 80 ū 50 č 50 ą 50 ę 25",
    "lv": "ā 380 ī 180 ē 170 š 110 ņ 60 ū 60 ļ 50 ž 40 č 20 ģ 20 ķ 20",
}
# Where CLDR's words show too little: the letters before and behind.
NEIGHBOURS = {("pt", "õ"): "iç|lsnmhrtp e|"}


class ICU:
    """The few functions that are needed, whatever version of libicu is installed."""

    def __init__(self):
        name = ctypes.util.find_library("icui18n")
        self.version = name.rsplit(".", 1)[1]
        self.libraries = [ctypes.CDLL(ctypes.util.find_library(library)) for library in ("icuuc", "icui18n")]

    def __getattr__(self, name):
        for library in self.libraries:
            if hasattr(library, f"{name}_{self.version}"):
                return getattr(library, f"{name}_{self.version}")
        raise AttributeError(name)

    def text(self, call, *arguments) -> str:
        buffer, status = (ctypes.c_uint16 * 512)(), ctypes.c_int(0)
        count = call(*arguments, buffer, 512, ctypes.byref(status))
        return bytes(buffer)[:2 * count].decode("utf-16-le", "ignore") if status.value <= 0 else ""


def codes(pointer) -> list[bytes]:
    pointer.restype = ctypes.POINTER(ctypes.c_char_p)
    found, index = pointer(), 0
    while found[index]:
        yield found[index]
        index += 1


def ids(icu: ICU, open_enumeration, *arguments):
    status, length = ctypes.c_int(0), ctypes.c_int(0)
    open_enumeration.restype = icu.uenum_next.restype = ctypes.c_void_p
    enumeration = ctypes.c_void_p(open_enumeration(*arguments, ctypes.byref(status)))
    while found := icu.uenum_next(enumeration, ctypes.byref(length), ctypes.byref(status)):
        yield ctypes.string_at(found, length.value)


def wide(text: bytes):
    return ctypes.create_string_buffer(text.decode().encode("utf-16-le") + b"\0\0")


def phrases(icu: ICU, locale: bytes):
    for country in codes(icu.uloc_getISOCountries):
        yield icu.text(icu.uloc_getDisplayCountry, b"und_" + country, locale)
    for language in codes(icu.uloc_getISOLanguages):
        yield icu.text(icu.uloc_getDisplayLanguage, language, locale)
    icu.uscript_getShortName.restype = ctypes.c_char_p
    for script in range(190):
        yield icu.text(icu.uloc_getDisplayScript, b"und_" + icu.uscript_getShortName(script), locale)
    icu.ucurr_getName.restype = ctypes.c_void_p
    for currency in ids(icu, icu.ucurr_openISOCurrencies, 0x7FFFFFFF):
        choice, length, status = ctypes.c_int8(0), ctypes.c_int(0), ctypes.c_int(0)
        name = icu.ucurr_getName(wide(currency), locale, 1, ctypes.byref(choice), ctypes.byref(length), ctypes.byref(status))
        yield ctypes.string_at(name, 2 * length.value).decode("utf-16-le")
    icu.udat_open.restype = ctypes.c_void_p
    for zone in ids(icu, icu.ucal_openTimeZones):
        status, buffer = ctypes.c_int(0), (ctypes.c_uint16 * 512)()
        form = ctypes.c_void_p(icu.udat_open(-2, -2, locale, wide(zone), -1, wide(b"VVV"), 3, ctypes.byref(status)))
        count = icu.udat_format(form, ctypes.c_double(0), buffer, 512, None, ctypes.byref(status))
        icu.udat_close(form)
        yield bytes(buffer)[:2 * count].decode("utf-16-le", "ignore")


def alphabet(icu: ICU, locale: bytes) -> set[str]:
    """The letters of the language, by CLDR."""
    status = ctypes.c_int(0)
    icu.ulocdata_open.restype = icu.ulocdata_getExemplarSet.restype = ctypes.c_void_p
    data = ctypes.c_void_p(icu.ulocdata_open(locale, ctypes.byref(status)))
    letters = ctypes.c_void_p(icu.ulocdata_getExemplarSet(data, None, 0, 0, ctypes.byref(status)))
    return {chr(c) for c in range(0x80, 0x3000) if icu.uset_contains(letters, c)}


def stored(word: str) -> str:
    """As the encodings of one byte write it: Vietnamese tones on their own, Romanian commas as cedillas."""
    out = ""
    for letter in word.translate(str.maketrans("șț", "şţ")):
        parts = unicodedata.normalize("NFD", letter)
        tones = "".join(mark for mark in parts if mark in TONES)
        rest = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in TONES))
        out += rest + tones if ord(letter) > 0x1E00 and tones else letter
    return out


def neighbours(letter: str, seen: dict[str, Counter], letters: Counter) -> str:
    """The frequent neighbours, and behind a bar those that are not so frequent. What is seldom seen is smoothed: an á
    occurs where an a occurs, and any letter anywhere."""
    own, plain = seen[letter], seen[unicodedata.normalize("NFD", letter)[0]]
    if own.total() < 3 and plain is own:
        return "?"
    like = DOUBT if plain is not own and plain.total() else 0
    share = {other: (own[other] + like * plain[other] / max(plain.total(), 1) + DOUBT / 2 * number / letters.total())
             / (own.total() + like + DOUBT / 2) for other, number in letters.items()}
    ranked = sorted(share, key=lambda other: (-share[other], other))
    return "".join(other for other in ranked if share[other] >= OFTEN) + "|" + \
        "".join(other for other in ranked if SELDOM <= share[other] < OFTEN)


def table(icu: ICU, language: str) -> list[str]:
    locale = language.encode()
    own = {letter.lower() for letter in alphabet(icu, locale)} | ({"ă", "â", "î", "ş", "ţ"} if language == "ro" else set())
    if language == "vi":
        own |= TONES | set("ăâđêôơư")
    words = {stored(word) for phrase in phrases(icu, locale) for word in re.findall(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u0e30-\u0e4e])*", phrase.lower())}
    words = sorted(word for word in words if all(letter in own or "a" <= letter <= "z" for letter in word))
    if language in "ru uk bg sr mk be el he ar fa th".split():
        words = [word for word in words if not re.search("[a-z]", word)]
    letters, before, after = Counter(), defaultdict(Counter), defaultdict(Counter)
    for word in words:
        letters[EDGE] += 1
        for previous, letter, following in zip(EDGE + word, word, word[1:] + EDGE):
            letters[letter] += 1
            before[letter][previous] += 1
            after[letter][following] += 1
    weights = WEIGHTS.get(language, "").split()
    weights = {letter: int(weight) for letter, weight in zip(weights[::2], weights[1::2])}
    for letter, count in letters.items():
        if language not in WEIGHTS and ord(letter) > 0x7F and count >= 3:
            weights[letter] = max(1, round(10_000 * count / letters.total()))
    def beside(letter: str) -> str:
        known = f"{neighbours(letter, before, letters)} {neighbours(letter, after, letters)}"
        return NEIGHBOURS.get((language, letter), known)

    return [f"{letter} {weight} {beside(letter)}" for letter, weight in sorted(weights.items(), key=lambda item: -item[1])] + \
        [f"{letter} {neighbours(letter, after, letters)}" for letter in sorted(letters) if "a" <= letter <= "z"]


def main() -> None:
    icu = ICU()
    out = ["// Made by Tests/Peers/letters.py from Unicode's CLDR. Do not edit.", "",
           "/// For each language its letters beyond ASCII: how many there are in 10,000 letters, and which letters stand",
           "/// before and behind each (`-`: the edge of a word), the frequent ones before the bar; `?`: not known.",
           "enum Letters {", "  static let tables: [String: String] = ["]
    for language in LANGUAGES:
        out += [f'    "{language}": """', *("      " + line for line in table(icu, language)), '      """,']
    out += ["  ]", "}", ""]
    with open(sys.argv[1], "w", encoding="utf-8") as file:
        file.write("\n".join(out))


if __name__ == "__main__":
    main()
