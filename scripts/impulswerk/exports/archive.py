"""ZIP archives that are the same, byte for byte, whenever they hold the same."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable, Iterable

# What is compressed already would only take time.
_PACKED = (".png", ".pdf", ".zip", ".xlsx")


def archive(files: Iterable[tuple[str, Callable[[], bytes]]], day: dt.date) -> bytes:
    """A ZIP of files, each as its name and what makes it, in their order; `day` dates them all."""
    buffer = io.BytesIO()
    # The earliest year that a ZIP knows is 1980.
    moment = (max(day.year, 1980), day.month, day.day, 0, 0, 0)
    with zipfile.ZipFile(buffer, "w") as found:
        # One by one: thousands of pictures beside the archive would be as much again.
        for name, make in files:
            info = zipfile.ZipInfo(name, moment)
            info.external_attr = 0o644 << 16
            info.create_system = 3  # the same on every system
            is_packed = name.endswith(_PACKED)
            info.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
            found.writestr(info, make())
    return buffer.getvalue()
