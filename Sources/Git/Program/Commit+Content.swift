internal import SourceText

extension Commit {
  /// Reads a commit as git stores it: headers, an empty line, the message.
  ///
  /// - Throws: `GitError` with code `.corrupt` when it has no headers.
  init(_ id: ObjectID, content: [UInt8]) throws(GitError) {
    var rest = content[...]
    var parents: [ObjectID] = []
    var person = (name: "", address: "", time: Int64(0))
    var hasTree = false
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")), end > rest.startIndex {
      let line = String(decoding: rest[..<end], as: UTF8.self)
      rest = rest[(end + 1)...]
      if line.hasPrefix("tree ") { hasTree = true }
      if line.hasPrefix("parent "), let parent = try? ObjectID(line.dropFirst(7)) { parents.append(parent) }
      if line.hasPrefix("author "), person.time == 0 { person = Self.person(in: line.dropFirst(7)) }
    }
    guard hasTree else { throw GitError(.corrupt, "the commit \(id) has no tree; `git fsck` lists the damage") }
    // A NUL ends the message, as it does for libgit2.
    let message = rest.drop { $0 == UInt8(ascii: "\n") }.prefix { $0 != 0 }
    self.init(
      id: id, parents: parents, author: "\(person.name) <\(person.address)>", time: person.time,
      message: String(decoding: message, as: UTF8.self))
  }

  /// Takes `NAME <ADDRESS> SECONDS ZONE` apart.
  private static func person(in text: Substring) -> (name: String, address: String, time: Int64) {
    let text = text.unicodeScalars
    guard let start = text.lastIndex(of: "<"), let end = text.lastIndex(of: ">"), start < end else {
      return ("", "", 0)
    }
    let numbers = Substring(text[text.index(after: end)...]).split(separator: " ")
    return (
      trimmed(Substring(text[..<start])), trimmed(Substring(text[text.index(after: start)..<end])),
      numbers.first.flatMap { Int64($0) } ?? 0
    )
  }

  /// A name without what git takes for litter at its ends (`strbuf_addstr_without_crud` in git's ident.c).
  private static func trimmed(_ text: Substring) -> String {
    func isLitter(_ scalar: Unicode.Scalar) -> Bool {
      scalar.value <= 32 || ".,:;<>\"\\'".unicodeScalars.contains(scalar)
    }
    var scalars = text.unicodeScalars.drop(while: isLitter)
    while let last = scalars.last, isLitter(last) { scalars.removeLast() }
    return String(scalars)
  }
}
