import CMarkGFM

/// Writes a parsed body as HTML, node by node: only the elements named here can come out, whatever went in.
///
/// - Headings stand below the post's own: the first is one level under it, and none skips a level.
/// - A new line is a new line (`<br>`), as people who write in a box expect.
/// - Raw HTML is shown as the text it is. Images become links to them: nothing is loaded from elsewhere.
/// - What is nested deeper than `maximumDepth` loses its frame, not its words.
struct MarkdownRenderer {
  private let html: MarkupWriter
  private let labels: MarkdownLabels
  private var depth = 0
  /// The level of the heading over the text, and of the last one in it.
  private let levelAbove: Int
  private var headingLevel: Int
  private var tagOfHeading: [StaticString] = []
  /// Whether each open link or image was written as a link.
  private var links: [Bool] = []
  private var isInTableHead = false
  private var column = 0
  private var alignments: [UInt8] = []
  private var cells: [StaticString] = []
  private var hasTableBody = false
  /// Task items whose label is still to be opened at their first paragraph.
  private var pendingTask: OpaquePointer?
  private var labelledParagraph: OpaquePointer?

  static let maximumDepth = 24

  /// `level` is that of the heading over the text, 1 to 3.
  init(html: MarkupWriter, labels: MarkdownLabels, under level: Int) {
    self.html = html
    self.labels = labels
    levelAbove = level
    headingLevel = level
  }

  mutating func visit(_ node: OpaquePointer, entering: Bool) {
    switch cmark_node_get_type(node) {
    case CMARK_NODE_DOCUMENT: break
    case CMARK_NODE_TEXT: html.text(utf8: literal(node))
    case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK: html.literal("<br>\n")
    case CMARK_NODE_CODE: html("code") { html.text(utf8: literal(node)) }
    case CMARK_NODE_CODE_BLOCK: html("pre") { html("code") { html.text(utf8: literal(node)) } }
    case CMARK_NODE_HTML_INLINE: html.text(utf8: literal(node))
    case CMARK_NODE_HTML_BLOCK: html("p") { html.text(utf8: literal(node)) }
    case CMARK_NODE_THEMATIC_BREAK: html.void("hr")
    case CMARK_NODE_PARAGRAPH: paragraph(node, entering)
    case CMARK_NODE_HEADING: heading(node, entering)
    case CMARK_NODE_BLOCK_QUOTE: nest("blockquote", entering)
    case CMARK_NODE_LIST: list(node, entering)
    case CMARK_NODE_ITEM: item(node, entering)
    case CMARK_NODE_EMPH: nest("em", entering)
    case CMARK_NODE_STRONG: nest("strong", entering)
    case CMARK_NODE_LINK, CMARK_NODE_IMAGE: link(node, entering)
    default: extended(node, entering)
    }
  }

  private mutating func extended(_ node: OpaquePointer, _ entering: Bool) {
    guard let name = cmark_node_get_type_string(node) else { return }
    switch String(cString: name) {
    case "strikethrough": nest("s", entering)
    case "table": table(node, entering)
    case "table_header": tableHead(entering)
    case "table_row": tableRow(entering)
    case "table_cell": tableCell(node, entering)
    default: break
    }
  }

  /// Opens or closes an element, unless it stands too deep to be of use.
  private mutating func nest(_ name: StaticString, _ entering: Bool, _ attributes: [Attribute] = []) {
    if entering {
      depth += 1
      if depth <= Self.maximumDepth { html.open(name, attributes) }
    } else {
      if depth <= Self.maximumDepth { html.close(name) }
      depth -= 1
    }
  }

  private mutating func paragraph(_ node: OpaquePointer, _ entering: Bool) {
    let isTight = cmark_node_parent(node).flatMap(cmark_node_parent).map { cmark_node_get_list_tight($0) != 0 } ?? false
    if entering {
      if !isTight { html.open("p") }
      if let task = pendingTask {
        pendingTask = nil
        labelledParagraph = node
        html.open("label")
        html.void(
          "input", .of("type", "checkbox"), .flag("disabled"),
          .flag("checked", if: cmark_gfm_extensions_get_tasklist_item_checked(task)))
        html.literal(" ")
      }
    } else {
      if labelledParagraph == node {
        labelledParagraph = nil
        html.close("label")
      }
      if !isTight { html.close("p") } else if cmark_node_next(node) != nil { html.literal("\n") }
    }
  }

