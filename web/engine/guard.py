"""Keeps a process from opening connections, whatever it is asked to do, by a filter of the kernel (seccomp).

A process that may open no file at all (``RLIMIT_NOFILE`` is 0) can open no connection either, and needs none of this.
A reader of a store on disk must open the store's files as it comes to need them, so it is denied sockets by name.
"""

import ctypes
import errno
import os
import platform
import socket
import struct

_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _FILTER_MODE = 38, 22, 2
_ALLOW, _DENY = 0x7FFF0000, 0x00050000 | errno.EACCES
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_NUMBER_AT, _MACHINE_AT = 0, 4
_IO_URING_SETUP = 425
_OTHER_CALLS = 0x40000000
"""From here on x86-64 counts the calls of another binary interface, which nothing here uses."""

_MACHINES = {
    "x86_64": (0xC000003E, 41),
    "aarch64": (0xC00000B7, 198),
    "riscv64": (0xC00000F3, 198),
    "ppc64le": (0xC0000015, 326),
    "s390x": (0x80000016, 359),
}
"""The kernel's number of a kind of machine, and the machine's number of the call ``socket``."""


def deny_connections() -> bool:
    """Give up opening sockets, for good and for all children; whether the kernel really denies them now."""
    machine = _MACHINES.get(platform.machine())
    if machine is None:
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    program = _program(*machine)
    code = ctypes.create_string_buffer(program, len(program))
    head = ctypes.create_string_buffer(struct.pack("@HP", len(program) // 8, ctypes.addressof(code)))
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) or libc.prctl(_PR_SET_SECCOMP, _FILTER_MODE, head, 0, 0):
        return False
    return _is_denied()


def can_deny() -> bool:
    """Whether this machine's kernel knows such filters; tried in a child, which then ends."""
    pid = os.fork()
    if pid == 0:
        os._exit(0 if deny_connections() else 1)
    return os.waitpid(pid, 0)[1] == 0


def _is_denied() -> bool:
    try:
        socket.socket(socket.AF_INET).close()
    except PermissionError:
        return True
    return False


def _program(machine: int, socket_call: int) -> bytes:
    """The filter: denied are ``socket``, ``io_uring_setup`` and the calls of other kinds of machines."""
    steps = [
        (_LOAD, 0, 0, _MACHINE_AT),
        (_EQUAL, 0, 5, machine),
        (_LOAD, 0, 0, _NUMBER_AT),
        (_AT_LEAST, 3, 0, _OTHER_CALLS),
        (_EQUAL, 2, 0, socket_call),
        (_EQUAL, 1, 0, _IO_URING_SETUP),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _DENY),
    ]
    return b"".join(struct.pack("=HBBI", *step) for step in steps)
