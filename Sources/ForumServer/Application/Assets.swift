import ForumCore
import ForumNet
import ForumWire
import Glibc

/// The static files of `web` and the interface's two descriptions, read once at the start and answered from memory on the loops. The
/// address of a file of `web` holds the hash of its content, so that a browser may keep it for a year.
final class Assets: Sendable {
  private struct File: Sendable {
    let hash: String
    let type: String
    let plain: SharedBytes
    let gzip: SharedBytes?
  }

  private let files: [String: File]
  private let documents: [Route: File]

  /// Names of the files that pages link to, by kind.
  let links: AssetLinks

  init(_ location: AssetLocation) throws(AssetError) {
    var files: [String: File] = [:]
    for name in ["forum.css", "live.js", "forms.js", "passkeys.js", "icon.svg", "icons.svg"] {
      files[name] = Self.file(location.web + "/" + name) ?? Self.file(location.web + "/icons/" + name)
    }
    for needed in ["forum.css", "live.js", "forms.js", "passkeys.js"] where files[needed] == nil {
      throw AssetError(file: location.web + "/" + needed)
    }
    func link(_ name: String) -> String { Route.asset(name).url(["v": files[name]?.hash]) }
    links = AssetLinks(
      css: link("forum.css"), liveJS: link("live.js"), formsJS: link("forms.js"), passkeysJS: link("passkeys.js"),
      icon: link("icon.svg"))
    self.files = files
    documents = [Route.openAPI, .asyncAPI].reduce(into: [:]) { $0[$1] = Self.file(location.folder + "/docs" + $1.path) }
  }

  /// The build, as far as pages depend on it: changes when a static file does.
  var fingerprint: String { files.sorted { $0.key < $1.key }.map { $0.value.hash.prefix(4) }.joined() }

  /// The answer for what is a file: whole, one range of its bytes (RFC 9110 §14), or 304; nil for everything else. `version` is the
  /// hash asked for.
  func response(_ route: Route, version: String?, request: RequestHead) throws(Problem) -> Response? {
    let file = if case .asset(let name) = route { files[name] } else { documents[route] }
    guard let file else { return nil }
    var fields = HTTPFields()
    let gzip = Encoding.acceptsGzip(request.fields["Accept-Encoding"]) ? file.gzip : nil
    let etag = EntityTag(gzip == nil ? file.hash : file.hash + "-g")
    fields.add("Content-Type", file.type)
    fields.add("ETag", etag.field)
    fields.add("Vary", "Accept-Encoding")
    fields.add("Cache-Control", version == file.hash ? "public, max-age=31536000, immutable" : "public, no-cache")
    switch Conditional.outcome(request, etag: etag) {
    case .met: break
    case .failed: throw Problem(.preconditionFailed)
    case .unchanged:
      fields.remove("Content-Type")
      return Response(status: 304, fields: fields)
    }
    fields.add("Accept-Ranges", "bytes")
    if gzip != nil { fields.add("Content-Encoding", "gzip") }
    // A range is of the bytes as they would be sent: of the compressed file where that is the answer.
    let body = gzip ?? file.plain
    let range = Conditional.range(request, etag: etag, length: body.count)
    switch range {
    case .whole: return Response(status: 200, fields: fields, body: .shared(body))
    case .unsatisfiable: throw Problem(.rangeNotSatisfiable, parameters: ["length": String(body.count)])
    case .part(let part):
      fields["Content-Range"] = range.contentRange(length: body.count)
      return Response(status: 206, fields: fields, body: .bytes(Array(body.bytes[part])))
    }
  }

  private static func file(_ path: String) -> File? {
    guard let bytes = read(path) else { return nil }
    let gzip = Gzip.compress(bytes, level: 9)
    return File(
      hash: Conditional.hexadecimal(SHA256.hash(bytes).prefix(8)), type: type(of: path), plain: SharedBytes(bytes),
      gzip: gzip.count < bytes.count ? SharedBytes(gzip) : nil)
  }

  private static func type(of name: String) -> String {
    switch name.split(separator: ".").last {
    case "css": "text/css; charset=utf-8"
    case "js": "text/javascript; charset=utf-8"
    case "svg": "image/svg+xml"
    case "yaml": "application/yaml"
    default: "application/octet-stream"
    }
  }

  /// A whole file; nil when it cannot be read.
  static func read(_ path: String) -> [UInt8]? {
    guard let file = fopen(path, "rb") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = fread(&chunk, 1, chunk.count, file)
      if count == 0 { return ferror(file) == 0 ? bytes : nil }
      bytes += chunk[..<count]
    }
  }
}

/// One of the program's own files is missing.
struct AssetError: Error, CustomStringConvertible {
  let file: String
  var description: String { "The file \(file) cannot be read. --assets names the folder that holds web and migrations." }
}
