import ForumCore
import ForumNet
import ForumWire
import Glibc

/// The static files of `web`, read once at the start and answered from memory on the loops. A file's address holds the hash of
/// its content, so that a browser may keep it for a year.
final class Assets: Sendable {
  private struct File: Sendable {
    let hash: String
    let type: String
    let plain: SharedBytes
    let gzip: SharedBytes?
  }

  private let files: [String: File]

  /// Names of the files that pages link to, by kind.
  let links: AssetLinks

  init(_ location: AssetLocation) throws(AssetError) {
    var files: [String: File] = [:]
    for name in ["forum.css", "live.js", "forms.js", "icon.svg", "icons.svg"] {
      guard let bytes = Self.read(location.web + "/" + name) ?? Self.read(location.web + "/icons/" + name) else { continue }
      let hash = Conditional.hexadecimal(SHA256.hash(bytes).prefix(8))
      let gzip = Gzip.compress(bytes, level: 9)
      files[name] = File(
        hash: hash, type: Self.type(of: name), plain: SharedBytes(bytes),
        gzip: gzip.count < bytes.count ? SharedBytes(gzip) : nil)
    }
    for needed in ["forum.css", "live.js", "forms.js"] where files[needed] == nil {
      throw AssetError(file: location.web + "/" + needed)
    }
    func link(_ name: String) -> String { Route.asset(name).url(["v": files[name]?.hash]) }
    links = AssetLinks(css: link("forum.css"), liveJS: link("live.js"), formsJS: link("forms.js"), icon: link("icon.svg"))
    self.files = files
  }

  /// The build, as far as pages depend on it: changes when a static file does.
  var fingerprint: String { files.sorted { $0.key < $1.key }.map { $0.value.hash.prefix(4) }.joined() }

  /// The answer for a file; nil when there is none of that name. `version` is the hash asked for.
  func response(_ name: String, version: String?, request: RequestHead) -> Response? {
    guard let file = files[name] else { return nil }
    var fields = HTTPFields()
    let takesGzip = file.gzip != nil && Encoding.acceptsGzip(request.fields["Accept-Encoding"])
    let etag = EntityTag(takesGzip ? file.hash + "-g" : file.hash)
    fields.add("Content-Type", file.type)
    fields.add("ETag", etag.field)
    fields.add("Vary", "Accept-Encoding")
    fields.add("Cache-Control", version == file.hash ? "public, max-age=31536000, immutable" : "public, no-cache")
    if Conditional.isUnchanged(request, etag: etag) { return Response(status: 304, fields: fields) }
    if takesGzip, let gzip = file.gzip {
      fields.add("Content-Encoding", "gzip")
      return Response(status: 200, fields: fields, body: .shared(gzip))
    }
    return Response(status: 200, fields: fields, body: .shared(file.plain))
  }

  private static func type(of name: String) -> String {
    switch name.split(separator: ".").last {
    case "css": "text/css; charset=utf-8"
    case "js": "text/javascript; charset=utf-8"
    case "svg": "image/svg+xml"
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
