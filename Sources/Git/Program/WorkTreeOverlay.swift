internal import SourceText

/// The work tree at one moment: what is staged, with the changed and new files of the work tree put over it.
///
/// A review sees one state, whatever is edited meanwhile.
actor WorkTreeOverlay {
  struct State: Sendable {
    /// The files by their paths in bytes.
    var files: [[UInt8]: RawChange.Side] = [:]

    /// The contents of changed files, which are in no object database.
    var contents: [ObjectID: [UInt8]] = [:]

    /// What changed and could not be read.
    var unread = ChangeSet()
  }

  private var state: State?

  /// The state, which is read when it is first asked for.
  func state(reading: () async throws -> State) async throws -> State {
    if let state { return state }
    let read = try await reading()
    // Another reader may have been faster; there is one state for all.
    if let state { return state }
    state = read
    return read
  }

  /// The contents of those objects that are known from the work tree alone.
  func contents(of ids: [ObjectID]) -> [ObjectID: [UInt8]] {
    guard let known = state?.contents, !known.isEmpty else { return [:] }
    return Dictionary(ids.compactMap { id in known[id].map { (id, $0) } }) { $1 }
  }
}
