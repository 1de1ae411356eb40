"""What stands between the word of a kind and its number: who adopted the act, or something else."""

from __future__ import annotations

import enum
import re

from msgspec import Struct
from msgspec.structs import replace

from vestnik.register.quotes import balanced

_WORD = re.compile(r"[А-Яа-яЁёA-Za-z][\w-]*")

_OTHER_PAPERS = re.compile(
    r"(?<!\w)(?:договор|контракт|соглашени|протокол|письм|телеграмм|лиценз|свидетельств|сч[её]т(?!н)"
    r"|накладн|акт(?:а|у|ом|е|ы|ов|ами)?(?!\w)|заявлени|заявк|обращени|жалоб|запрос|ответ(?!с)"
    r"|предписани|протест|заключени[яеюй]|справк|выписк|паспорт(?:а|ом|у|ов)?(?!\w)|полис|извещени"
    r"|уведомлени|доверенност|ордер|чек(?:а|ом|у)?(?!\w)|квитанци|патент|аттестат|диплом|удостоверени"
    r"|сертификат|деклараци|записк|смет[аыуое]|ведомост|газет|журнал|вестник|бюллетен|выпуск"
    r"|дел[оуе](?!\w)|определени|приговор|ходатайств|реестр|лот(?:а|у|ом)?(?!\w)|рисун|приложени"
    r"|таблиц|форм[аыеу](?!\w)|гост(?!\w)|санпин|снип|иск(?:а|у|ом)?(?!\w)|поручени|представлени[яею]\s+прокур)",
    re.IGNORECASE,
)
"""Papers with numbers and dates that are no acts: nearer than the kind, the number is theirs."""

_CLAUSE = re.compile(
    r"(?<!\w)(?:утвержд|принят|приня[лв]|внес[её]н(?!и)|согласован|направ[ил]|вынес|подписа[лн]"
    r"|зарегистр|опубликов|размещ|признан|утрати|заключ[её]н(?!и)|выда[нл]|котор|если|также|далее"
    r"|поступи|получ[ие]|составл|предусмотр|вступ|был[аои]?(?!\w)|исх\.|вх\.|тел\.|р/с|ИНН|КПП|БИК"
    r"|редакци|изменени[яй]ми|от\s*[«\"]?\d)",
    re.IGNORECASE,
)
"""A new thought begins: what follows does not belong to the kind."""

_NOT_ACTS = re.compile(
    r"(?<!\w)(?:(?:арбитражн|районн|городск|областн|мирово|апелляционн|кассационн|гарнизонн|военн)\w*"
    r"\s+(?:\w+\s+)?суд|суд[аеоуы]?(?!\w|\s+РФ)|судь|пристав|следовател|дознавател|мирового"
    r"|(?:конкурсн|аукционн|единой|закупочн|призывн|врачебн|аттестационн|медицинск)\w*\s+комисси"
    r"|по\s+делу|по\s+жалобе|акционер|учредител|участник|жильц|собственник|кредитор|дольщик|жюри"
    r"|об\s+административном)",
    re.IGNORECASE,
)
"""Courts, investigators, meetings: their decisions are no legal acts."""
NOT_ACT_BEHIND = re.compile(
    r"\s*,?\s*(?:по\s+(?:\w+\s+)?дел[уа]м?(?!\w)(?!\s+(?:молод|несоверш|ветеран|гражданск))"
    r"|о\s+(?:возбуждении|назначении\s+административн))",
    re.IGNORECASE,
)
"""… as is what has this behind its date."""
_HIGH_COURTS = re.compile(
    r"верховн\w*\s+суд|конституционн\w*\s+суд|пленум|уставн\w*\s+суд", re.IGNORECASE
)

