package import SourceText

/// What a compiler said about one place.
package struct CompilerDiagnostic: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable {
    case error
    case warning
    case note
  }

  package let kind: Kind

  /// The file, relative to the work area; nil for what lies elsewhere or at no file.
  package let path: RelativePath?

  /// Counted from 1; 0 where there is none.
  package let line: Int

  /// Counted from 1 in bytes; 0 where there is none.
  package let column: Int

  package let message: String

  package init(kind: Kind, path: RelativePath?, line: Int, column: Int, message: String) {
    self.kind = kind
    self.path = path
    self.line = line
    self.column = column
    self.message = message
  }
}

extension CompilerDiagnostic {
  /// Diagnostics that are read of one build at the most.
  private static let countLimit = 20_000

  /// Bytes of a message that are kept.
  private static let messageLimit = 2_000

  /// All diagnostics of a build's output, in its order and each once.
  ///
  /// Swift, clang and gcc write `path:line:column: kind: message`, and what belongs to no place as `error: message`. Other lines
  /// quote code.
  ///
  /// - Parameters:
  ///   - text: what the build wrote.
  ///   - area: the absolute path of the folder in which it ran.
  package static func all(in text: String, area: String) -> [CompilerDiagnostic] {
    var seen: Set<CompilerDiagnostic> = []
    var diagnostics: [CompilerDiagnostic] = []
    for line in text.split(whereSeparator: \.isNewline) where diagnostics.count < countLimit {
      if let found = CompilerDiagnostic(line, area: area), seen.insert(found).inserted { diagnostics.append(found) }
    }
    return diagnostics
  }

  private init?(_ line: Substring, area: String) {
    let marks = ["error", "warning", "note"].compactMap { word in
      line.firstRange(of: "\(word): ").map { (word: word, range: $0) }
    }
    guard let mark = marks.min(by: { $0.range.lowerBound < $1.range.lowerBound }), let kind = Kind(rawValue: mark.word)
    else { return nil }
    self.kind = kind
    message = String(line[mark.range.upperBound...].prefix(Self.messageLimit))
    guard mark.range.lowerBound > line.startIndex else {
      // A note without a place says something of what is above it only.
      guard kind != .note else { return nil }
      (path, self.line, column) = (nil, 0, 0)
      return
    }
    // From the end, since a path may hold colons: `path`, line, perhaps column, and the blank before the word.
    let place = line[..<mark.range.lowerBound].split(separator: ":", omittingEmptySubsequences: false)
    guard place.last == " ", place.count >= 3 else { return nil }
    let numbers = place.dropLast().suffix(2).map { Int($0) }
    if place.count >= 4, let row = numbers[0], let column = numbers[1], row > 0 {
      (self.line, self.column) = (row, column)
      path = Self.path(place.dropLast(3).joined(separator: ":"), area: area)
    } else if let row = numbers[1], row > 0 {
      (self.line, column) = (row, 0)
      path = Self.path(place.dropLast(2).joined(separator: ":"), area: area)
    } else {
      return nil
    }
  }

  private static func path(_ text: String, area: String) -> RelativePath? {
    let relative = text.hasPrefix(area + "/") ? String(text.dropFirst(area.count + 1)) : text
    return try? RelativePath(relative.hasPrefix("./") ? String(relative.dropFirst(2)) : relative)
  }
}
