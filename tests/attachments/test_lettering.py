import pytest

from vestnik.attachments.lettering import is_garbled

RUSSIAN = (
    "В соответствии со статьёй 37 Федерального закона от 29.12.2012 № 273-ФЗ «Об образовании в "
    "Российской Федерации» приказываю утвердить Правила предварительного заказа питания."
)
GARBLED = {
    "recognised as English": "MKHJtCTEPCTBO TPAHCnOPTA POCCHHCKOH ~E~EPAUHH MOPCKOrO If PElfHOrO "
    "TPAHCIlOPTA 3Al\\1ECIlITEJIb PYKOBO,LJ;IITE.Jrn neTpOSKa yn., MOCKSa",
    "Windows read as Latin": RUSSIAN.encode("cp1251", "replace").decode("latin-1"),
    "UTF-8 read as Windows": RUSSIAN.encode().decode("cp1251", "replace"),
    "DOS read as Windows": RUSSIAN.encode("cp866", "replace").decode("cp1251", "replace"),
    "KOI8 read as Windows": RUSSIAN.encode("koi8-r", "replace").decode("cp1251", "replace"),
    "numbers of glyphs": "".join(
        chr(ord(char) - 0x1D0) if "а" <= char <= "я" else char for char in RUSSIAN
    ),
}
SOUND = {
    "Russian": RUSSIAN,
    "English": "The town council has decided to open the new bridge on Monday, May 18, 2026.",
    "Tatar": "Татарстан Республикасының Министрлар Кабинеты карары белән расланган тәртиптә",
    "capitals": "АДМИНИСТРАЦИЯ ГОРОДСКОГО ОКРУГА СВЕТЛОРЕЧЬЕ ПОСТАНОВЛЕНИЕ О МЕРАХ ПО ОХРАНЕ ТРУДА",
    "abbreviations": "МБОУ СОШ № 4, МКУ ЦБ, ГБУЗ РК «КРБ», ЖКХ, ТБО, МФЦ, ИНН, КПП, БИК, ОКТМО",
    "numbers": "3/650, 123-п, 404п-П13, 2738/499-III-ОЗ, 12.05.2026, 1 200,50 руб., 15 %",
    "few words": "oHe TwO xXx",
    "nothing": "",
}


@pytest.mark.parametrize("text", GARBLED.values(), ids=GARBLED)
def test_garbage_is_told(text):
    """By its words, whatever made it."""
    assert is_garbled(text)


@pytest.mark.parametrize("text", SOUND.values(), ids=SOUND)
def test_words_are_left_alone(text):
    """Of any language that people here write, and too little text says nothing."""
    assert not is_garbled(text)
