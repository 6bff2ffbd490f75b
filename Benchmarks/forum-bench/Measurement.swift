import Foundation

/// What was measured: operations, wall time, and the CPU time (user and system) of the processes that did the work.
struct Measurement {
  var name: String
  var operations: Int
  var seconds: Double
  var cpuSeconds: Double
  /// Further figures, each with its name.
  var more: [(name: String, value: Double)] = []

  var json: String {
    let rate = Double(operations) / seconds
    let each = cpuSeconds / Double(operations) * 1_000_000
    return String(
      format: #"{"name":"%@","operations":%d,"seconds":%.3f,"per_second":%.0f,"cpu_us_per_operation":%.2f"#,
      name as NSString, operations, seconds, rate, each)
      + more.map { String(format: #","%@":%.2f"#, $0.name as NSString, $0.value) }.joined()
      + "}"
  }
}

/// Reads clocks: the wall's, this process's CPU, and another process's.
enum Clock {
  static var now: Double { read(CLOCK_MONOTONIC) }

  static var ownCPU: Double { read(CLOCK_PROCESS_CPUTIME_ID) }
  static var threadCPU: Double { read(CLOCK_THREAD_CPUTIME_ID) }

  private static func read(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// utime + stime of `/proc/PID/stat`, in ticks of 10 ms; a sum over several processes.
  static func cpu(of pids: [Int]) throws -> Double {
    var ticks = 0
    for pid in pids {
      guard let stat = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
        let end = stat.lastIndex(of: ")")
      else { throw OptionError("forum-bench: there is no process \(pid)") }
      let fields = stat[stat.index(after: end)...].split(separator: " ")
      ticks += Int(fields[11])! + Int(fields[12])!
    }
    return Double(ticks) / Double(sysconf(Int32(_SC_CLK_TCK)))
  }
}

/// Memory of other processes.
enum Memory {
  /// Bytes resident, in all.
  static func resident(of pids: [Int]) throws -> Int {
    var bytes = 0
    for pid in pids {
      guard let pages = (try? String(contentsOfFile: "/proc/\(pid)/statm", encoding: .utf8))?.split(separator: " ")[1] else {
        throw OptionError("forum-bench: there is no process \(pid)")
      }
      bytes += Int(pages)! * Int(getpagesize())
    }
    return bytes
  }
}
