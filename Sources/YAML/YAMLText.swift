package import Yams

/// A text in the part of YAML that files of this project are written in: without anchors, aliases, tags and depth.
package enum YAMLText {
  /// Reads the value of a file.
  ///
  /// - Parameters:
  ///   - bytes: the file's content.
  ///   - limit: the most bytes that it may have.
  ///   - holdsBlocks: whether it may hold block texts (`|` and `>`), such as code.
  /// - Returns: nil for a text without a value, such as one of comments alone.
  /// - Throws: `YAMLError`.
  package static func root(
    of bytes: [UInt8], limit: Int, holdsBlocks: Bool
  ) throws(YAMLError) -> Node? {
    guard bytes.count <= limit else { throw YAMLError(nil, "is larger than \(limit >> 10) KiB") }
    guard let text = String(validating: bytes, as: UTF8.self) else { throw YAMLError(nil, "is not UTF-8 text") }
    if let fault = YAMLScanner.firstFault(in: text, holdsBlocks: holdsBlocks) { throw fault }
    do {
      guard let node = try Yams.compose(yaml: text, .basic) else { return nil }
      return node.scalar?.string.isEmpty == true ? nil : node
    } catch {
      throw fault(error)
    }
  }

  /// The YAML library's complaint with its line.
  private static func fault(_ error: any Error) -> YAMLError {
    switch error as? YamlError {
    case .scanner(_, let problem, let mark, _)?, .parser(_, let problem, let mark, _)?,
      .composer(_, let problem, let mark, _)?:
      YAMLError(mark.line, "this is not YAML: \(problem)")
    case .duplicatedKeysInMapping(let duplicates, let context)?:
      YAMLError(context.mark.line, "a key stands twice: \(duplicates.sorted().joined(separator: ", "))")
    default: YAMLError(nil, "is not YAML")
    }
  }
}
