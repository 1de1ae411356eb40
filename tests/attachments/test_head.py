from datetime import date

import pytest

from vestnik.attachments.head import stated_in
from vestnik.core.model import Stated

ORDER = Stated(kind="приказ", number="375", date=date(2026, 5, 14))


@pytest.mark.parametrize(
    ("page", "stated"),
    [
        ("УПРАВЛЕНИЕ\nПРИКАЗ\n14 мая 2026 года\nг. Светлоречье\n№ 375\nО питании", ORDER),
        ("П Р И К А З\nот 14.05.2026 № 375\nО питании", ORDER),
        ("ПРИКАЗ от «14» мая 2026 г. N 375", ORDER),
        ("Приказ\n№ 3/650-п от 05.03.2018",
         Stated(kind="приказ", number="3/650-п", date=date(2018, 3, 5))),
        ("Приложение\nк приказу от 14.05.2026 № 375", None),
        ("ПРИКАЗ\n№ ________ «____» ____________ 20___ г.", None),
        (("ПРИКАЗ\n№ ____ «____» 20___ г.\nВ целях исполнения требований Федерального закона от "
         "29.12.2012 № 275-ФЗ"), None),
        ("ПРИКАЗ\nг. Светлоречье\nО внесении изменений в приказ от 14.05.2026 № 375", None),
        ("ПРИКАЗ\nот 45.05.2026 № 375", None),
        ("Приказываю:\nот 14.05.2026 № 375", None),
        ("", None),
    ],
)  # fmt: skip
def test_only_a_plain_head_counts(page, stated):
    """Kind on its line, date and number below it, before the title; annexes and blanks do not."""
    assert stated_in(page) == stated
