/// Reads a patch line by line; one pass, no recursion.
struct PatchParser {
  private let limits: PatchLimits
  private var lines: PatchLines
  private var patch = Patch(files: [], omissions: [])
  private var lineCount = 0

  init(_ bytes: [UInt8], limits: PatchLimits) {
    self.limits = limits
    lines = PatchLines(bytes)
  }

  mutating func parse() throws(PatchError) -> Patch {
    guard lines.byteCount <= limits.size else {
      throw PatchError(
        .tooLarge, line: 0, "has \(lines.byteCount) bytes, more than the limit of \(limits.size); review it in parts")
    }
    let isMail = lines.peek()?.hasPrefix("From ") == true
    var isBlank = true
    while let line = lines.peek() {
      if line.hasPrefix("diff --git ") {
        try append(gitFile())
      } else if line.hasPrefix("diff --cc ") || line.hasPrefix("diff --combined ") || line.hasPrefix("@@@ ") {
        throw PatchError(
          .combined, line: lines.number,
          "a combined diff of a merge cannot be reviewed; write one against a single parent: git diff FIRST MERGE")
      } else if line.hasPrefix("--- "), lines.peek(1)?.hasPrefix("+++ ") == true {
        try append(plainFile())
      } else if line.isHunkHeader {
        throw PatchError(.malformed, line: lines.number, "a hunk without the two lines that name its file")
      } else if line.hasPrefix("***************") {
        throw PatchError(
          .malformed, line: lines.number, "a context diff, which is not read; write a unified one (diff -u)")
      } else {
        readOmission(line)
        if !line.isBlank { isBlank = false }
        lines.advance()
      }
    }
    guard !patch.files.isEmpty || !patch.omissions.isEmpty || isBlank || isMail else {
      throw PatchError(.noPatch, line: 0, "holds no diff in the unified format (git diff, diff -u)")
    }
    return patch
  }

  private mutating func append(_ file: Patch.File) throws(PatchError) {
    patch.files.append(file)
    guard patch.files.count <= limits.files else {
      throw PatchError(
        .tooLarge, line: lines.number, "there are more files than the limit of \(limits.files); review it in parts")
    }
  }

  /// What `diff -r` tells of files that it does not show.
  private mutating func readOmission(_ line: PatchLine) {
    let text = line.text
    if text.hasPrefix("Only in ") {
      patch.omissions.append(Omission(path: nil, reason: "\(text): diff shows such files with -N only"))
    } else if text.hasPrefix("Binary files "), text.hasSuffix(" differ") {
      patch.omissions.append(Omission(path: nil, reason: "\(text): the patch does not show them"))
    }
  }

  // MARK: Files

  private mutating func gitFile() throws(PatchError) -> Patch.File {
    var header = GitPatchHeader(lines.peek()?.text ?? "")
    let start = lines.number
    lines.advance()
    while let line = lines.peek(), header.read(line.text) { lines.advance() }
    if let line = lines.peek(), line.hasPrefix("--- "), let next = lines.peek(1), next.hasPrefix("+++ ") {
      header.oldName = PatchName(line.text.dropFirst(4))
      header.newName = PatchName(next.text.dropFirst(4))
      let usesReturns = line.endsWithReturn && next.endsWithReturn
      lines.advance()
      lines.advance()
      header.hunks = try hunks(withoutReturns: usesReturns)
    } else if lines.peek()?.hasPrefix("GIT binary patch") == true {
      header.isBinary = true
      skipBinary()
    } else if let text = lines.peek()?.text, text.hasPrefix("Binary files "), text.hasSuffix(" differ") {
      header.isBinary = true
      lines.advance()
    } else if let line = lines.peek(), line.isHunkHeader || line.hasPrefix("--- ") {
      throw PatchError(.malformed, line: lines.number, "the lines --- and +++, which name the file, are not both there")
    }
    return try header.file(at: start)
  }

  private mutating func plainFile() throws(PatchError) -> Patch.File {
    let start = lines.number
    let old = lines.peek()
    let new = lines.peek(1)
    lines.advance()
    lines.advance()
    let usesReturns = old?.endsWithReturn == true && new?.endsWithReturn == true
    let hunks = try hunks(withoutReturns: usesReturns)
    guard !hunks.isEmpty else {
      throw PatchError(.malformed, line: lines.number, "the file has no hunk: a line with @@ is expected here")
    }
    let names = (PatchName((old?.text ?? "").dropFirst(4)), PatchName((new?.text ?? "").dropFirst(4)))
    return try PlainPatchHeader(old: names.0, new: names.1, hunks: hunks).file(at: start)
  }

