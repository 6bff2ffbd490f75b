import Foundation

/// What was measured: operations, wall time, and the CPU time (user and system) of the processes that did the work.
struct Measurement {
  var name: String
  var operations: Int
  var seconds: Double
  var cpuSeconds: Double

  var json: String {
    let rate = Double(operations) / seconds
    let each = cpuSeconds / Double(operations) * 1_000_000
    return String(
      format: #"{"name":"%@","operations":%d,"seconds":%.3f,"per_second":%.0f,"cpu_us_per_operation":%.2f}"#,
      name as NSString, operations, seconds, rate, each)
  }
}

/// Reads clocks: the wall's, this process's CPU, and another process's.
enum Clock {
  static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  static var ownCPU: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
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
