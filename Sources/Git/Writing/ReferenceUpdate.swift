package import SourceText

/// A change of one reference that happens only if the reference is what its maker saw (compare-and-swap).
///
/// Branches can be made and moved; only references below `refs/fulcrum/`, which are the suite's own, can be deleted.
package struct ReferenceUpdate: Hashable, Sendable {
  /// Where the suite keeps its own references; git pushes none of them unless it is told to.
  package static let privatePrefix = "refs/fulcrum/"

  /// The full name: `refs/heads/main`.
  package var name: String

  /// What the reference must lead to before; nil: it must not exist.
  package var expected: ObjectID?

  /// What it leads to afterwards; nil: it is deleted.
  package var target: ObjectID?

  /// Why, for the reference's log.
  package var message: String

  /// Makes a reference that does not exist yet.
  package static func create(_ name: String, at target: ObjectID, message: String) -> Self {
    Self(name: name, expected: nil, target: target, message: message)
  }

  /// Moves a reference from where it was seen.
  package static func move(
    _ name: String, from expected: ObjectID, to target: ObjectID, message: String
  ) -> Self {
    Self(name: name, expected: expected, target: target, message: message)
  }

  /// Deletes a reference of the suite's own from where it was seen.
  package static func delete(_ name: String, at expected: ObjectID) -> Self {
    Self(name: name, expected: expected, target: nil, message: "")
  }

  /// Refuses a name that git does not allow, and a reference that is not the suite's to change.
  ///
  /// - Throws: `GitError` with code `.invalidInput`.
  func check() throws(GitError) {
    if let fault = Self.fault(in: name) {
      throw GitError(.invalidInput, "\(quoted(name)) is not a name for a reference: it \(fault); choose another")
    }
    let isPrivate = name.hasPrefix(Self.privatePrefix)
    guard isPrivate || name.hasPrefix("refs/heads/") else {
      throw GitError(
        .invalidInput, "\(quoted(name)) is neither a branch nor below \(Self.privatePrefix), and is not changed")
    }
    guard target != nil || isPrivate else {
      throw GitError(.invalidInput, "\(quoted(name)) is not deleted: only what lies below \(Self.privatePrefix) is")
    }
    guard target != nil || expected != nil else {
      throw GitError(.invalidInput, "\(quoted(name)) cannot be deleted without saying what it leads to")
    }
    guard !message.utf8.contains(where: { $0 == 0 || $0 == UInt8(ascii: "\n") }) else {
      throw GitError(.invalidInput, "the reason \(quoted(message)) for moving a reference must be one line")
    }
  }

  /// Why git does not allow a reference's name (git-check-ref-format(1)); nil when it does.
  private static func fault(in name: String) -> String? {
    guard name.utf8.count <= 1000 else { return "is longer than 1000 bytes" }
    for component in name.split(separator: "/", omittingEmptySubsequences: false) {
      if component.isEmpty { return "has an empty component" }
      if component.hasPrefix(".") { return "has a component that begins with a dot" }
      if component.hasSuffix(".lock") { return "has a component that ends in .lock" }
      if component == "HEAD" { return "has the component HEAD" }
    }
    if name.contains("..") { return "has two dots in a row" }
    if name.contains("@{") { return "has @{ in it" }
    if name.hasSuffix(".") { return "ends in a dot" }
    if name.hasPrefix("-") || name.contains("/-") { return "has a component that begins with a dash" }
    let isForbidden = name.unicodeScalars.contains { scalar in
      scalar.value <= 32 || scalar.value == 127 || "~^:?*[\\".unicodeScalars.contains(scalar)
    }
    return isForbidden ? "has a space, a control character or one of ~^:?*[\\" : nil
  }
}
