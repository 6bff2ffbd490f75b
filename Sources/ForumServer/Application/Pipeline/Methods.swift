/// The methods of RFC 9110 and 5789: what is not among them is 501, what a route does not answer to is 405.
enum Methods {
  static let known: Set<String> = ["GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH"]

  /// For logs and metrics, where nothing made up by a client may stand.
  static func label(_ method: String) -> String { known.contains(method) ? method : "other" }
}
