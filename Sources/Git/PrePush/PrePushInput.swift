internal import SourceText

/// What git writes to the standard input of a pre-push hook (githooks(5)).
package enum PrePushInput {
  /// Reads lines of `LOCAL_REF LOCAL_ID REMOTE_REF REMOTE_ID`.
  ///
  /// No lines at all are right too: git calls the hook even when everything is up to date.
  ///
  /// - Throws: `GitError` with code `.invalidInput`, which names the first line that is something else.
  package static func parse(_ bytes: some Collection<UInt8>) throws(GitError) -> [PushedReference] {
    var references: [PushedReference] = []
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    for (position, line) in lines.enumerated() {
      let text = String(decoding: line, as: UTF8.self)
      guard let reference = reference(in: text) else {
        throw GitError(
          .invalidInput,
          "line \(position + 1) of the pre-push input, \(quoted(text)), is not what git writes "
            + "(LOCAL_REF LOCAL_ID REMOTE_REF REMOTE_ID); run this as a pre-push hook, or name a range")
      }
      references.append(reference)
    }
    return references
  }

  private static func reference(in line: String) -> PushedReference? {
    if line.utf8.contains(0) { return nil }
    // The first field can hold spaces, as in `git push origin 'main@{1 day ago}:refs/heads/x'`; the others cannot.
    var fields = line.split(separator: " ", omittingEmptySubsequences: false)
    guard fields.count >= 4, let remoteID = try? ObjectID(fields.removeLast()) else { return nil }
    let remoteReference = fields.removeLast()
    guard let localID = try? ObjectID(fields.removeLast()) else { return nil }
    let localReference = fields.joined(separator: " ")
    guard !remoteReference.isEmpty, !localReference.isEmpty,
      localID.hexadecimal.utf8.count == remoteID.hexadecimal.utf8.count
    else { return nil }
    return PushedReference(
      localReference: localReference, localID: localID, remoteReference: String(remoteReference), remoteID: remoteID)
  }
}
