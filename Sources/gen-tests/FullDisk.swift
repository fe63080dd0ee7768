import CommandLineSupport

/// Trouble that comes of a disk without room, whoever noticed it: a compiler's or another program's words are passed on.
struct FullDisk: ErrorWithStatus, CustomStringConvertible {
  let description: String

  var exitStatus: ExitStatus { .infrastructure }

  /// What the system calls it (`ENOSPC`, `EDQUOT`).
  private static let words = ["No space left on device", "Disk quota exceeded"]

  /// Nil for other trouble.
  init?(_ error: any Error) {
    let text = "\(error)"
    guard let word = Self.words.first(where: { text.contains($0) }) else { return nil }
    let line = text.split(whereSeparator: \.isNewline).first { $0.contains(word) } ?? ""
    description = "the disk is full: \(line)"
  }
}
