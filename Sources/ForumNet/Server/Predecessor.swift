import Glibc

/// The server that runs on a data folder, seen by the one that takes its place.
///
/// Let go of without `drain`, it goes on serving.
public final class Predecessor: Sendable {
  /// Its listening sockets, copies of which are ours now; for `Server.start`.
  public let sockets: [Int32]
  private let connection: Int32

  private init(sockets: [Int32], connection: Int32) {
    self.sockets = sockets
    self.connection = connection
  }

  deinit { SystemCall.close(connection) }

  /// Asks the server on `folder` for its listening sockets. Nil where none runs, or one that does not let itself be succeeded.
  /// Blocks for some seconds at most.
  public static func find(in folder: String) -> Predecessor? {
    let connection = Handover.socket()
    guard connection >= 0 else { return nil }
    Handover.setPatience(Handover.patience, of: connection)
    var sockets: [Int32] = []
    guard Handover.withAddress(folder, Handover.name, { connect(connection, $0, $1) }) == 0,
      Handover.send(Handover.version, to: connection)
    else {
      SystemCall.close(connection)
      return nil
    }
    while let message = Handover.receive(from: connection) {
      sockets += message.descriptors
      if message.word == Handover.end { return Predecessor(sockets: sockets, connection: connection) }
    }
    for socket in sockets { SystemCall.close(socket) }
    SystemCall.close(connection)
    return nil
  }

  /// We serve: it may stop accepting, finish what it has begun, and end.
  public func drain() { _ = Handover.send(Handover.serving, to: connection) }
}
