"""Modules joined to one: each keeps its names, all that is asked for is exported."""

import json
import subprocess

import pytest

from vestnik.site.scripts import ModuleError, joined

MODULES = {
    "search/page.js": """import { twice, LIMIT as most } from "./other.js";
import * as deep from "../deep/one.js";
// A remark that does not travel.
const name = "page";
export async function answer(value) {
  return [name, twice(value), most, deep.name()];
}
export const first = 1, second = 2;
""",
    "search/other.js": """import { name as called } from "../deep/one.js";
const name = "other";
export const LIMIT = 7;
export function twice(value) { return `${name} ${called()} ${value * 2} // ${value}`; }
""",
    "deep/one.js": 'export function name() { return "deep"; }\nexport class Box {}\n',
}


@pytest.mark.node
def test_modules_work_as_one():
    """Names that several modules use stay apart; what the first exports can be imported."""
    code = joined("search/page.js", MODULES.__getitem__)
    program = code + "\nprocess.stdout.write(JSON.stringify(await answer(21)));"
    done = subprocess.run(
        ["node", "--input-type=module", "-e", program],
        stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    assert json.loads(done.stdout) == ["page", "other deep 42 // 21", 7, "deep"]


def test_each_module_comes_once_and_before_those_that_need_it():
    """The shared one first, without remarks and imports."""
    code = joined("search/page.js", MODULES.__getitem__)
    assert code.count("class Box") == 1
    assert code.index("class Box") < code.index("LIMIT = 7") < code.index("answer")
    assert "import" not in code
    assert "remark" not in code
    assert code.endswith("export const { answer, first } = $m2;\n")


@pytest.mark.parametrize(
    "text",
    ['export { a } from "./b.js";\n', "export default 1;\n", 'import a from "./b.js";\n'],
)
def test_what_cannot_be_joined_is_named(text):
    """With the module and the line."""
    with pytest.raises(ModuleError, match=r"a\.js: .*(export|import)"):
        joined("a.js", {"a.js": text, "b.js": ""}.__getitem__)


def test_a_circle_is_named():
    """Two modules that need each other cannot come one before the other."""
    circle = {
        "a.js": 'import { b } from "./b.js";\nexport const a = b;\n',
        "b.js": 'import { a } from "./a.js";\nexport const b = a;\n',
    }
    with pytest.raises(ModuleError, match="по кругу"):
        joined("a.js", circle.__getitem__)
