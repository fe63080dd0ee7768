internal import Redaction
package import SourceText

/// A map of the code around a change, within a budget: what the changed files use, and who uses what they declare.
package struct RepositoryMap: Hashable, Sendable {
  /// A declaration as a reader sees it.
  package struct Declaration: Hashable, Sendable {
    package var name: NameID

    /// Counted from 1.
    package var line: Int

    /// The declaration without its body, on one line.
    package var signature: String

    package init(name: NameID, line: Int, signature: String) {
      self.name = name
      self.line = line
      self.signature = signature
    }
  }

  /// A file and those of its declarations that matter, the most important files first.
  package struct File: Hashable, Sendable {
    package var path: RelativePath
    package var declarations: [Declaration]

    package init(path: RelativePath, declarations: [Declaration]) {
      self.path = path
      self.declarations = declarations
    }
  }

  /// A touched name, and the files that use it.
  package struct Usage: Hashable, Sendable {
    package struct Place: Hashable, Sendable {
      package var path: RelativePath
      package var count: Int

      package init(path: RelativePath, count: Int) {
        self.path = path
        self.count = count
      }
    }

    package var name: String

    /// The files with the most uses first.
    package var places: [Place]

    package init(name: String, places: [Place]) {
      self.name = name
      self.places = places
    }
  }

  /// Bytes that make a token, about, in paths and signatures.
  package static let bytesPerToken = 3

  private static let declarationHead = "Declared elsewhere:\n"
  private static let usageHead = "Used elsewhere:\n"

  /// Files that are named for one touched name.
  private static let fileLimit = 8

  private static let signatureLimit = 120

  /// The map as text; empty when there is nothing to show.
  package let text: String

  /// Puts the map together.
  ///
  /// - Parameters:
  ///   - files: what other files declare, the most important first, within a file too.
  ///   - usages: who uses the touched names, the most used first; they get a third of the room at the most.
  ///   - tokens: the budget, about.
  package init(files: [File], usages: [Usage], tokens: Int) {
    let limit = tokens * Self.bytesPerToken
    let used = Self.lines(of: usages, limit: limit / 3)
    let taken = used.reduce(used.isEmpty ? 0 : Self.usageHead.utf8.count) { $0 + $1.utf8.count + 1 }
    let room = limit - taken
    let declared = Self.lines(of: files, limit: room)
    let parts = [
      declared.isEmpty ? nil : Self.declarationHead + declared.joined(separator: "\n"),
      used.isEmpty ? nil : Self.usageHead + used.joined(separator: "\n"),
    ]
    text = parts.compactMap { $0 }.joined(separator: "\n\n")
  }

  private static func lines(of usages: [Usage], limit: Int) -> [String] {
    var left = limit - usageHead.utf8.count
    var lines: [String] = []
    for usage in usages {
      let named = usage.places.prefix(fileLimit).map { "\(shown($0.path)) \($0.count)" }
      let more = usage.places.count > named.count ? ", and \(usage.places.count - named.count) more files" : ""
      let line =
        "\(TerminalText.singleLine(usage.name, limit: signatureLimit)): \(named.joined(separator: ", "))\(more)"
      left -= line.utf8.count + 1
      guard left >= 0 else { break }
      lines.append(line)
    }
    return lines
  }

  private static func lines(of files: [File], limit: Int) -> [String] {
    // Two line feeds stand between the parts.
    var left = limit - declarationHead.utf8.count - 2
    var lines: [String] = []
    for file in files where !file.declarations.isEmpty {
      let head = shown(file.path)
      var taken: [(line: Int, text: String)] = []
      var room = left - head.utf8.count - 1
      for declaration in file.declarations {
        let text = "  \(declaration.line) \(TerminalText.singleLine(declaration.signature, limit: signatureLimit))"
        guard room >= text.utf8.count + 1 else { break }
        room -= text.utf8.count + 1
        taken.append((declaration.line, text))
      }
      guard !taken.isEmpty else { break }
      left = room
      lines.append(head)
      lines += taken.sorted { ($0.line, $0.text) < ($1.line, $1.text) }.map(\.text)
    }
    return lines
  }

  private static func shown(_ path: RelativePath) -> String { TerminalText.singleLine(path.string, limit: 300) }
}
