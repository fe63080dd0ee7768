package import SourceText

/// All that a commit says, to be written or as it was read.
package struct CommitContent: Hashable, Sendable {
  package var tree: ObjectID
  package var parents: [ObjectID]
  package var author: Signature
  package var committer: Signature

  /// The message; a missing line feed at its end is added when it is written.
  package var message: String

  package init(
    tree: ObjectID, parents: [ObjectID], author: Signature, committer: Signature? = nil, message: String
  ) {
    self.tree = tree
    self.parents = parents
    self.author = author
    self.committer = committer ?? author
    self.message = message
  }

  /// The commit as git stores it.
  ///
  /// - Throws: `GitError` with code `.invalidInput` when git could not read it again.
  func encoded() throws(GitError) -> [UInt8] {
    guard message.contains(where: { !$0.isWhitespace }), !message.utf8.contains(0) else {
      throw GitError(.invalidInput, "a commit needs a message, without NUL bytes")
    }
    var lines = ["tree \(tree)"] + parents.map { "parent \($0)" }
    lines.append("author \(try author.encoded())")
    lines.append("committer \(try committer.encoded())")
    let text = lines.joined(separator: "\n") + "\n\n" + message
    return Array((text.hasSuffix("\n") ? text : text + "\n").utf8)
  }

  /// Reads a commit as git stores it; headers that are not known here are passed over.
  ///
  /// - Parameter id: its name, for the error.
  /// - Throws: `GitError` with code `.corrupt` when it names no tree.
  init(_ content: [UInt8], of id: ObjectID) throws(GitError) {
    var rest = content[...]
    var tree: ObjectID?
    var parents: [ObjectID] = []
    var people: [String: Signature] = [:]
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")), end > rest.startIndex {
      let line = String(decoding: rest[..<end], as: UTF8.self)
      rest = rest[(end + 1)...]
      guard let space = line.firstIndex(of: " ") else { continue }
      let value = line[line.index(after: space)...]
      switch line[..<space] {
      case "tree": tree = try? ObjectID(value)
      case "parent": if let parent = try? ObjectID(value) { parents.append(parent) }
      case "author", "committer": people[String(line[..<space])] = Signature(parsing: value)
      default: break
      }
    }
    guard let tree else { throw GitError(.corrupt, "the commit \(id) has no tree; `git fsck` lists the damage") }
    let nobody = Signature(name: "", email: "", time: 0)
    self.init(
      tree: tree, parents: parents, author: people["author"] ?? nobody, committer: people["committer"] ?? nobody,
      message: String(decoding: rest.drop { $0 == UInt8(ascii: "\n") }.prefix { $0 != 0 }, as: UTF8.self))
  }
}
