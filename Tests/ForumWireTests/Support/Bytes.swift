/// Bytes of a text, and of hexadecimal digits.
func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

func hex(_ digits: String) -> [UInt8] {
  let digits = Array(digits.filter { $0 != " " })
  return stride(from: 0, to: digits.count, by: 2).map { UInt8(String(digits[$0...($0 + 1)]), radix: 16)! }
}

/// Ways to cut `whole` into the pieces a connection might give: whole, at every single place, and byte by byte.
func everySplit(_ whole: [UInt8]) -> [[[UInt8]]] {
  var ways = [[whole], whole.map { [$0] }]
  for place in whole.indices.dropFirst() { ways.append([Array(whole[..<place]), Array(whole[place...])]) }
  return ways
}
