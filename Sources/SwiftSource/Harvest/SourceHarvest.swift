/// What one source file tells about the inputs of its functions.
package struct SourceHarvest: Hashable, Sendable {
  /// A call as it is written somewhere: in a test, a document, an example, or another function.
  package struct CallSite: Hashable, Sendable {
    package struct Argument: Hashable, Sendable {
      package let label: String?

      /// Source text.
      package let text: String

      /// Whether the text means the same wherever it stands: literals, enum cases, and types of the module.
      package let isSelfContained: Bool
    }

    /// The last name of what is called: `insert`, `Heap` for an initialiser.
    package let name: String

    /// What stands before the dot, if it is self-contained; else nil.
    package let base: String?
    package let arguments: [Argument]
  }

  /// The file, as it was given.
  package let path: String
  package let imports: [String]
  package let functions: [FunctionHarvest]

  /// Literals outside functions: of properties, defaults, and types.
  package let literals: [SourceLiteral]
  package let calls: [CallSite]
  package let uncoverable: [UncoverablePlace]

  /// The names of top-level and nested types that it declares or extends.
  package let types: Set<String>
}

extension SourceHarvest {
  /// The pieces of Swift in a Markdown document: its fenced blocks without a language or with `swift`, and indented ones.
  package static func codeBlocks(inMarkdown text: String) -> [String] {
    var blocks: [String] = []
    var block: [Substring] = []
    var fence: Bool?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let trimmed = line.drop { $0 == " " }
      if trimmed.hasPrefix("```") {
        if let isSwift = fence {
          if isSwift { blocks.append(block.joined(separator: "\n")) }
          fence = nil
        } else {
          let language = trimmed.drop { $0 == "`" }.lowercased()
          fence = language.isEmpty || language.hasPrefix("swift")
        }
        block = []
      } else if fence != nil {
        block.append(line)
      } else if line.hasPrefix("    "), !trimmed.isEmpty {
        block.append(line.dropFirst(4))
      } else if !block.isEmpty, !trimmed.isEmpty {
        blocks.append(block.joined(separator: "\n"))
        block = []
      }
    }
    if !block.isEmpty, fence != false { blocks.append(block.joined(separator: "\n")) }
    return blocks
  }
}
