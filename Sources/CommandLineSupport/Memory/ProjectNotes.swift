package import Git
internal import ProjectContext
package import Store

/// The notes about one repository, in the store.
///
/// The store is opened for each question and not before.
package struct ProjectNotes: Sendable {
  private let folder: String
  private let repository: RepositoryKey

  /// - Parameters:
  ///   - location: the repository.
  ///   - folder: the state folder, absolute.
  package init(of location: RepositoryLocation, in folder: String) {
    self.folder = folder
    repository = RepositoryKey(commonFolder: location.commonFolder)
  }

  /// All notes and proposals, the oldest first; empty when there is no store, which is not made for that.
  ///
  /// - Throws: `StoreError`.
  package func all() throws(StoreError) -> [MemoryNote] {
    guard Store.exists(in: folder) else { return [] }
    return try Store(in: folder).notes(in: repository)
  }

  /// What a prompt says of the accepted notes.
  ///
  /// - Parameter sizeLimit: bytes.
  /// - Throws: `StoreError`.
  package func text(sizeLimit: Int) throws(StoreError) -> String {
    ProjectMemory(try all()).text(sizeLimit: sizeLimit)
  }

  /// Adds a note of the user's.
  ///
  /// - Throws: `StoreError`, with code `.refused` for a text that cannot be kept.
  package func add(_ text: String) throws(StoreError) -> MemoryNote {
    try Store(in: folder).addNote(text, in: repository, at: WallClock.milliseconds)
  }

  /// Keeps what an agent proposes, until the user has looked at it.
  ///
  /// - Parameters:
  ///   - text: the note, free of secrets.
  ///   - source: in which run, in a few words.
  /// - Throws: `StoreError`.
  package func propose(_ text: String, source: String) throws(StoreError) {
    try Store(in: folder).proposeNote(text, source: source, in: repository, at: WallClock.milliseconds)
  }

  /// Makes a proposal count; nil when there is none of that number.
  ///
  /// - Throws: `StoreError`, with code `.refused` where there is no room.
  package func accept(_ id: Int) throws(StoreError) -> MemoryNote? {
    guard Store.exists(in: folder) else { return nil }
    return try Store(in: folder).acceptNote(id, in: repository, at: WallClock.milliseconds)
  }

  /// Forgets one note, or all, or all proposals; how many there were.
  ///
  /// - Throws: `StoreError`.
  package func remove(_ id: Int? = nil, proposalsOnly: Bool = false) throws(StoreError) -> Int {
    guard Store.exists(in: folder) else { return 0 }
    return try Store(in: folder).removeNotes(id, proposalsOnly: proposalsOnly, in: repository)
  }
}
