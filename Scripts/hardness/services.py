# SPDX-License-Identifier: Apache-2.0
"""Services that misbehave: a pprof endpoint that answers from recordings, and everything that can go wrong with one.

A misbehaviour is a function that gets a connection and a request and writes what it likes, byte by byte.
"""

from __future__ import annotations

import contextlib
import functools
import gzip
import pathlib
import random
import socket
import struct
import tarfile
import threading
import time
import zlib
from collections.abc import Callable

REPOSITORY = pathlib.Path(__file__).resolve().parent.parent.parent
RECORDING = REPOSITORY / "Fixtures/recordings/leaks/goroutine-blocked-send/leaky/1.27.3.tar.gz"
FORMATS = REPOSITORY / "Fixtures/formats"

Behaviour = Callable[["Service", socket.socket, str], bool | None]
"""Answers a request for a path and query; the connection is kept when it returns True."""


class Service:
    """A server on loopback with one behaviour, a thread a connection; closed at the end of a `with`."""

    def __init__(self, behaviour: Behaviour, host: str = "127.0.0.1") -> None:
        self.behaviour = behaviour
        self.started = time.monotonic()
        self.answers = Recording()
        self._listener = socket.socket()
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._listener.bind((host, 0))
        self._listener.listen(64)
        self.port = self._listener.getsockname()[1]
        self.address = f"{host}:{self.port}"
        self._connections: set[socket.socket] = set()
        self._is_closed = False
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def __enter__(self) -> Service:
        return self

    def __exit__(self, *_: object) -> None:
        self._is_closed = True
        self.stop_listening()

    def stop_listening(self) -> None:
        """Closes the listener and every connection with a reset, as a process does that is killed."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for connection in list(self._connections):
            with contextlib.suppress(OSError):
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                connection.shutdown(socket.SHUT_RDWR)

    def listen_again(self) -> None:
        """Listens at the same port, as a new process with goroutine ids and time of its own."""
        self._listener = socket.socket()
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._listener.bind(("127.0.0.1", self.port))
        self._listener.listen(64)
        self.answers = Recording()
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def restart_every(self, seconds: float) -> None:
        """Goes away and comes back, over and over, until the service is closed."""

        def restart() -> None:
            while not self._is_closed:
                time.sleep(seconds)
                self.stop_listening()
                time.sleep(0.3)
                if not self._is_closed:
                    self.listen_again()

        threading.Thread(target=restart, daemon=True).start()

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        self._connections.add(connection)
        try:
            with connection:
                received = b""
                while True:
                    while b"\r\n\r\n" not in received:
                        piece = connection.recv(65536)
                        if not piece:
                            return
                        received += piece
                    head, received = received.split(b"\r\n\r\n", 1)
                    words = head.split(b" ", 2)
                    path = words[1].decode("latin-1") if len(words) > 1 else "/"
                    if not self.behaviour(self, connection, path):
                        return
        except OSError:
            pass  # the other side has gone: that is its right
        finally:
            self._connections.discard(connection)


class Recording:
    """What a leaking service answered while it was watched, each resource with its answers in order."""

    def __init__(self) -> None:
        self._taken: dict[str, int] = {}
        self._lock = threading.Lock()

    def body(self, path: str) -> bytes | None:
        """Returns the next answer for a path; None for one that does not exist."""
        name, _, query = path.removeprefix("/debug/pprof/").partition("?")
        answers = _recorded().get(f"{name}?debug=2" if "debug=2" in query else name)
        if answers is None:
            return None
        with self._lock:
            number = self._taken.get(path, 0)
            self._taken[path] = number + 1
        return answers[min(number, len(answers) - 1)]


@functools.cache
def _recorded() -> dict[str, list[bytes]]:
    with tarfile.open(RECORDING) as archive:
        files = {member.name: archive.extractfile(member).read() for member in archive if member.isfile()}
    rounds = sorted(name for name in files if name.endswith("goroutine-debug2.txt"))
    return {
        "": [INDEX],
        "cmdline": [b"/srv/shop\0-listen\0:8080"],
        "goroutine": [files["rounds/01/goroutine.pb.gz"]],
        "goroutine?debug=2": [files[name] for name in rounds],
        "goroutineleak": [next(files[name] for name in files if "goroutineleak" in name)],
        "heap": [(FORMATS / "memory/go1.27.3/heap.pb.gz").read_bytes()],
        "trace": [(FORMATS / "traces/go1.27.3.trace").read_bytes()],
        "/debug/vars": [(FORMATS / "memory/go1.27.3/vars.json").read_bytes()],
    }


def _index(names: list[str], count: int = 120) -> bytes:
    rows = "".join(f"<tr><td>{count}</td><td><a href='{name}?debug=1'>{name}</a></td></tr>\n" for name in names)
    return f"<html><head><title>/debug/pprof/</title></head><body><table>\n{rows}</table></body></html>".encode()


INDEX = _index(["allocs", "goroutine", "goroutineleak", "heap", "threadcreate", "trace"])


def send(connection: socket.socket, body: bytes, status: str = "200 OK", headers: str = "") -> bool:
    """Sends a whole answer."""
    head = f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n{headers}\r\n"
    connection.sendall(head.encode("latin-1") + body)
    return True


def sound(service: Service, connection: socket.socket, path: str) -> bool:
    """Answers as a good service does."""
    body = service.answers.body(path)
    if body is None:
        return send(connection, b"404 page not found\n", "404 Not Found", "Content-Type: text/plain\r\n")
    return send(connection, body)


def only_after_the_index(behaviour: Behaviour) -> Behaviour:
    """Misbehaves for everything but the index page, so that a watch begins."""

    def answer(service: Service, connection: socket.socket, path: str) -> bool | None:
        if path == "/debug/pprof/":
            return sound(service, connection, path)
        return behaviour(service, connection, path)

    return answer


def drip(pause: float) -> Behaviour:
    """Sends a sound answer a byte at a time."""

    def answer(service: Service, connection: socket.socket, path: str) -> bool:
        body = service.answers.body(path) or b""
        connection.sendall(f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\n\r\n".encode())
        for byte in body:
            connection.sendall(bytes([byte]))
            time.sleep(pause)
        return True

    return answer


def late(seconds: float) -> Behaviour:
    """Sends a sound answer late."""

    def answer(service: Service, connection: socket.socket, path: str) -> bool:
        time.sleep(seconds)
        return sound(service, connection, path)

    return answer


def silent(service: Service, connection: socket.socket, path: str) -> None:
    """Accepts, reads and never says a word."""
    while connection.recv(4096):
        pass


def closes_in_the_middle(service: Service, connection: socket.socket, path: str) -> None:
    """Sends half of a body and closes."""
    body = service.answers.body(path) or b"404"
    connection.sendall(f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body[: len(body) // 2])


def redirects(location: str) -> Behaviour:
    """Sends everybody elsewhere."""
    return lambda service, connection, path: send(connection, b"", "302 Found", f"Location: {location}\r\n")


def moved(service: Service, connection: socket.socket, path: str) -> bool:
    """Redirects to another place of its own, where all is well."""
    if path.startswith("/internal"):
        return sound(service, connection, path.removeprefix("/internal"))
    return send(connection, b"", "301 Moved Permanently", f"Location: /internal{path}\r\n")


def http2_only(service: Service, connection: socket.socket, path: str) -> None:
    """Answers with the SETTINGS and GOAWAY frames of HTTP/2 without TLS."""
    connection.sendall(b"\0\0\0\4\0\0\0\0\0" + b"\0\0\x08\7\0\0\0\0\0" + b"\0\0\0\0\0\0\0\1")


def fails(status: str, body: bytes = b"internal error\n") -> Behaviour:
    """Answers everything with a status."""
    return lambda service, connection, path: send(connection, body, status)


def fails_at_random(service: Service, connection: socket.socket, path: str) -> bool:
    """Fails every second time."""
    if path != "/debug/pprof/" and random.random() < 0.5:
        return send(connection, b"oops\n", "500 Internal Server Error")
    return sound(service, connection, path)


def compresses(coding: str, pack: Callable[[bytes], bytes]) -> Behaviour:
    """Compresses every answer although nobody asked for it."""

    def answer(service: Service, connection: socket.socket, path: str) -> bool:
        return send(connection, pack(service.answers.body(path) or b""), headers=f"Content-Encoding: {coding}\r\n")

    return answer


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


@functools.cache
def zeros_as_gzip(size: int) -> bytes:
    """Returns so many zeros, compressed: a thousandth of them."""
    packer = zlib.compressobj(level=1, wbits=31)
    zeros = bytes(1 << 24)
    return b"".join([*(packer.compress(zeros) for _ in range(size >> 24)), packer.flush()])


def gzip_bomb(service: Service, connection: socket.socket, path: str) -> bool:
    """Sends 1 GiB of zeros as a compressed answer."""
    return send(connection, zeros_as_gzip(1 << 30), headers="Content-Encoding: gzip\r\n")


def profile_bomb(service: Service, connection: socket.socket, path: str) -> bool:
    """Sends 1 GiB of zeros as a profile, which is always compressed."""
    return send(connection, zeros_as_gzip(1 << 30))


def lies_about_length(stated: str, chunked: bool = False) -> Behaviour:
    """States a length, then sends the sound answer and closes."""

    def answer(service: Service, connection: socket.socket, path: str) -> None:
        body = service.answers.body(path) or b""
        length = stated.replace("SHORT", str(max(0, len(body) - 10))).replace("LONG", str(len(body) + 1000))
        header = "Transfer-Encoding: chunked" if chunked else f"Content-Length: {length}"
        connection.sendall(f"HTTP/1.1 200 OK\r\n{header}\r\n\r\n".encode() + (stated.encode() if chunked else b"") + body)

    return answer


def large_header(size: int) -> Behaviour:
    """Sends one header of that size before a sound answer."""

    def answer(service: Service, connection: socket.socket, path: str) -> bool:
        return send(connection, service.answers.body(path) or b"", headers=f"X-Long: {'x' * size}\r\n")

    return answer


def endless_header(service: Service, connection: socket.socket, path: str) -> None:
    """Never ends the head of its answer."""
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    while True:
        connection.sendall(b"X-More: " + b"y" * 1000 + b"\r\n")


def endless_body(service: Service, connection: socket.socket, path: str) -> None:
    """Never ends its body, at full speed."""
    connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n" + (service.answers.body(path) or b""))
    while True:
        connection.sendall(b"goroutine 7 [running]:\nmain.f()\n\t/a.go:1 +0x1\n\n" * 1000)


def many_profiles(service: Service, connection: socket.socket, path: str) -> bool:
    """Lists ten thousand profiles."""
    if path == "/debug/pprof/":
        return send(connection, _index(["heap", "goroutine"] + [f"custom-{number}" for number in range(10_000)]))
    return sound(service, connection, path)


CONTROLS = "\0\x07\x1b[2J\x1b]0;title\x07\x9b31m\u202e\r"
"""What a terminal would obey: NUL, bell, clear, title, C1, right-to-left, carriage return."""


def control_characters(service: Service, connection: socket.socket, path: str) -> bool:
    """Puts control characters into every text."""
    body = service.answers.body(path)
    if body is None:
        return send(connection, f"no{CONTROLS}".encode(), "404 Not Found")
    if "debug=2" in path or path == "/debug/vars":
        body = body.replace(b"main.", f"ma{CONTROLS}in.".encode()).replace(b".go:", f"{CONTROLS}.go:".encode())
    if path.endswith("cmdline"):
        body = f"/srv/sh{CONTROLS}op".encode()
    return send(connection, body)


def control_page(service: Service, connection: socket.socket, path: str) -> bool:
    """Is another server, with control characters in its title and headers."""
    page = f"<html><title>Wel{CONTROLS}come</title></html>".encode()
    return send(connection, page, headers="Server: ng\x1b[31minx\r\nContent-Type: text/ht\x1bml\r\n")


def garbage(service: Service, connection: socket.socket, path: str) -> bool:
    """Answers everything but the index with random bytes."""
    return send(connection, random.randbytes(200_000))


def another_format(service: Service, connection: socket.socket, path: str) -> bool:
    """Answers every resource with that of another one."""
    return send(connection, service.answers.body("/debug/vars") or b"")


def greets(text: bytes) -> Behaviour:
    """Is no HTTP server at all."""
    return lambda service, connection, path: connection.sendall(text)
