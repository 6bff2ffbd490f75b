"""What RFC 9110 and 9112 say a server MUST do, asked of the whole program with raw bytes: the status of every answer, and whether the
connection ends. The decoder's own corpus (Tests/ForumWireTests) has the spelling of every line; here is what only the program shows."""

import http.client
import socket
import threading
import time

import pytest

from harness import Server

HOST = "Host: a.example\r\n"
GET = f"GET /healthz HTTP/1.1\r\n{HOST}\r\n"


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("http") / "data", "--test-mode", "--demo").start()
    yield server
    server.stop()


def talk(server, sent, methods=("GET",), seconds=5):
    """One answer for each of `methods`, as (status, fields, body), and whether the server then closed."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=seconds) as connection:
        connection.sendall(sent if isinstance(sent, bytes) else sent.encode())
        stream = connection.makefile("rb")
        answers = []
        for method in methods:
            answer = http.client.HTTPResponse(_Stream(stream), method=method)
            answer.begin()
            answers.append((answer.status, answer.headers, answer.read()))
        connection.settimeout(0.3)
        try:
            rest = connection.recv(1) if not stream.peek(1) else b"more"
        except TimeoutError:
            return answers, False
        except ConnectionResetError:
            return answers, True
        assert rest == b"", "more answers than requests"
        return answers, True


class _Stream:
    """Lets each answer begin where the one before it ended."""

    def __init__(self, stream):
        self.stream = stream

    def makefile(self, _):
        return _Unclosed(self.stream)


class _Unclosed:
    def __init__(self, stream):
        self.read, self.readline, self.readinto, self.peek = stream.read, stream.readline, stream.readinto, stream.peek

    def close(self):
        pass

    def flush(self):
        pass


def post(fields, body=""):
    return f"POST /sign-in HTTP/1.1\r\n{HOST}{fields}\r\n\r\n{body}"


def field(line, version="1.1"):
    return f"GET /healthz HTTP/{version}\r\n{HOST}{line}\r\n\r\n"


# Whatever leaves the end of a request in doubt: 400 and the connection ends, so that a smuggled request behind it is never read
# (RFC 9112 §6.1, §6.3, §7.1; §2.2, §5.1, §5.2, §3.2).
AMBIGUOUS = {
    "both lengths": post("Content-Length: 5\r\nTransfer-Encoding: chunked", "0\r\n\r\n"),
    "both, turned": post("Transfer-Encoding: chunked\r\nContent-Length: 5", "0\r\n\r\n"),
    "two lengths": post("Content-Length: 5\r\nContent-Length: 6", "hello"),
    "lengths in a list": post("Content-Length: 5, 6", "hello"),
    "a sign": post("Content-Length: +5", "hello"),
    "below zero": post("Content-Length: -1"),
    "hexadecimal": post("Content-Length: 0x5", "hello"),
    "no number": post("Content-Length: five", "hello"),
    "an empty length": post("Content-Length:", "hello"),
    "chunked not last": post("Transfer-Encoding: chunked, gzip", "0\r\n\r\n"),
    "chunked twice": post("Transfer-Encoding: chunked, chunked", "0\r\n\r\n"),
    "chunked twice in two lines": post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", "0\r\n\r\n"),
    "identity": post("Transfer-Encoding: identity", "hello"),
    "a coding with control bytes": post("Transfer-Encoding: \x0bchunked", "0\r\n\r\n"),
    "coded HTTP/1.0": f"POST /sign-in HTTP/1.0\r\n{HOST}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "a chunk size with a sign": post("Transfer-Encoding: chunked", "+5\r\nhello\r\n0\r\n\r\n"),
    "a chunk size 0x5": post("Transfer-Encoding: chunked", "0x5\r\nhello\r\n0\r\n\r\n"),
    "a chunk size that overflows": post("Transfer-Encoding: chunked", "10000000000000005\r\nhello\r\n0\r\n\r\n"),
    "a chunk longer than said": post("Transfer-Encoding: chunked", "4\r\nhello\r\n0\r\n\r\n"),
    "a chunk line ending in LF": post("Transfer-Encoding: chunked", "5\nhello\r\n0\r\n\r\n"),
    "a chunk extension with LF": post("Transfer-Encoding: chunked", "5;a\nb\r\nhello\r\n0\r\n\r\n"),
    "space before the colon": field("Content-Length : 5"),
    "a folded line": field("X: y\r\n folded"),
    "NUL": field("X: a\0b"),
    "bare CR": field("X: a\rY: b"),
    "no Host": "GET /healthz HTTP/1.1\r\n\r\n",
    "two Hosts": field("Host: b.example"),
    "a bad Host": "GET /healthz HTTP/1.1\r\nHost: a b\r\n\r\n",
    "garbage": "\x16\x03\x01\x02\r\n\r\n",
    "no version": f"GET /healthz\r\n{HOST}\r\n",
    "a space in the target": f"GET /a b HTTP/1.1\r\n{HOST}\r\n",
}


@pytest.mark.parametrize("name", AMBIGUOUS)
def test_what_is_ambiguous_is_400_and_the_end(served, name):
    answers, closed = talk(served, AMBIGUOUS[name] + GET)
    assert answers[0][0] == 400
    assert answers[0][1]["Connection"] == "close"
    assert closed, "what stands behind it could be taken for a request"


ENDS = {
    "an unknown coding": (post("Transfer-Encoding: gzip, chunked", "0\r\n\r\n"), 501),
    "a newer major version": (f"GET / HTTP/2.0\r\n{HOST}\r\n", 505),
    "a long target": (f"GET /{'a' * 9000} HTTP/1.1\r\n{HOST}\r\n", 414),
    "a long head": (field("X: " + "y" * 40000), 431),
    "many fields": (field("\r\n".join(f"X{number}: y" for number in range(120))), 431),
    "a long body": (post("Content-Length: 99999999"), 413),
    "a length that overflows 64 bits": (post("Content-Length: 18446744073709551621", "hello"), 413),
    "an expectation nobody knows": (field("Expect: wonders"), 417),
}


@pytest.mark.parametrize("name", ENDS)
def test_a_limit_is_named_by_its_status(served, name):
    sent, status = ENDS[name]
    answers, closed = talk(served, sent)
    assert answers[0][0] == status
    assert closed


GOES_ON = {
    "absolute form, whose authority counts": (f"GET http://b.example/healthz HTTP/1.1\r\n{HOST}\r\n", "GET", 200),
    "an empty line before": ("\r\n" + GET, "GET", 200),
    "a newer minor version": (field("X: y", "1.2"), "GET", 200),
    "OPTIONS *": (f"OPTIONS * HTTP/1.1\r\n{HOST}\r\n", "OPTIONS", 204),
    "an unknown method": (f"BREW / HTTP/1.1\r\n{HOST}\r\n", "BREW", 501),
    "methods are case-sensitive": (f"get /healthz HTTP/1.1\r\n{HOST}\r\n", "get", 501),
    "a field name in any case": ("GET /healthz HTTP/1.1\r\nhOST: a.example\r\n\r\n", "GET", 200),
    "unknown fields": (field("X-Unknown: y"), "GET", 200),
    "h2c is not taken up": (field("Upgrade: h2c\r\nConnection: Upgrade"), "GET", 200),
    "a range unit nobody knows": (field("Range: pages=1-2"), "GET", 200),
    "a date nobody can read": (field("If-Modified-Since: yesterday"), "GET", 200),
}


@pytest.mark.parametrize("name", GOES_ON)
def test_what_is_whole_is_answered_and_the_connection_stays(served, name):
    sent, method, status = GOES_ON[name]
    answers, closed = talk(served, sent + GET, (method, "GET"))
    assert [answer[0] for answer in answers] == [status, 200]
    assert all(answer[1]["Date"] for answer in answers), "an origin server with a clock dates its answers (RFC 9110 §6.6.1)"
    assert not closed


def test_old_clients_and_close(served):
    for sent in ("GET /healthz HTTP/1.0\r\n\r\n", field("Connection: close"), field("Connection: x, CLOSE")):
        answers, closed = talk(served, sent)
        assert answers[0][0] == 200 and closed


def test_pipelined_requests_are_answered_in_their_order(served):
    asked = ["/healthz", "/", "/forum.css", "/none", "/healthz"]
    answers, _ = talk(served, "".join(f"GET {path} HTTP/1.1\r\n{HOST}\r\n" for path in asked), ["GET"] * len(asked))
    assert [answer[0] for answer in answers][-2:] == [404, 200] and answers[0][2] == answers[4][2]
    assert b"<html" in answers[1][2]


def test_head_is_get_without_its_body(served):
    for path in ("/", "/healthz", "/none"):
        answers, _ = talk(served, f"HEAD {path} HTTP/1.1\r\n{HOST}\r\nGET {path} HTTP/1.1\r\n{HOST}\r\n", ("HEAD", "GET"))
        head, get = answers
        assert head[0] == get[0] and head[2] == b""
        assert head[1]["Content-Type"] == get[1]["Content-Type"]


def test_a_method_that_a_page_lacks_is_405_with_those_it_has(served):
    answers, closed = talk(served, f"DELETE /healthz HTTP/1.1\r\n{HOST}\r\n", ("DELETE",))
    assert answers[0][0] == 405 and "GET" in answers[0][1]["Allow"] and not closed


def test_files_are_given_whole_in_part_or_not_again(served):
    def get(*fields):
        sent = f"GET /assets/forum.css HTTP/1.1\r\n{HOST}" + "".join(f"{field}\r\n" for field in fields) + "\r\n"
        return talk(served, sent)[0][0]

    status, fields, body = get()
    assert status == 200 and len(body) > 1000
    tag = fields["ETag"]
    status, again, none = get(f"If-None-Match: {tag}")
    assert (status, none, again["ETag"]) == (304, b"", tag)
    for asked in (f'If-None-Match: "other", W/{tag}', "If-None-Match: *"):
        assert get(asked)[0] == 304
    assert get('If-None-Match: "other"')[0] == 200
    status, part, some = get("Range: bytes=5-9")
    assert (status, some, part["Content-Range"]) == (206, body[5:10], f"bytes 5-9/{len(body)}")
    assert get("Range: bytes=-7")[2] == body[-7:]
    status, beyond, _ = get(f"Range: bytes={len(body)}-")
    assert status == 416 and beyond["Content-Range"] == f"bytes */{len(body)}"
    assert get("Range: bytes=5-9", 'If-Range: "other"')[0] == 200, "the part of another file"


def test_expect_100_waits_for_the_word(served):
    with socket.create_connection(("127.0.0.1", served.port), timeout=5) as connection:
        connection.sendall(post("Expect: 100-continue\r\nContent-Length: 3\r\nContent-Type: text/plain").encode())
        assert connection.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
        connection.sendall(b"abc")
        assert int(connection.recv(20).split()[1]) >= 400


def drip(server, begin, rest):
    """Seconds until the server ends a connection that brings one byte a second, and what it said."""
    said = b""
    with socket.create_connection(("127.0.0.1", server.port), timeout=1) as connection:
        began = time.monotonic()
        connection.sendall(begin.encode())
        for byte in rest.encode():
            try:
                connection.sendall(bytes([byte]))
                came = connection.recv(1000)
                said += came
                if came == b"":
                    break
            except TimeoutError:
                pass
            except OSError:
                break
        return time.monotonic() - began, said[:13]


def test_a_byte_a_second_is_cut_within_20_seconds(served):
    kinds = {
        "the head": ("", field("X: " + "y" * 60)),
        "the body": (post("Content-Length: 60"), "y" * 60),
        "chunks": (post("Transfer-Encoding: chunked"), "1\r\ny\r\n" * 20),
    }
    lasted = {}
    threads = [threading.Thread(target=lambda name=name: lasted.update({name: drip(served, *kinds[name])})) for name in kinds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(lasted) == 3 and all(seconds < 20 and said == b"HTTP/1.1 408 " for seconds, said in lasted.values()), lasted
