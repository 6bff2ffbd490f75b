/// Random bytes taken from the generator in larger pieces: one call of it costs more than the salts of many contents. Each byte
/// is given once. Lives on one thread.
final class RandomSupply {
  private static let piece = 4_096

  private var bytes: [UInt8] = []
  private var place = 0

  /// At most a piece at a time.
  func take(_ count: Int) -> [UInt8] {
    if bytes.count - place < count {
      bytes = RandomBytes.make(Self.piece)
      place = 0
    }
    defer { place += count }
    return [UInt8](bytes[place..<place + count])
  }
}
