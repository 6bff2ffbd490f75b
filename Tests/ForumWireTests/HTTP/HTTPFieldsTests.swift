import ForumWire
import Testing

@Suite struct HTTPFieldsTests {
  @Test func `names have no case and keep their order`() {
    var fields: HTTPFields = ["Accept": "a", "X": "1", "accept": "b"]
    #expect(fields["ACCEPT"] == "a")
    #expect(fields.all("Accept") == ["a", "b"])
    #expect(fields.list("accept") == "a, b")
    #expect(fields.map(\.name) == ["Accept", "X", "accept"])
    fields.set("accept", "c")
    #expect(fields.map(\.value) == ["1", "c"])
    fields["x"] = nil
    #expect(fields.count == 1)
    fields["Y"] = "z"
    #expect(fields == ["ACCEPT": "c", "y": "z"])
    #expect(fields != ["y": "z", "ACCEPT": "c"])
    #expect(!fields.contains("x"))
    #expect(fields.list("x") == nil)
  }

  @Test func `all fields of one message are added to another as they are`() {
    var fields: HTTPFields = ["A": "1", "B": "two"]
    fields.add(["b": "drei", "C": ""] as HTTPFields)
    fields.add(HTTPFields())
    #expect(fields == ["A": "1", "B": "two", "b": "drei", "C": ""])
    #expect(fields.all("B") == ["two", "drei"])
    fields.remove("b")
    #expect(fields.map(\.name) == ["A", "C"])
  }

  @Test func `values are trimmed and lose what would end a line`() {
    var fields = HTTPFields()
    fields.add("A", " \t b\r\nC: d\u{0}e \t")
    #expect(fields["a"] == "b  C: d e")
    fields.add("B", "  ")
    #expect(fields["B"] == "")
    fields.add("C", "așa")
    #expect(fields["C"] == "așa")
  }

  @Test func `bytes that are not UTF-8 are still a value`() throws {
    var decoder = RequestDecoder()
    decoder.append(bytes("GET / HTTP/1.0\r\nX: a") + [0xE9] + bytes("b\r\n\r\n"))
    guard case .head(let head) = try decoder.next() else {
      Issue.record("no head")
      return
    }
    #expect(head.fields["X"] == "a\u{FFFD}b")
  }
}
