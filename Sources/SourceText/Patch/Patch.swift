/// A patch in the unified format, as `git diff`, `git format-patch` and `diff -u` write it.
package struct Patch: Hashable, Sendable {
  /// The changed files in the order of the patch.
  ///
  /// A series of patches may name a file more than once; each change then follows from the one before.
  package var files: [File]

  /// What the patch tells of without showing it.
  package var omissions: [Omission]

  package init(files: [File] = [], omissions: [Omission] = []) {
    self.files = files
    self.omissions = omissions
  }

  /// One file's part of a patch.
  package struct File: Hashable, Sendable {
    package var change: FileChange

    /// The first digits of the names of the old and the new content, as git's `index` line has them; nil without one,
    /// and for a side that is absent.
    package var oldBlob: String?
    package var newBlob: String?

    package init(change: FileChange, oldBlob: String? = nil, newBlob: String? = nil) {
      self.change = change
      self.oldBlob = oldBlob
      self.newBlob = newBlob
    }
  }

  /// Reads a patch.
  ///
  /// What stands before, between and after the files (mail headers, messages, statistics, signatures) is passed over.
  ///
  /// - Throws: `PatchError`, which names the line.
  package init(parsing bytes: [UInt8], limits: PatchLimits = PatchLimits()) throws(PatchError) {
    var parser = PatchParser(bytes, limits: limits)
    self = try parser.parse()
  }

  /// The whole change: each file once, with all its hunks.
  package var change: ChangeSet {
    var files: [RelativePath: FileChange] = [:]
    for file in self.files.map(\.change) {
      // Taken out, so that its hunks grow in their place: a series may name one file thousands of times.
      guard var earlier = files.removeValue(forKey: file.path) else {
        files[file.path] = file
        continue
      }
      earlier.append(file)
      files[file.path] = earlier
    }
    return ChangeSet(files: files.values.sorted { $0.path < $1.path }, omissions: omissions)
  }
}

/// What a patch may cost; past a limit it is refused.
package struct PatchLimits: Hashable, Sendable {
  /// Bytes of the whole patch.
  package var size: Int

  /// Lines of all hunks together.
  package var lines: Int

  /// Changed files.
  package var files: Int

  package init(size: Int = 64 << 20, lines: Int = 400_000, files: Int = 20_000) {
    self.size = size
    self.lines = lines
    self.files = files
  }
}

/// Why a patch cannot be read: what, in which line, and what to do.
package struct PatchError: Error, Hashable, CustomStringConvertible {
  package enum Code: Hashable, Sendable {
    /// There are words, but no patch.
    case noPatch
    case malformed
    case unsafePath
    case tooLarge

    /// A combined diff, which shows a merge against several parents at once.
    case combined
  }

  package let code: Code

  /// The line, counted from 1; 0 when the whole patch is meant.
  package let line: Int

  package let description: String

  init(_ code: Code, line: Int, _ reason: String) {
    self.code = code
    self.line = line
    description = line > 0 ? "line \(line) of the patch: \(reason)" : "the patch \(reason)"
  }
}

extension FileChange {
  /// Makes this change and a later one of the same file one.
  fileprivate mutating func append(_ later: FileChange) {
    if later.new == nil { kind = later.kind } else if old == nil { kind = .added }
    new = later.new
    isBinary = isBinary || later.isBinary
    if isBinary { hunks = [] } else { hunks += later.hunks }
  }
}
