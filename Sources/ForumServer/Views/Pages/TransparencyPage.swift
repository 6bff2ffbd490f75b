import ForumCore

/// The transparency report of a period, as a table.
struct TransparencyPage: Page {
  let context: PageContext
  let report: TransparencyReport
  let query: String

  var title: String { texts("transparency.title") }
  var alternates: [Alternate] { [.json(Route.transparency.path(as: .json) + query)] }

  func main(_ html: MarkupWriter) {
    html("div", .class("narrow")) {
      html("h1", text: title)
      html("p", .class("lead"), text: texts("transparency.lead"))
      html("form", .of("method", "get"), .action(.transparency), .class("form")) {
        let view = FormView(FormState(), prefix: "period", context: context)
        view.input(html, "from", type: "date", label: texts("transparency.from"), value: day(report.from))
        view.input(html, "until", type: "date", label: texts("transparency.until"), value: day(report.until))
        view.buttons(html, submit: texts("transparency.show"))
      }
      html("p") { html("a", .href(url: Route.transparencyCSV.path + query), text: texts("transparency.csv")) }
      for section in ["notices", "decisions", "appeals"] { table(section, html) }
    }
  }

  private func day(_ instant: Instant) -> String { String(instant.description.prefix(10)) }

  private func table(_ section: String, _ html: MarkupWriter) {
    html("table", .class("numbers")) {
      html("caption", text: texts("transparency.\(section)"))
      html("thead") {
        html("tr") {
          html("th", .of("scope", "col"), text: texts("transparency.what"))
          html("th", .of("scope", "col"), text: texts("transparency.number"))
        }
      }
      html("tbody") {
        for line in TransparencyTable(report).lines where line.section == section {
          html("tr") {
            html("th", .of("scope", "row"), text: name(of: line))
            html("td", text: texts.number(Int(line.number)))
          }
        }
      }
    }
  }

  private func name(of line: TransparencyTable.Line) -> String {
    switch line.indicator {
    case "received-by-ground", "by-ground": texts("grounds.\(line.scope)")
    case "by-measure": texts("measures.\(line.scope)")
    case "by-source": texts("sources.\(line.scope)")
    case "by-outcome": texts("appeal.outcome.\(line.scope)")
    default: texts("transparency.indicators.\(line.indicator)")
    }
  }
}
