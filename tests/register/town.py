"""A portal and acts for the tests of the register."""

from datetime import UTC, date, datetime

from vestnik.core.model import Act, ActReference, Document, Kind
from vestnik.core.portal import ActKind, Issuer, Portal

PORTAL = Portal(
    name="Администрация городского округа Светлоречье",
    url="https://svetlorechye.example",
    town="Светлоречье",
    region="Верхнелужская область",
    act_kinds=(
        ActKind(key="postanovlenie", title="Постановление", plural="Постановления"),
        ActKind(key="rasporyazhenie", title="Распоряжение", plural="Распоряжения"),
        ActKind(key="prikaz", title="Приказ", plural="Приказы"),
        ActKind(key="reshenie", title="Решение", plural="Решения"),
    ),
    issuers=(
        Issuer(
            key="adm", title="Администрация городского округа Светлоречье", short="Администрация"
        ),
        Issuer(
            key="edu",
            title="Управление образования администрации городского округа Светлоречье",
            short="Управление образования",
        ),
        Issuer(
            key="sovet",
            title="Совет депутатов городского округа Светлоречье",
            short="Совет депутатов",
        ),
    ),
)


def act(
    number: str = "500",
    adopted: date = date(2026, 3, 1),
    repeals: tuple[ActReference, ...] = (),
    based_on: tuple[ActReference, ...] = (),
) -> Document:
    """A resolution of the administration."""
    return Document(
        path="documents/2026/act/index.md",
        kind=Kind.DOCUMENT,
        title="О составе",
        date=datetime(2026, 3, 2, tzinfo=UTC),
        address="/documents/adm/postanovlenie/2026/500/",
        slug="500",
        act=Act(
            kind="postanovlenie",
            number=number,
            adopted=adopted,
            issuer="adm",
            repeals=repeals,
            based_on=based_on,
        ),
    )