  private mutating func heading(_ node: OpaquePointer, _ entering: Bool) {
    let tags: [StaticString] = ["h2", "h3", "h4", "h5", "h6"]
    if entering {
      let wanted = levelAbove + Int(cmark_node_get_heading_level(node))
      headingLevel = min(wanted, headingLevel + 1, 6)
      tagOfHeading.append(tags[headingLevel - 2])
      html.open(tagOfHeading.last!)
    } else if let tag = tagOfHeading.popLast() {
      html.close(tag)
    }
  }

  private mutating func list(_ node: OpaquePointer, _ entering: Bool) {
    guard cmark_node_get_list_type(node) == CMARK_ORDERED_LIST else { return nest("ul", entering) }
    let start = cmark_node_get_list_start(node)
    nest("ol", entering, start == 1 ? [] : [.of("start", Int64(start))])
  }

  private mutating func item(_ node: OpaquePointer, _ entering: Bool) {
    // Deeper than the last frame, items follow each other as lines.
    if depth > Self.maximumDepth {
      if entering { html.literal("<br>") }
      return
    }
    let isTask = cmark_node_get_type_string(node).map { String(cString: $0) == "tasklist" } ?? false
    if entering {
      html.open("li", isTask ? [.class("task")] : [])
      if isTask, let first = cmark_node_first_child(node), cmark_node_get_type(first) == CMARK_NODE_PARAGRAPH {
        pendingTask = node
      }
    } else {
      html.close("li")
    }
  }

  private mutating func link(_ node: OpaquePointer, _ entering: Bool) {
    guard entering else {
      if links.popLast() == true { html.close("a") }
      return
    }
    let address = links.contains(true) ? nil : cmark_node_get_url(node).flatMap { WebAddress(String(cString: $0)) }
    links.append(address != nil)
    if let address {
      html.open("a", [.href(url: address.text), .of("rel", "nofollow ugc noopener")])
      if cmark_node_get_type(node) == CMARK_NODE_IMAGE {
        html.text(labels.image)
        if cmark_node_first_child(node) != nil { html.literal(": ") }
      }
    }
  }

  private mutating func table(_ node: OpaquePointer, _ entering: Bool) {
    if entering {
      let columns = Int(cmark_gfm_extensions_get_table_columns(node))
      alignments =
        cmark_gfm_extensions_get_table_alignments(node).map { Array(UnsafeBufferPointer(start: $0, count: columns)) } ?? []
      hasTableBody = false
      // A box of its own that scrolls, by keyboard too; a group, not a landmark: a post may have several.
      html.open("div", [.class("table"), .of("role", "group"), .of("aria-label", text: labels.table), .of("tabindex", "0")])
      html.open("table")
    } else {
      if hasTableBody { html.close("tbody") }
      html.close("table")
      html.close("div")
    }
  }

  private mutating func tableHead(_ entering: Bool) {
    isInTableHead = entering
    column = 0
    if entering {
      html.open("thead")
      html.open("tr")
    } else {
      html.close("tr")
      html.close("thead")
    }
  }

  private mutating func tableRow(_ entering: Bool) {
    column = 0
    if entering {
      if !hasTableBody { html.open("tbody") }
      hasTableBody = true
      html.open("tr")
    } else {
      html.close("tr")
    }
  }

  private mutating func tableCell(_ node: OpaquePointer, _ entering: Bool) {
    guard entering else {
      if let cell = cells.popLast() { html.close(cell) }
      return
    }
    // An empty cell is no heading for anything.
    let isHeading = isInTableHead && cmark_node_first_child(node) != nil
    var attributes: [Attribute] = isHeading ? [.of("scope", "col")] : []
    if column < alignments.count {
      switch alignments[column] {
      case UInt8(ascii: "c"): attributes.append(.class("center"))
      case UInt8(ascii: "r"): attributes.append(.class("right"))
      default: break
      }
    }
    column += 1
    cells.append(isHeading ? "th" : "td")
    html.open(cells.last!, attributes)
  }

  private func literal(_ node: OpaquePointer) -> UnsafeBufferPointer<UInt8> {
    guard let start = cmark_node_get_literal(node) else { return UnsafeBufferPointer(start: nil, count: 0) }
    var count = 0
    while start[count] != 0 { count += 1 }
    return UnsafeBufferPointer(start: UnsafeRawPointer(start).assumingMemoryBound(to: UInt8.self), count: count)
  }
}

/// The few words the renderer itself adds, in the language of the page.
struct MarkdownLabels: Sendable {
  var image: String
  var table: String

  init(image: String, table: String) {
    self.image = image
    self.table = table
  }

  /// For programs, whose language nobody knows.
  static let programs = MarkdownLabels(image: "Imagine", table: "Tabel")

  init(_ texts: Texts) {
    self.init(image: texts("markdown.image"), table: texts("markdown.table"))
  }
}
