/// WebSocket, RFC 6455, with permessage-deflate, RFC 7692: frames, handshake and the life of a connection, without any I/O.
///
/// ```
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-+-+-+-+-------+-+-------------+-------------------------------+
/// |F|R|R|R| opcode|M| Payload len |    Extended payload length    |
/// |I|S|S|S|  (4)  |A|     (7)     |             (16/64)           |
/// |N|V|V|V|       |S|             |   (if payload len==126/127)   |
/// | |1|2|3|       |K|             |                               |
/// +-+-+-+-+-------+-+-------------+-------------------------------+
/// |     Masking key (4, if M), then payload …                     |
/// +---------------------------------------------------------------+
/// ```
public enum WebSocket {
  /// Which end of the connection we are.
  public enum Role: Sendable { case server, client }
}