_BODIES = re.compile(
    r"(?:администрац|глав[аыуое]|мэр|правительств|президент|губернатор|совет|дум|собрани|район|город"
    r"|горсовет|округ|поселени|област|кра[йяюе]|республик|муниципальн|сельск|образовани|управлени"
    r"|отдел|департамент|комитет|министерств|министр|депутат|народн|исполнительн|исполком|законодательн"
    r"|федеральн|федераци|российск|государственн|региональн|местн|территориальн|избирательн|комисси"
    r"|представительн|орган(?!из)|власт|самоуправлени|пос[её]лк|сел[аоу]$|деревн|станиц|сельсовет|улус|наслег"
    r"|аймак|краев|президиум|верховн|пленум|суд|конституционн|начальник|директор|руководител|председател"
    r"|заместител|врач|санитарн|служб|агентств|банк|казначейств|инспекци|палат|фонд|автономн|внутригородск"
    r"|внутренн|дел$|финанс|экономик|экономическ|развити|здравоохранени|культур|спорт|туризм|труд"
    r"|социальн|защит|населени|имуществ|земельн|отношени|жилищн|хозяйств|строительств|архитектур"
    r"|градостроительств|транспорт|связ|природн|ресурс|экологи|молод[её]ж|политик|чрезвычайн|ситуаци"
    r"|надзор|сфер|прав(?!ил)|потребител|благополучи|человек|наук|просвещени|юстици|обороны|торговл"
    r"|промышленност|информаци|коммуникаци|бывш|штаб|кабинет|коллеги|врем|исполня|обязанност"
    r"|мун|гор|обл|респ|номером|общ|союзн|сесси|созыв|учрежден|заведующ|ректор|аппарат|перв|втор|трет"
    r"|четв[её]рт|пят|шест|седьм|восьм|девят|десят)"
    r"\w*$",
    re.IGNORECASE,
)
_SMALL = "г р н и по в за с со при под к"
_SHORT = frozenset(_SMALL.split())
"""Words that count whole, not as beginnings."""
_SENTENCE = re.compile(r"(\w{0,12})\s?[.!?…]+[»\"]?\s+(?=[А-ЯЁ«\"])")
_WITH_STOPS = "г гг им пос п с д ст ул р обл мун респ т е ред пл гор пгт рп дер х ж рос фед адм"
_ABBREVIATED = frozenset(_WITH_STOPS.split())
TITLE_BEFORE = re.compile(r"[«\"]\s?(Об? [^«»\"\n]{3,300}?)\s?[»\"]\Z")
"""A title right before «от» or «№»."""
_THING_BEFORE = re.compile(
    r"(?<!\w)(?:школ|гимнази|лице[йяюе]|сад|маршрут|участ(?:ок|ка|ке|ку)|избирательн\w+\s+округ|дом[ауе]?(?!\w)"
    r"|корпус|больниц|поликлиник|станци|причал|автобус|зал[ауе]?(?!\w)|кабинет[ауе]?(?!\w)|объект|квартир"
    r"|М?[БКАГ]?ДОУ|М?[БКАГ]?ОУ|СОШ|ООШ|МОУ|здани|строени|скважин|котельн|цех|отряд|част[ьи]|трамва|троллейбус"
    r"|подпрограмм|этап|раздел|групп)\w*\s*[«\"]?\s*\Z",
    re.IGNORECASE,
)
"""What has a number of its own."""
_LIST_HEAD = re.compile(r":\s*(?:(?:[-–—•*]|\(?\d{1,3}(?:\.\d{1,3}){0,3}[.)]?|[а-я]\))\s*)?$")
_TITLE = re.compile(r"(?<!\w)[Оо]б?о?\s")
_UNWANTED = " \t\n\r\u00a0,:;-–—"
_QUOTES = '«»"“”„'
_SPACES = re.compile(r"\s+")
_BARE = re.compile(r"\s+(\d{1,6}(?:[/-][\dА-Яа-я]{1,6}){0,3})\s*\Z")
_UNDER = re.compile(r"(?:^|\s)(?:за|под)$")
"""«Приказ за номером 375»."""

_OUTSIDE = re.compile(
    r"(?<!\w)(?:правительств|президент|президиум|министерств|министр[аоу]?|губернатор"
    r"|кабинета\s+министров|федеральн\w*\s+(?:служб|агентств|казначейств|налогов|собрани)"
    r"|государственн\w*\s+(?:дум|собрани|совет|комитет)|законодательн|народн\w+\s+(?:хурал|собрани)"
    r"|верховн|конституционн|пленум|центральн\w*\s+(?:банк|избир)|банк[аоу]?\s+росси"
    r"|главн\w+\s+государственн|роспотреб|рос[а-я]*(?:надзор|реестр|стандарт|стат|архив|имуществ)"
    r"|курултай|хурал|госстро|госстандарт|росстат|ГКНТ|ЦИК|ФНС|ФАС|МЧС|МВД|ФСБ|СССР|РСФСР)",
    re.IGNORECASE,
)
_MINISTRY = re.compile(r"(?<!\w)Мин[а-яё]{2,}(?!\w)")
_REGION = re.compile(
    r"(?<!\w)(?:областн|краев|област[ьиейю]|кра[йяюе]|республик|автономн|РФ|российской\s+федерации"
    r"|РТ|РК|РБ|КМ)(?:\w*)",
    re.IGNORECASE,
)
_TOWN = re.compile(
    r"(?<!\w)(?:район|город|гор\.|г\.|ГО(?!\w)|МО(?!\w)|МР(?!\w)|МГО|округ(?!\w*-)|поселен|поселк|пос[её]лк"
    r"|муниципальн|сельсовет|сельск|станиц|местн|совет[ауео]\w*\s+(?:народных\s+)?депутатов|улус|наслег"
    r"|районн|городск|внутригород)",
    re.IGNORECASE,
)

_GENITIVE = (
    r"(?:[Аа]дминистрации|[Сс]овета|Думы|[Сс]обрания|[Гг]лавы|[Пп]равительства|Президента|Министерства"
    r"|[Дд]епартамента|[Уу]правления|Комитета|[Гг]убернатора|Кабинета"
    r"|(?:Исполнительн|Районн|Городск|Муниципальн|Представительн|Земск)(?:ого|ой))(?!\w)"
)
NEXT_ISSUER = re.compile(_GENITIVE)
"""Begins the name of a body, in the genitive."""
_TRAILING = re.compile(
    rf"\s+({_GENITIVE}(?:\s+(?!от\s|и\s+от|«?О\s|Об\s)[«\"]?[\w-]+[»\"]?){{0,8}})"
)


