internal import CLibgit2
internal import SourceText

/// The text of a patch as `git diff --binary --full-index --no-renames` writes it, and as `git apply` takes it.
struct PatchText {
  private(set) var bytes: [UInt8] = []

  /// How many files it changes.
  private(set) var fileCount = 0

  private let nameLength: Int

  /// - Parameter nameLength: digits of an object's name.
  init(nameLength: Int) {
    self.nameLength = nameLength
  }

  /// Adds one changed file.
  ///
  /// - Parameters:
  ///   - change: which file, and its modes.
  ///   - contents: what the sides hold; a submodule needs none.
  mutating func add(_ change: RawChange, _ contents: [ObjectID: [UInt8]]) throws(GitError) {
    fileCount += 1
    if let old = change.old, let new = change.new, old.mode & 0o170000 != new.mode & 0o170000 {
      // A file that becomes a link, or the other way round, goes and comes.
      try addSides(change.path, old, nil, contents)
      try addSides(change.path, nil, new, contents)
    } else {
      try addSides(change.path, change.old, change.new, contents)
    }
  }

  private mutating func addSides(
    _ path: [UInt8], _ old: RawChange.Side?, _ new: RawChange.Side?, _ contents: [ObjectID: [UInt8]]
  ) throws(GitError) {
    let names = (old: Self.name("a/", path), new: Self.name("b/", path))
    line("diff --git ", names.old, " ", names.new)
    func mode(_ side: RawChange.Side) -> String { String(side.mode, radix: 8) }
    switch (old, new) {
    case (let old?, nil): line("deleted file mode \(mode(old))")
    case (nil, let new?): line("new file mode \(mode(new))")
    case (let old?, let new?) where old.mode != new.mode:
      line("old mode \(mode(old))")
      line("new mode \(mode(new))")
    default: break
    }
    if old?.id == new?.id { return }
    let nothing = String(repeating: "0", count: nameLength)
    let common = if let old, let new, old.mode == new.mode { " \(mode(new))" } else { "" }
    line("index \(old?.id.hexadecimal ?? nothing)..\(new?.id.hexadecimal ?? nothing)\(common)")
    let oldContent = try content(old, contents)
    let newContent = try content(new, contents)
    let isBinary = BinaryContent.isLikely(oldContent ?? []) || BinaryContent.isLikely(newContent ?? [])
    let body = try Self.body(from: oldContent, to: newContent, isBinary: isBinary)
    if body.isEmpty { return }
    if !isBinary {
      line("--- ", old == nil ? Array("/dev/null".utf8) : Self.marked(names.old))
      line("+++ ", new == nil ? Array("/dev/null".utf8) : Self.marked(names.new))
    }
    bytes += body
  }

  private func content(
    _ side: RawChange.Side?, _ contents: [ObjectID: [UInt8]]
  ) throws(GitError) -> [UInt8]? {
    guard let side else { return nil }
    if side.isSubmodule { return Array("Subproject commit \(side.id)\n".utf8) }
    guard let content = contents[side.id] else {
      throw GitError(.noSuchObject, "the content \(side.id) of a changed file is not there")
    }
    return content
  }

  /// The hunks, or the lines of a binary patch; libgit2 writes them, and its header is left out.
  private static func body(from old: [UInt8]?, to new: [UInt8]?, isBinary: Bool) throws(GitError) -> ArraySlice<UInt8> {
    var options = git_diff_options()
    git_diff_options_init(&options, UInt32(GIT_DIFF_OPTIONS_VERSION))
    options.flags = GIT_DIFF_INDENT_HEURISTIC.rawValue
    options.flags |=
      isBinary ? GIT_DIFF_FORCE_BINARY.rawValue | GIT_DIFF_SHOW_BINARY.rawValue : GIT_DIFF_FORCE_TEXT.rawValue
    options.max_size = git_off_t.max
    var buffer = git_buf()
    defer { git_buf_dispose(&buffer) }
    do throws(LibraryFailure) {
      try Library.prepare()
      // A side that is there and empty is not a side that is not there.
      let (before, after) = ((old ?? []) + [0], (new ?? []) + [0])
      let result = before.withUnsafeBytes { before in
        after.withUnsafeBytes { after in
          Result<Void, LibraryFailure> { () throws(LibraryFailure) in
            let patch = try Handle<PatchResource> {
              git_patch_from_buffers(
                $0, old == nil ? nil : before.baseAddress, before.count - 1, "x",
                new == nil ? nil : after.baseAddress, after.count - 1, "x", &options)
            }
            try check(git_patch_to_buf(&buffer, patch.pointer))
          }
        }
      }
      try result.get()
    } catch {
      throw GitError(.failed, "the lines of a patch cannot be compared: \(quoted(error.message))")
    }
    let text = Array(UnsafeRawBufferPointer(start: buffer.ptr, count: buffer.size))
    // The header's lines hold no content, so the first line that begins like this is where the body begins.
    let start = Array((isBinary ? "GIT binary patch\n" : "@@ ").utf8)
    var position = text.startIndex
    while position < text.endIndex {
      if text[position...].starts(with: start) { return text[position...] }
      guard let end = text[position...].firstIndex(of: UInt8(ascii: "\n")) else { break }
      position = end + 1
    }
    return []
  }

  private mutating func line(_ text: String) {
    bytes += Array(text.utf8) + [UInt8(ascii: "\n")]
  }

  private mutating func line(_ start: String, _ name: [UInt8], _ middle: String = "", _ other: [UInt8] = []) {
    bytes += Array(start.utf8) + name + Array(middle.utf8) + other + [UInt8(ascii: "\n")]
  }

  /// A name with a tab behind it if it holds a space, by which old patch programs tell it from a date.
  private static func marked(_ name: [UInt8]) -> [UInt8] {
    name.contains(UInt8(ascii: " ")) ? name + [UInt8(ascii: "\t")] : name
  }

  /// A name in quotation marks if it needs them (`quote_c_style` in git's quote.c).
  private static func name(_ prefix: String, _ path: [UInt8]) -> [UInt8] {
    let name = Array(prefix.utf8) + path
    let isPlain = name.allSatisfy { byte in
      byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }
    if isPlain { return name }
    var text = "\""
    for byte in name {
      switch byte {
      case 0x07: text += "\\a"
      case 0x08: text += "\\b"
      case 0x09: text += "\\t"
      case 0x0A: text += "\\n"
      case 0x0B: text += "\\v"
      case 0x0C: text += "\\f"
      case 0x0D: text += "\\r"
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): text += "\\" + String(UnicodeScalar(byte))
      case 0x20..<0x7F: text += String(UnicodeScalar(byte))
      default:
        let digits = String(byte, radix: 8)
        text += "\\" + String(repeating: "0", count: 3 - digits.count) + digits
      }
    }
    return Array((text + "\"").utf8)
  }
}
