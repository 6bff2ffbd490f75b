extension MarkupWriter {
  /// A QR code as a picture: dark on light in every theme, with the four modules around it that readers need.
  func qrCode(_ text: String, label: String) {
    guard let code = QRCode(text) else { return }
    let side = Int64(code.size + 8)
    self("svg", .class("qr"), .of("viewBox", text: "0 0 \(side) \(side)"), .of("role", "img"), .of("aria-label", text: label)) {
      self.empty("rect", .of("width", side), .of("height", side), .of("fill", "#fff"))
      var path = ""
      for row in 0..<code.size {
        var column = 0
        while column < code.size {
          let start = column
          while column < code.size, code[row, column] { column += 1 }
          if column > start { path += "M\(start + 4) \(row + 4)h\(column - start)v1h-\(column - start)z" }
          column += 1
        }
      }
      self.empty("path", .of("d", text: path), .of("fill", "#000"))
    }
  }
}
