import Glibc

/// Starts threads of the operating system, which loops and workers run on.
enum OperatingSystemThread {
  /// Runs `body` on a new thread, which the caller joins; running out of threads is fatal, as it can only happen at the start.
  static func start(named name: String, _ body: @escaping @Sendable () -> Void) -> pthread_t {
    var thread = pthread_t()
    let box = Unmanaged.passRetained(Start(name: name, body: body))
    let error = pthread_create(
      &thread, nil,
      { argument in
        guard let argument else { return nil }
        let start = Unmanaged<Start>.fromOpaque(argument).takeRetainedValue()
        // The name stands in top, gdb and /proc; the kernel keeps fifteen bytes of it.
        if let file = fopen("/proc/thread-self/comm", "w") {
          fputs(String(start.name.prefix(15)), file)
          fclose(file)
        }
        start.body()
        return nil
      }, box.toOpaque())
    precondition(error == 0, "pthread_create: \(SystemCall.message(error))")
    return thread
  }

  private final class Start: Sendable {
    let name: String
    let body: @Sendable () -> Void
    init(name: String, body: @escaping @Sendable () -> Void) {
      self.name = name
      self.body = body
    }
  }
}
