extension ChangeSet {
  /// The part of this change that is new against a further state too, as `git diff --cc` shows a merge.
  ///
  /// What a merge takes over from there is not part of it: a file that is the same there, a line that stands there too, a
  /// line that is gone there too. What stands in neither of the two states stays, so that nothing can be slipped into a
  /// merge. Of what could not be compared nothing is taken away.
  ///
  /// - Parameters:
  ///   - other: the change from the further state to the same new state.
  ///   - contextLines: how many lines around each remaining change are kept.
  package func combined(with other: ChangeSet, contextLines: Int = 3) -> ChangeSet {
    // Past a limit of files nobody knows which others changed.
    if other.omissions.contains(where: { $0.path == nil }) { return self }
    let unread = Set(other.omissions.compactMap(\.path))
    let files = Dictionary(other.files.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    let sources = Set(other.files.compactMap(\.oldPath))
    var result = ChangeSet()
    result.files = self.files.compactMap { file in
      if unread.contains(file.path.string) { return file }
      // Renames are guesses: what is deleted here may there have become another file.
      if file.new == nil, sources.contains(file.path) { return file }
      return files[file.path].flatMap { file.combined(with: $0, contextLines: contextLines) }
    }
    result.omissions = omissions.filter { omission in
      guard let path = omission.path, let known = try? RelativePath(path) else { return true }
      return unread.contains(path) || files[known] != nil || sources.contains(known)
    }
    return result
  }
}

extension FileChange {
  /// What happened to a file besides changes of its lines.
  private struct Traits: OptionSet {
    let rawValue: Int

    /// The file was not there, or not under this path.
    static let appeared = Traits(rawValue: 1)
    static let vanished = Traits(rawValue: 2)
    static let mode = Traits(rawValue: 4)

    /// Content that has no lines, or whose lines were not read.
    static let content = Traits(rawValue: 8)
  }

  private var traits: Traits {
    var traits: Traits = []
    if old == nil || oldPath != nil { traits.insert(.appeared) }
    if new == nil { traits.insert(.vanished) }
    if let old, let new, old.mode != new.mode { traits.insert(.mode) }
    if hunks.isEmpty, old?.blob != new?.blob { traits.insert(.content) }
    return traits
  }

  /// The part of this change that is one against another old version too; nil when there is none.
  fileprivate func combined(with other: FileChange, contextLines: Int) -> FileChange? {
    // Where only the other state has the file, the change is one of that version.
    if old == nil, other.old != nil { return other.combined(with: self, contextLines: contextLines) }
    if isBinary || other.isBinary { return traits.isDisjoint(with: other.traits) ? nil : self }
    var added = Set<Int>()
    var removed: [String: Int] = [:]
    for line in other.hunks.lazy.flatMap(\.lines) {
      switch line.kind {
      case .added: added.insert(line.newNumber)
      case .removed: removed[line.text, default: 0] += 1
      case .context: break
      }
    }
    var result = self
    result.hunks = hunks.flatMap { hunk in
      hunk.keeping(contextLines: contextLines) { line in
        switch line.kind {
        case .context: return line
        case .added:
          return added.contains(line.newNumber)
            ? line : DiffLine(kind: .context, line, oldNumber: 0)
        case .removed:
          // By text and not by place, so that a removal counts as new rather than as somebody else's.
          guard let count = removed[line.text], count > 0 else { return nil }
          removed[line.text] = count - 1
          return line
        }
      }
    }
    return result.hunks.isEmpty && traits.isDisjoint(with: other.traits) ? nil : result
  }
}

extension DiffLine {
  fileprivate init(kind: Kind, _ line: DiffLine, oldNumber: Int) {
    self = line
    self.kind = kind
    self.oldNumber = oldNumber
  }
}

extension Hunk {
  /// The hunk with its lines changed, as the hunks that are left around changes.
  ///
  /// - Parameter transform: gives a line as it is to be; nil to take it away.
  fileprivate func keeping(contextLines: Int, _ transform: (DiffLine) -> DiffLine?) -> [Hunk] {
    let lines = self.lines.compactMap(transform)
    var hunks: [Hunk] = []
    var end = 0
    for (index, line) in lines.enumerated() where line.kind != .context {
      let start = max(end, index - contextLines)
      if hunks.isEmpty || start > end {
        hunks.append(Hunk(oldStart: 0, oldCount: 0, newStart: 0, newCount: 0, section: section))
      }
      let next = min(lines.count, index + contextLines + 1)
      hunks[hunks.count - 1].lines += lines[start..<next]
      end = next
    }
    return hunks.map { $0.counted(beginningLike: self) }
  }

  /// The hunk with the numbers of its header taken from its lines.
  private func counted(beginningLike whole: Hunk) -> Hunk {
    var hunk = self
    let oldNumbers = lines.lazy.map(\.oldNumber).filter { $0 > 0 }
    let newNumbers = lines.lazy.map(\.newNumber).filter { $0 > 0 }
    hunk.oldCount = oldNumbers.reduce(0) { count, _ in count + 1 }
    hunk.newCount = newNumbers.reduce(0) { count, _ in count + 1 }
    hunk.oldStart = oldNumbers.first ?? (hunk.oldCount == whole.oldCount ? whole.oldStart : 0)
    hunk.newStart = newNumbers.first ?? (hunk.newCount == whole.newCount ? whole.newStart : 0)
    return hunk
  }
}
