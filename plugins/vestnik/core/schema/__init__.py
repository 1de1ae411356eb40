"""The schema of the front matter, and the reading of a front matter by it.

`FIELDS` is the data: everything that says what a field is comes from there. `read` makes a
`Document` of a front matter and names all that is wrong with it at once.
"""

from vestnik.core.schema.act_fields import STATUSES
from vestnik.core.schema.common_fields import AGES, TYPES
from vestnik.core.schema.document import FOLDERS, default_slug, read
from vestnik.core.schema.fields import FIELDS, LEVELS, fields_of
from vestnik.core.schema.types import Field, Type

__all__ = [
    "AGES",
    "FIELDS",
    "FOLDERS",
    "LEVELS",
    "STATUSES",
    "TYPES",
    "Field",
    "Type",
    "default_slug",
    "fields_of",
    "read",
]