  /// Passes over what `git diff --binary` writes: blocks of `literal N` or `delta N` and lines of letters.
  private mutating func skipBinary() {
    lines.advance()
    while let line = lines.peek(), line.hasPrefix("literal ") || line.hasPrefix("delta ") {
      while let data = lines.peek(), !data.isBlank { lines.advance() }
      lines.advance()
    }
  }

  // MARK: Hunks

  private mutating func hunks(withoutReturns: Bool) throws(PatchError) -> [Hunk] {
    var hunks: [Hunk] = []
    while let line = lines.peek(), line.hasPrefix("@@") {
      guard let header = PatchHunkHeader(line.text) else {
        if line.hasPrefix("@@@") { return hunks }
        throw PatchError(.malformed, line: lines.number, "not a hunk's header (@@ -1,2 +1,3 @@)")
      }
      let number = lines.number
      lines.advance()
      let hunk = try hunk(header, withoutReturns: withoutReturns)
      if let last = hunks.last,
        hunk.oldOffset < last.oldOffset + last.oldCount
          || hunk.newOffset < last.newOffset + last.newCount
      {
        throw PatchError(.malformed, line: number, "the hunk begins before the end of the one above it")
      }
      hunks.append(hunk)
    }
    return hunks
  }

  private mutating func hunk(_ header: PatchHunkHeader, withoutReturns: Bool) throws(PatchError) -> Hunk {
    var hunk = Hunk(
      oldStart: header.oldStart, oldCount: header.oldCount, newStart: header.newStart, newCount: header.newCount,
      section: header.section)
    var (old, new) = (0, 0)
    while old < header.oldCount || new < header.newCount {
      guard let line = lines.peek() else {
        throw PatchError(.malformed, line: lines.number, header.shortfall(old, new, "and the patch ends"))
      }
      switch line.mark {
      case UInt8(ascii: "+"): new += 1
      case UInt8(ascii: "-"): old += 1
      // Some mailers take the space away from an empty line.
      case UInt8(ascii: " "), nil: (old, new) = (old + 1, new + 1)
      case UInt8(ascii: "\\"):
        hunk.markMissingNewline()
        lines.advance()
        continue
      default:
        throw PatchError(.malformed, line: lines.number, header.shortfall(old, new, "and this is none"))
      }
      guard old <= header.oldCount, new <= header.newCount else {
        throw PatchError(.malformed, line: lines.number, header.shortfall(old, new, "with this one"))
      }
      hunk.append(line, header, old: old, new: new, withoutReturn: withoutReturns)
      lines.advance()
      lineCount += 1
      guard lineCount <= limits.lines else {
        throw PatchError(
          .tooLarge, line: lines.number, "there are more lines than the limit of \(limits.lines); review it in parts")
      }
    }
    while lines.peek()?.mark == UInt8(ascii: "\\") {
      hunk.markMissingNewline()
      lines.advance()
    }
    try checkEnd(of: header)
    return hunk
  }

  /// Whether the hunk goes on after all the lines that its header promised.
  private func checkEnd(of header: PatchHunkHeader) throws(PatchError) {
    guard let line = lines.peek(), let mark = line.mark else { return }
    let isNext = line.isSignature || (line.hasPrefix("--- ") && lines.peek(1)?.hasPrefix("+++ ") == true)
    guard !isNext, [UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: " ")].contains(mark) else { return }
    throw PatchError(
      .malformed, line: lines.number,
      "the hunk above has more lines than its header says (-\(header.oldCount) +\(header.newCount))")
  }
}

extension Hunk {
  /// - Parameters:
  ///   - old: how many old lines the hunk has with this one; `new` likewise.
  ///   - withoutReturn: whether the patch itself, and not its files, has carriage returns at the ends of its lines.
  fileprivate mutating func append(
    _ line: PatchLine, _ header: PatchHunkHeader, old: Int, new: Int, withoutReturn: Bool
  ) {
    let kind: DiffLine.Kind =
      line.mark == UInt8(ascii: "+") ? .added : line.mark == UInt8(ascii: "-") ? .removed : .context
    lines.append(
      DiffLine(
        kind: kind, oldNumber: kind == .added ? 0 : header.oldStart + old - 1,
        newNumber: kind == .removed ? 0 : header.newStart + new - 1,
        text: withoutReturn ? String(line.text.dropFirst()) : line.content))
  }

  fileprivate mutating func markMissingNewline() {
    if !lines.isEmpty { lines[lines.count - 1].lacksNewline = true }
  }
}
