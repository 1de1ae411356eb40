"""The site's synonyms and abbreviations: a text file, a group a line.

ЖКХ = жилищно-коммунальное хозяйство
мусор = ТКО = твёрдые коммунальные отходы
# a remark
"""

from __future__ import annotations

from collections.abc import Iterator

from vestnik.core.problems import Problem, Severity
from vestnik.search.tokens import tokens

Phrase = tuple[str, ...]
"""Terms that stand for something together."""

USUAL = """\
ЖКХ = жилищно-коммунальное хозяйство
ТКО = твёрдые коммунальные отходы
МО ГО = муниципальное образование городского округа
МО = муниципальное образование
МКД = многоквартирный дом
МФЦ = многофункциональный центр
ЗАГС = запись актов гражданского состояния
ЕДДС = единая дежурно-диспетчерская служба
НПА = нормативный правовой акт
ТОС = территориальное общественное самоуправление
ТСЖ = товарищество собственников жилья
ДОУ = дошкольное образовательное учреждение = детский сад
ФАП = фельдшерско-акушерский пункт
ЖКУ = жилищно-коммунальные услуги
КДН = комиссия по делам несовершеннолетних
НКО = некоммерческая организация
ОВЗ = ограниченные возможности здоровья
ТИК = территориальная избирательная комиссия
УИК = участковая избирательная комиссия
ФОК = физкультурно-оздоровительный комплекс
ДК = дом культуры
мусор = ТКО = ТБО = коммунальные отходы
выплата = пособие
садик = детский сад
мэр = глава
капремонт = капитальный ремонт
маткапитал = материнский капитал
квартплата = плата за жилое помещение
горячая вода = горячее водоснабжение = ГВС
холодная вода = холодное водоснабжение = ХВС
отключение света = отключение электроэнергии = отключение электричества
прописка = регистрация по месту жительства
волонтер = доброволец
парковка = автостоянка
гололед = гололедица
бездомные собаки = животные без владельцев = безнадзорные животные
вакансия = вакантная должность
маршрутка = маршрутное такси
соцзащита = социальная защита
госуслуги = государственные услуги
малый бизнес = малое предпринимательство = МСП
ДТП = дорожно-транспортное происшествие
ЧС = чрезвычайная ситуация
ИЖС = индивидуальное жилищное строительство
ПЗЗ = правила землепользования и застройки
ЕГЭ = единый государственный экзамен
ОГЭ = основной государственный экзамен
СВО = специальная военная операция
СНТ = садоводческое некоммерческое товарищество
"""
"""What every municipality shortens, and what people call otherwise than officials write; a site's
file adds to it. A word that texts say in many senses has none here: each synonym is a request more
of the browser's search.
"""


def groups(text: str) -> list[list[Phrase]]:
    """The groups of phrases that mean the same.

    >>> groups("ТКО = мусор")
    [[('тко',), ('мусор',)]]
    """
    found = []
    for line in text.splitlines():
        phrases = dict.fromkeys(phrase for phrase in _phrases(line.partition("#")[0]) if phrase)
        if len(phrases) > 1:
            found.append(list(phrases))
    return found


def problems(data: bytes, path: str) -> list[Problem]:
    r"""What is wrong with a site's file; lines that say nothing are passed over by `groups`.

    >>> [problem.line for problem in problems("каток\nТКО = мусор".encode(), "synonyms.txt")]
    [1]
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return [
            Problem(
                path=path,
                code="synonym-encoding",
                message="файл не в кодировке UTF-8: поиск не понимает его слов",
                remedy="сохраните его как «UTF-8»",
                severity=Severity.WARNING,
            )
        ]
    return [problem for number, line in enumerate(text.splitlines(), 1)
            for problem in _line_problems(line.partition("#")[0], number, path)]  # fmt: skip


def _line_problems(line: str, number: int, path: str) -> Iterator[Problem]:
    parts = [part.strip() for part in line.split("=")]
    said = [part for part in parts if any(_phrases(part))]
    if line.strip() and len(dict.fromkeys(phrase for phrase in _phrases(line) if phrase)) < 2:
        yield Problem(
            path=path,
            line=number,
            code="synonym-alone",
            message=f"«{line.strip()[:60]}»: не сказано, что значит то же самое",
            remedy="перечислите слова через знак равенства: каток = ледовая арена",
            severity=Severity.WARNING,
        )
    elif line.strip() and len(said) < len(parts):
        silent = next(part for part in parts if part not in said)
        yield Problem(
            path=path,
            line=number,
            code="synonym-empty",
            message=f"между знаками равенства нет слова, которое можно искать: «{silent[:60]}»",
            remedy="допишите слово или удалите лишний знак «=»; предлоги и союзы не ищутся",
            severity=Severity.WARNING,
        )


def _phrases(line: str) -> Iterator[Phrase]:
    for part in line.split("="):
        yield tuple(term for token in tokens(part) for term in token.terms)
