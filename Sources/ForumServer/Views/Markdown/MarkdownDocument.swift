import CMarkGFM
import Synchronization

/// A parsed body: owns cmark's tree and frees it. Pointers stay inside this folder.
struct MarkdownDocument: ~Copyable {
  /// The tree's root, a node of type document.
  let root: OpaquePointer

  /// Parses CommonMark with GitHub's autolinks, tables, strikethrough (`~~`) and task lists. Nil beyond the limits.
  ///
  /// The time cmark takes is linear but for shapes that `MarkdownLimits` keeps away from it.
  init?(_ source: String, limits: MarkdownLimits) {
    guard limits.isParsed else { return nil }
    Self.registerExtensions
    guard let parser = cmark_parser_new(CMARK_OPT_VALIDATE_UTF8 | CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE) else { return nil }
    defer { cmark_parser_free(parser) }
    func attach(_ name: String) {
      if let found = cmark_find_syntax_extension(name) { cmark_parser_attach_syntax_extension(parser, found) }
    }
    attach("strikethrough")
    attach("tasklist")
    if limits.allowsTables { attach("table") }
    if limits.allowsAutolinks { attach("autolink") }
    var source = source
    source.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { cmark_parser_feed(parser, $0.baseAddress, $0.count) }
    }
    var root: OpaquePointer?
    Self.finishing.withLock { _ in root = cmark_parser_finish(parser) }
    guard let root else { return nil }
    self.root = root
  }

  deinit { cmark_node_free(root) }

  /// cmark's list of extensions is global and not guarded: filled once, before the first parse.
  private static let registerExtensions: Void = cmark_gfm_core_extensions_ensure_registered()

  /// Held while cmark reads what stands within blocks. It keeps the characters that may begin something there in one table for all
  /// threads: each reading puts those of its extensions in, and takes them out when it ends, from under all others that are at it.
  private static let finishing = Mutex(())

  /// Walks the tree: every node is entered, and left if it can hold others.
  borrowing func walk(_ visit: (_ node: OpaquePointer, _ entering: Bool) -> Void) {
    guard let iterator = cmark_iter_new(root) else { return }
    defer { cmark_iter_free(iterator) }
    while true {
      let event = cmark_iter_next(iterator)
      if event == CMARK_EVENT_DONE { return }
      if let node = cmark_iter_get_node(iterator) { visit(node, event == CMARK_EVENT_ENTER) }
    }
  }
}
