internal import SourceText

/// The answer of `git blame --porcelain` (git-blame(1), "the porcelain format").
enum BlamePorcelain {
  /// What is said of a commit at its first line only.
  fileprivate struct Origin {
    var name = ""
    var address = ""
    var time: Int64 = 0
    var summary = ""
    var isBoundary = false
  }

  /// The lines; nil when the answer is something else.
  static func lines(in output: [UInt8]) -> [BlameLine]? {
    var origins: [ObjectID: Origin] = [:]
    var lines: [BlameLine] = []
    var current: (commit: ObjectID, originalNumber: Int, number: Int)?
    for record in output.split(separator: UInt8(ascii: "\n")) {
      let text = String(decoding: record, as: UTF8.self)
      guard let (commit, originalNumber, number) = current else {
        // `COMMIT ORIGINAL-LINE LINE [LINES]`
        let fields = text.split(separator: " ")
        guard fields.count >= 3, let commit = try? ObjectID(fields[0]), let original = Int(fields[1]),
          let number = Int(fields[2])
        else { return nil }
        current = (commit, original, number)
        continue
      }
      guard record.first == UInt8(ascii: "\t") else {
        origins[commit, default: Origin()].read(text)
        continue
      }
      let origin = origins[commit] ?? Origin()
      lines.append(
        BlameLine(
          number: number, commit: commit, originalNumber: originalNumber,
          author: "\(origin.name) \(origin.address)", time: origin.time, summary: origin.summary,
          isBoundary: origin.isBoundary, text: String(decoding: record.dropFirst(), as: UTF8.self)))
      current = nil
    }
    return current == nil ? lines : nil
  }
}

extension BlamePorcelain.Origin {
  fileprivate mutating func read(_ line: String) {
    let (key, value) = line.firstIndex(of: " ").map { (line[..<$0], line[line.index(after: $0)...]) } ?? (line[...], "")
    switch key {
    case "author": name = String(value)
    case "author-mail": address = String(value)
    case "author-time": time = Int64(value) ?? 0
    case "summary": summary = String(value)
    case "boundary": isBoundary = true
    default: break
    }
  }
}
