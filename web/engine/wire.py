"""Messages between pool, keeper and readers, over Unix sockets.

A reader's socket carries frames: one letter, the length, the payload. The keeper's socket keeps message borders
(SOCK_SEQPACKET): the pool sends commands, the keeper events.
"""

import socket
import struct

REQUEST, DATA, END, FAILED = b"Q", b"D", b"E", b"X"
"""Kinds of frames: a job for the reader; and from it a piece of the answer, the end of it, a failure."""

FORK, KILL, SLOW = b"F", b"K", b"N"
"""Commands to the keeper: fork a reader; kill one, by its pid; let one run after the others from now on."""

READY, BROKEN, READER, OBITUARY = b"S", b"X", b"R", b"O"
"""Events from the keeper: the graph is loaded, it cannot be, a reader (pid, with its socket), an end (pid, status)."""

FRAME_BYTES = 65536
"""Size of the pieces in which an answer travels."""

_HEADER = struct.Struct("!cI")


def send_frame(channel: socket.socket, kind: bytes, payload: bytes = b"") -> None:
    """Send one frame."""
    channel.sendall(_HEADER.pack(kind, len(payload)) + payload)


def receive_frame(channel: socket.socket) -> tuple[bytes, bytes]:
    """Receive one frame.

    Raises
    ------
    EOFError
        The other side is gone.

    """
    kind, length = _HEADER.unpack(_exactly(channel, _HEADER.size))
    return kind, _exactly(channel, length)


def _exactly(channel: socket.socket, length: int) -> bytes:
    buffer = bytearray(length)
    view = memoryview(buffer)
    filled = 0
    while filled < length:
        try:
            count = channel.recv_into(view[filled:])
        except ConnectionResetError:
            count = 0
        if not count:
            raise EOFError
        filled += count
    return bytes(buffer)