class Trust(enum.Enum):
    """How surely a number with a date, or either, is that of an act."""

    FULL = enum.auto()
    """«от 05.03.2018 № 3»: anything that is no other paper may stand before it."""
    SOME = enum.auto()
    """«№ 3 от 05.03.2018»: the number may be that of a school in the title."""
    NONE = enum.auto()
    """One of both alone is believed only behind words for bodies and names."""


class Between(Struct, frozen=True):
    """What stands between a kind and its number."""

    issuer: str
    title: str = ""
    list_head: bool = False
    """It ends with a colon: the number is the first of a list."""


def between(gap: str, trust: Trust) -> Between | None:
    """The issuer and title in `gap`, or `None` where the number does not belong to the kind."""
    gap = gap.rstrip().removesuffix("(")
    named = TITLE_BEFORE.search(gap)
    head = _LIST_HEAD.search(gap[: named.start()] if named else gap)
    if head is None:
        return _between(gap, trust)
    what = _between(gap[: head.start()], trust)
    return replace(what, list_head=True, title=named[1] if named else "") if what else None


def _between(gap: str, trust: Trust) -> Between | None:
    if not gap.strip():
        return Between("")
    issuer, title = _parted(gap)
    quoted = title[:1] in _QUOTES
    if not _coherent(gap) or _OTHER_PAPERS.search(issuer if quoted else gap) or is_not_act(issuer):
        return None
    if trust is Trust.NONE and not (_plain_issuer(issuer) and (quoted or not title)):
        return None
    if trust is Trust.SOME and not quoted and _THING_BEFORE.search(gap):
        return None
    return Between(_clean(issuer), _clean(title).strip(_QUOTES + " "))


def bare_number(gap: str) -> tuple[str, str] | None:
    """Issuer and number of «приказ 375 от 23.05.2023», where nobody typed «№»."""
    found = _BARE.search(gap)
    if found is None:
        return None
    what = between(gap[: found.start()], Trust.NONE)
    return (what.issuer, found[1]) if what and not what.title and not what.list_head else None


def _coherent(gap: str) -> bool:
    """No other sentence, clause or opened bracket or quotation begins in it."""
    if not balanced(gap) or gap.count("(") != gap.count(")") or ";" in gap or ":" in gap:
        return False
    if _CLAUSE.search(gap):
        return False
    return all(_abbreviated(found[1]) for found in _SENTENCE.finditer(gap))


def _abbreviated(word: str) -> bool:
    return len(word) <= 1 or word.lower() in _ABBREVIATED


def _parted(gap: str) -> tuple[str, str]:
    """Issuer and title: the title begins with «О», or with a quotation mark before it."""
    found = _TITLE.search(gap)
    if found is None:
        return gap, ""
    start = found.start()
    before = gap[:start].rstrip()
    if before.endswith(("«", '"', "“", "„")):
        start = len(before) - 1
    return gap[:start], gap[start:]


def is_not_act(issuer: str) -> bool:
    """Whether what is named is a court, an investigator or a meeting."""
    return _NOT_ACTS.search(issuer) is not None and not _HIGH_COURTS.search(issuer)


def _plain_issuer(issuer: str) -> bool:
    """Whether every word names a body or is a name."""
    outside_quotes = re.sub(r"[«\"“„][^»\"”]*[»\"”]", " ", issuer)
    return all(names_body(word) for word in _WORD.findall(outside_quotes))


def names_body(word: str) -> bool:
    """Whether the word may stand in the name of a body."""
    if word[0].isupper():
        return True
    if len(word) <= 4 and word.lower() in _SHORT:
        return True
    found = _BODIES.match(word)
    return found is not None and len(word) > 2


def _clean(text: str) -> str:
    return _UNDER.sub("", _SPACES.sub(" ", text).strip(_UNWANTED))


def issuer_behind(text: str, place: int) -> tuple[str, int]:
    """«от 13.06.2017 № 218 Исполнительного комитета …»: the issuer and where it ends."""
    found = _TRAILING.match(text, place)
    if found is None:
        return "", place
    words: list[str] = []
    end = found.start(1)
    for word in re.finditer(r"\S+", text[found.start(1) : found.end()]):
        bare = word[0].strip('«»".,;()')
        if bare and not names_body(bare):
            break
        words.append(word[0])
        end = found.start(1) + word.end()
        if word[0][-1] in ".,;)":
            break
    return _clean(" ".join(words)).rstrip("."), end


def is_outside(issuer: str, number: str) -> bool:
    """Whether the body is federal or regional, as far as its name tells."""
    if _OUTSIDE.search(issuer) or _MINISTRY.search(issuer):
        return True
    if number.upper().endswith(("ФЗ", "ФКЗ")):
        return True
    return bool(_REGION.search(issuer)) and not _TOWN.search(issuer)
