internal import CLibgit2
internal import SourceText

/// Compares the lines of two contents, within limits that hold for all files of a change together.
///
/// libgit2 compares bytes without a repository and a path, so that no attribute has a say.
struct HunkReader {
  private let limits: DiffLimits
  private var lineCount = 0

  init(limits: DiffLimits) {
    self.limits = limits
  }

  /// The hunks between two contents, neither of which is binary.
  ///
  /// - Throws: `GitError`, whose description is the reason to leave the file out.
  mutating func hunks(from old: [UInt8], to new: [UInt8]) throws(GitError) -> [Hunk] {
    let result = old.withUnsafeBytes { old in
      new.withUnsafeBytes { new in
        Result<[Hunk], GitError> { () throws(GitError) in try hunks(from: old, to: new) }
      }
    }
    return try result.get()
  }

  /// The same for bytes that the caller keeps where they are for the time of the call.
  mutating func hunks(
    from old: UnsafeRawBufferPointer, to new: UnsafeRawBufferPointer
  ) throws(GitError) -> [Hunk] {
    try checkLines(old)
    try checkLines(new)
    var options = git_diff_options()
    git_diff_options_init(&options, UInt32(GIT_DIFF_OPTIONS_VERSION))
    options.context_lines = UInt32(clamping: limits.contextLines)
    options.flags = GIT_DIFF_INDENT_HEURISTIC.rawValue | GIT_DIFF_FORCE_TEXT.rawValue
    options.max_size = git_off_t(clamping: limits.fileSize)
    let hunks: [Hunk]
    let count: Int
    do throws(LibraryFailure) {
      try Library.prepare()
      let patch = try Handle<PatchResource> {
        git_patch_from_buffers($0, old.baseAddress, old.count, nil, new.baseAddress, new.count, nil, &options)
      }
      count = patch.lineCount
      hunks = lineCount + count <= limits.lines ? try patch.hunks() : []
    } catch {
      throw GitError(.failed, "the lines cannot be compared: \(quoted(error.message))")
    }
    guard lineCount + count <= limits.lines else {
      throw GitError(
        .tooLarge, "\(count) lines, with which the change passes the limit of \(limits.lines) lines")
    }
    lineCount += count
    return hunks
  }

  /// Lines are counted before they are compared, since that takes some hundred bytes for each.
  private func checkLines(_ content: UnsafeRawBufferPointer) throws(GitError) {
    let lines = content.lineExtent
    if lines.longest > limits.lineLength {
      throw GitError(.tooLarge, "a line of \(lines.longest) bytes, more than the limit of \(limits.lineLength)")
    }
    if lines.count > limits.lines {
      throw GitError(.tooLarge, "\(lines.count) lines, more than the limit of \(limits.lines)")
    }
  }
}
