import Testing

@testable import ForumServer

struct MetricsTests {
  @Test func `the text is OpenMetrics: families first, cumulative buckets, an end`() {
    let metrics = Metrics()
    metrics.request(route: "/threads/{thread}", status: 200, microseconds: 90)
    metrics.request(route: "/threads/{thread}", status: 200, microseconds: 2_500)
    metrics.request(route: "-", status: 404, microseconds: 9_000_000)
    metrics.gauge { $0.gauge("sfat_log_position", help: "The head.", 57) }
    let lines = metrics.text().split(separator: "\n")
    #expect(lines.last == "# EOF")
    #expect(lines.contains("sfat_http_requests_total{route=\"/threads/{thread}\",code=\"200\"} 2"))
    #expect(lines.contains("sfat_http_request_seconds_bucket{le=\"0.0001\"} 1"))
    #expect(lines.contains("sfat_http_request_seconds_bucket{le=\"0.0025\"} 2"))
    #expect(lines.contains("sfat_http_request_seconds_bucket{le=\"+Inf\"} 3"))
    #expect(lines.contains("sfat_http_request_seconds_sum 9.00259"))
    #expect(lines.contains("sfat_log_position 57"))
    for line in lines where !line.hasPrefix("#") {
      let family = line.prefix { $0 != "{" && $0 != " " }
      #expect(lines.contains { $0.hasPrefix("# TYPE ") && family.hasPrefix($0.split(separator: " ")[2]) })
    }
  }
}
