"""Reading a file from outside: size first, then UTF-8, each with an error that names the place."""

from pathlib import Path

from graph.errors import InputError


def read_text(path: Path, limit: int) -> str:
    """The text of a UTF-8 file of at most `limit` bytes, byte order mark dropped.

    Raises
    ------
    InputError
        The file is missing, unreadable, longer than `limit`, or no UTF-8.

    """
    try:
        size = path.stat().st_size
        if size > limit:
            raise InputError(
                f"the file has {size:,} bytes, more than the {limit:,} that are read",
                "split it, or raise the limit in the settings",
                file=path,
            )
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", "check the path and its rights", file=path) from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(
            f"is no UTF-8 (byte {data[error.start]:#04x} at offset {error.start})",
            "convert it, for example with iconv -t UTF-8",
            file=path,
            line=line,
        ) from None
