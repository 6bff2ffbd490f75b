"""Live frames reach programs compressed as they agreed on it: a client library of somebody else's reads them."""

import contextlib
import json

import pytest
from websockets.extensions.permessage_deflate import ClientPerMessageDeflateFactory
from websockets.sync.client import connect

LONG = "Ce spune fiecare dintre noi contează. " * 60


@contextlib.contextmanager
def listen(server, thread, **options):
    with connect(f"ws://127.0.0.1:{server.port}/live", subprotocols=["sfat.v1"], **options) as socket:
        socket.send(json.dumps({"op": "subscribe", "topic": f"threads/{thread}"}))
        message = json.loads(socket.recv(timeout=10))
        assert message["op"] == "subscribed", message
        yield socket


def next_event(socket):
    while True:
        message = json.loads(socket.recv(timeout=10))
        if message["op"] == "event":
            return message


@pytest.mark.parametrize("bits, answer", [
    (None, {"server_no_context_takeover", "client_no_context_takeover"}),
    (15, {"server_no_context_takeover", "client_no_context_takeover", "server_max_window_bits=15"}),
    (12, {"server_no_context_takeover", "client_no_context_takeover", "server_max_window_bits=12"}),
    # Shared frames need more than this: such a client is sent plain ones.
    (9, {"server_no_context_takeover", "client_no_context_takeover", "server_max_window_bits=9"}),
])
def test_every_agreement_reads_the_same(server, bits, answer):
    token = server.token("participant", "Autoare")
    thread = server.open_thread(token)
    offer = ClientPerMessageDeflateFactory(server_max_window_bits=bits)
    with (listen(server, thread, compression=None, extensions=[offer]) as agreed,
          listen(server, thread, compression=None) as plain):
        field = agreed.response.headers["Sec-WebSocket-Extensions"]
        name, *parameters = [part.strip() for part in field.split(";")]
        assert name == "permessage-deflate" and answer == set(parameters)
        assert "Sec-WebSocket-Extensions" not in plain.response.headers
        for body in (LONG, "Scurt.", LONG + "din nou"):
            server.post(token, thread, body)
            event = next_event(agreed)
            assert event["data"]["body"] == body.strip()
            assert event == next_event(plain)


def test_the_default_of_a_library_is_understood_and_long_operations_too(server):
    token = server.token("participant", "Autoare")
    thread = server.open_thread(token)
    with listen(server, thread) as socket:
        assert "permessage-deflate" in socket.response.headers["Sec-WebSocket-Extensions"]
        # Compressed by the client: a member that is to be ignored makes it long.
        socket.send(json.dumps({"op": "ping", "id": "7", "padding": "x" * 2000}))
        while (message := json.loads(socket.recv(timeout=10)))["op"] != "pong":
            pass
        assert message["id"] == "7"
        post = server.post(token, thread, LONG)
        assert next_event(socket)["data"]["id"] == post
