import Testing

@testable import forum_cli

struct ProgressBarTests {
  @Test func `a bar shows the part, the numbers and the time left`() {
    #expect(
      ProgressBar.line("Import", 50, of: 100, secondsLeft: 72, width: 40, plain: false)
        == "Import ━━━━━────── 50 %  50 / 100  1:12")
    #expect(ProgressBar.line("Import", 7, of: 0, secondsLeft: nil, width: 80, plain: false) == "Import 7")
    #expect(ProgressBar.line("Import", 50, of: 100, secondsLeft: nil, width: 80, plain: true) == "Import 50 %  50 / 100")
  }

  @Test(arguments: [10, 20, 40, 80, 200])
  func `it leaves the last column free`(width: Int) {
    for done in [0, 1, 4_999, 5_000, 6_000] {
      let line = ProgressBar.line("Verificare", done, of: 5_000, secondsLeft: 3_599, width: width, plain: false)
      #expect(TextLayout.width(line) < width)
    }
  }
}
