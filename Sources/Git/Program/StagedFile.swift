internal import SourceText

/// A file of the index, with what the index notes about it.
struct StagedFile: Hashable, Sendable {
  let path: [UInt8]
  let side: RawChange.Side

  /// 0; 1 to 3 for the versions of a file with a merge conflict.
  let stage: Int

  /// Whether git was told not to look at the file in the work tree.
  let isMarked: Bool

  /// Whether a sparse checkout leaves the file out of the work tree.
  let isSkipped: Bool

  /// Reads git's list: `TAG MODE ID STAGE<TAB>PATH`, with a NUL at the end.
  ///
  /// - Throws: `GitError` with code `.failed` when it is something else.
  static func list(in output: [UInt8]) throws(GitError) -> [StagedFile] {
    var files: [StagedFile] = []
    for record in output.split(separator: 0) {
      guard let tab = record.firstIndex(of: UInt8(ascii: "\t")) else { throw unreadable }
      let fields = String(decoding: record[..<tab], as: UTF8.self).split(separator: " ")
      guard fields.count == 4, let tag = fields[0].first, let mode = UInt32(fields[1], radix: 8),
        let id = try? ObjectID(fields[2]), let stage = Int(fields[3])
      else { throw unreadable }
      let isSkipped = tag == "S" || tag == "s"
      files.append(
        StagedFile(
          path: Array(record[(tab + 1)...]), side: RawChange.Side(id: id, mode: mode), stage: stage,
          isMarked: isSkipped || tag.isLowercase, isSkipped: isSkipped))
    }
    return files
  }

  private static var unreadable: GitError { GitError(.failed, "git's list of staged files cannot be read") }
}
