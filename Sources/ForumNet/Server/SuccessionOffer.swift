import Glibc
import Synchronization

/// Offers a server's listening sockets to its successor, on a thread of its own. The last server that was started on a data folder
/// is the one that can be succeeded.
public final class SuccessionOffer: Sendable {
  private let listener: Int32
  private let folder: String
  private let file: (device: UInt, number: UInt)
  private let isOver = Atomic(false)

  /// Nil, and no offer, where the folder takes no socket: the server is none the worse. `succeeded` is called once, on the
  /// offer's thread, when a successor serves.
  public init?(of server: Server, in folder: String, succeeded: @escaping @Sendable () -> Void) {
    mkdir(folder, 0o700)
    let listener = Handover.socket()
    guard listener >= 0 else { return nil }
    // Made aside and moved over what a killed server left, so that nobody meets a socket that does not answer yet.
    let name = Handover.name + ".\(getpid())"
    let path = folder + "/" + name
    var status = stat()
    guard Handover.withAddress(folder, name, { bind(listener, $0, $1) }) == 0, chmod(path, 0o600) == 0, listen(listener, 1) == 0,
      stat(path, &status) == 0, rename(path, folder + "/" + Handover.name) == 0
    else {
      unlink(path)
      SystemCall.close(listener)
      return nil
    }
    self.listener = listener
    self.folder = folder
    file = (UInt(status.st_dev), UInt(status.st_ino))
    // Copies of our own: the loops close theirs when they drain.
    let sockets = server.listeningSockets.map { fcntl($0, F_DUPFD_CLOEXEC, 3) }.filter { $0 >= 0 }
    let thread = OperatingSystemThread.start(named: "succession") { [self] in
      let isSucceeded = serve(sockets)
      for socket in sockets { SystemCall.close(socket) }
      SystemCall.close(listener)
      if isSucceeded { succeeded() }
    }
    pthread_detach(thread)
  }

  /// Takes the offer back. Any thread; once is enough, more do no harm.
  public func end() {
    guard !isOver.exchange(true, ordering: .acquiringAndReleasing) else { return }
    var status = stat()
    let path = folder + "/" + Handover.name
    // A successor has put its own there.
    if stat(path, &status) == 0, UInt(status.st_dev) == file.device, UInt(status.st_ino) == file.number { unlink(path) }
    shutdown(listener, Int32(SHUT_RDWR))
  }

  /// Answers one after another who asks; true once one serves in our place, false when the offer was taken back.
  private func serve(_ sockets: [Int32]) -> Bool {
    while true {
      let connection = accept(listener, nil, nil)
      if connection < 0 {
        if errno == EINTR || errno == ECONNABORTED { continue }
        return false
      }
      defer { SystemCall.close(connection) }
      if isOver.load(ordering: .acquiring) { return false }
      Handover.setPatience(Handover.patience, of: connection)
      guard Handover.receive(from: connection)?.word == Handover.version, hand(sockets, to: connection) else { continue }
      Handover.setPatience(Handover.startPatience, of: connection)
      if Handover.receive(from: connection)?.word == Handover.serving {
        return !isOver.exchange(true, ordering: .acquiringAndReleasing)
      }
    }
  }

  private func hand(_ sockets: [Int32], to connection: Int32) -> Bool {
    var rest = sockets[...]
    while !rest.isEmpty {
      guard Handover.send(Handover.sockets, rest.prefix(Handover.descriptorsAtOnce), to: connection) else { return false }
      rest = rest.dropFirst(Handover.descriptorsAtOnce)
    }
    return Handover.send(Handover.end, to: connection)
  }
}
