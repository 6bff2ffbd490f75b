/// One of the program's own files cannot be read: its path, and what is wrong.
struct AssetFault: Error, CustomStringConvertible {
  let path: String
  let reason: String
  var description: String { "\(path): \(reason)" }
}
