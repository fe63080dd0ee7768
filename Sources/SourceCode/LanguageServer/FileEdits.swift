package import SourceText

/// Changes of one file in bytes, tied to the content that they were made for.
package struct FileEdits: Hashable, Sendable {
  package struct Replacement: Hashable, Sendable {
    package let range: Range<Int>
    package let bytes: [UInt8]
  }

  package let path: RelativePath

  /// The content that the ranges are of.
  package let base: ContentHash

  /// In the order of the file, without overlap.
  package let replacements: [Replacement]

  /// The edits of one file of a server's answer.
  ///
  /// - Parameters:
  ///   - edit: the answer.
  ///   - path: one of its files.
  ///   - bytes: the content of that file as the server has it.
  /// - Throws: `LanguageServerError` for places that are not there or overlap.
  package init(_ edit: WorkspaceEdit, of path: RelativePath, in bytes: [UInt8]) throws(LanguageServerError) {
    let map = PositionMap(bytes)
    var replacements: [Replacement] = []
    for part in edit.files[path] ?? [] {
      guard let range = map.offsets(of: part.range, edit.encoding) else {
        throw LanguageServerError(
          .malformed, "the server changes line \(part.range.start.line + 1) of \(path), which is not as it thinks")
      }
      replacements.append(Replacement(range: range, bytes: Array(part.text.utf8)))
    }
    replacements.sort { ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound) }
    for (first, second) in zip(replacements, replacements.dropFirst())
    where first.range.upperBound > second.range.lowerBound {
      throw LanguageServerError(
        .malformed,
        "two of the server's changes overlap on line \(map.line(at: second.range.lowerBound) + 1) of \(path)")
    }
    self.init(path: path, bytes, replacements)
  }

  private init(path: RelativePath, _ bytes: [UInt8], _ replacements: [Replacement]) {
    self.path = path
    base = ContentHash(of: bytes)
    self.replacements = replacements
  }

  /// The content with all edits made.
  ///
  /// - Parameter bytes: the content that the edits are of.
  package func applied(to bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var position = 0
    for replacement in replacements {
      result += bytes[position..<replacement.range.lowerBound]
      result += replacement.bytes
      position = replacement.range.upperBound
    }
    return result + bytes[position...]
  }

  /// The same change with the places of one name alone replaced, for servers that answer with whole files.
  ///
  /// - Returns: nil when the change is more than a new name for an old one.
  package func narrowed(to bytes: [UInt8], from old: String, to new: String) -> FileEdits? {
    let after = applied(to: bytes)
    let (old, new) = (Array(old.utf8), Array(new.utf8))
    var (left, right) = (0, 0)
    var narrow: [Replacement] = []
    while left < bytes.count, right < after.count {
      let isStart = left == 0 || !isNameByte(bytes[left - 1])
      if isStart, Self.hasName(old, bytes, left), Self.hasName(new, after, right) {
        narrow.append(Replacement(range: left..<left + old.count, bytes: new))
        left += old.count
        right += new.count
      } else if bytes[left] == after[right] {
        left += 1
        right += 1
      } else {
        return nil
      }
    }
    return left == bytes.count && right == after.count ? FileEdits(path: path, bytes, narrow) : nil
  }

  private static func hasName(_ name: [UInt8], _ bytes: [UInt8], _ index: Int) -> Bool {
    let end = index + name.count
    guard end <= bytes.count, bytes[index..<end].elementsEqual(name) else { return false }
    return end == bytes.count || !isNameByte(bytes[end])
  }
}
