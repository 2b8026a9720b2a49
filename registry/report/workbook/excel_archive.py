"""A workbook's zip without times of writing."""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from _typeshed import SizedBuffer, StrPath

STAMP: Final = (1980, 1, 1, 0, 0, 0)
STAMP_XML: Final = b"1980-01-01T00:00:00Z"


class Archive(zipfile.ZipFile):
    """A zip in which every part has the same time: the same rows give the same bytes."""

    def writestr(
        self,
        zinfo_or_arcname: str | zipfile.ZipInfo,
        data: SizedBuffer | str,
        compress_type: int | None = None,  # noqa: ARG002 (as zipfile declares it)
        compresslevel: int | None = None,  # noqa: ARG002 (as zipfile declares it)
    ) -> None:
        """Add a part; the one part that tells when it was written tells the fixed time."""
        content = data.encode() if isinstance(data, str) else bytes(data)
        name = str(getattr(zinfo_or_arcname, "filename", zinfo_or_arcname))
        if name == "docProps/core.xml":
            content = re.sub(rb">\d{4}-\d\d-\d\dT[0-9:.]+Z<", b">" + STAMP_XML + b"<", content)
        super().writestr(_entry(name), content)

    def write(
        self,
        filename: StrPath,
        arcname: StrPath | None = None,
        compress_type: int | None = None,  # noqa: ARG002 (as zipfile declares it)
        compresslevel: int | None = None,  # noqa: ARG002 (as zipfile declares it)
    ) -> None:
        """Add a file, piece by piece."""
        place = _entry(str(arcname or filename))
        with Path(filename).open("rb") as source, self.open(place, "w") as part:
            shutil.copyfileobj(source, part, 1 << 20)


def _entry(name: str) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name.removeprefix("/"), STAMP)
    made.compress_type = zipfile.ZIP_DEFLATED
    made.external_attr = 0o600 << 16
    return made
