internal import Editing
internal import SourceText

/// What ast-grep says with `--inspect entity` of the files that it was given: it passes some over without a word else.
enum AstGrepInspection {
  private static let mark = "sg: entity|file|"

  /// The files that it passed over, and why.
  static func skipped(in text: String) -> [SkippedFile] {
    text.split(separator: "\n").compactMap { line in
      guard line.hasPrefix(mark) else { return nil }
      let rest = line.dropFirst(mark.count)
      guard let end = rest.ranges(of: ": skipped=").last, let path = try? RelativePath(String(rest[..<end.lowerBound]))
      else { return nil }
      switch rest[end.upperBound...] {
      case "invalidUtf8": return SkippedFile(path, .notUTF8, "it is not valid UTF-8, so ast-grep passes it over")
      case "fileTooLarge": return SkippedFile(path, .huge, "it is too large for ast-grep, which passes it over")
      case let reason: return SkippedFile(path, .notAllowed, "ast-grep passes it over: \(reason.prefix(80))")
      }
    }
  }
}
