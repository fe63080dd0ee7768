internal import SourceText

/// Replacements put into some bytes.
enum Replacements {
  /// The bytes with the replacements made.
  ///
  /// They may come in any order and must not overlap. Two may touch; two that insert at the same place contradict each
  /// other, since nothing says which comes first.
  ///
  /// - Throws: `EditingError` with code `.invalid`.
  static func applied(
    _ replacements: [FileOperation.Replacement], to bytes: [UInt8], at path: RelativePath
  ) throws(EditingError) -> [UInt8] {
    let sorted = replacements.sorted {
      ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
    }
    var result: [UInt8] = []
    var position = 0
    var previous: Range<Int>?
    for replacement in sorted {
      let range = replacement.range
      guard range.lowerBound >= 0, range.upperBound <= bytes.count else {
        throw EditPlan.invalid(path, "bytes \(range) are replaced, and it has \(bytes.count)")
      }
      guard range.lowerBound >= position, range != previous || !range.isEmpty else {
        throw EditPlan.invalid(path, "two replacements overlap at byte \(range.lowerBound)")
      }
      result += bytes[position..<range.lowerBound]
      result += replacement.bytes
      position = range.upperBound
      previous = range
    }
    result += bytes[position...]
    guard bytes.starts(with: byteOrderMark) == result.starts(with: byteOrderMark) else {
      throw EditPlan.invalid(path, "the byte order mark at its beginning would come, go or move")
    }
    return result
  }

  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
}
