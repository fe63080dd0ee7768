package import Git
package import SourceText

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// Keeps backups in a repository: a commit with the files that a run touches, as they lay in the folder, committed or not.
///
/// A reference of the suite's own, `refs/fulcrum/backup/RUN`, keeps it from git's clearing up; git pushes it only when
/// told to. Neither the index nor any branch is touched.
package struct GitBackup: BackupStore {
  private let writer: any RepositoryWriter

  package init(_ writer: any RepositoryWriter) { self.writer = writer }

  package var name: String { "git" }

  /// The reference of a run's backup.
  package static func reference(of run: RunID) -> String { "\(ReferenceUpdate.privatePrefix)backup/\(run)" }

  package func keep(_ files: [BackupFile], for run: RunID) async throws -> String {
    let blobs = try await writer.write(files.map { StoredObject(.blob, $0.bytes) })
    let changes = zip(files, blobs).map { file, blob in
      TreeChange(file.path, .put(blob, file.isExecutable ? .executable : .regular))
    }
    let tree = try await writer.writeTree(changes, onto: nil)
    let nobody = Signature(name: "Fulcrum", email: "fulcrum@localhost", time: Int64(time(nil)))
    let commit = try await writer.writeCommit(
      CommitContent(tree: tree, parents: [], author: nobody, message: "Files as they were before the change \(run)"))
    try await writer.update(
      .create(Self.reference(of: run), at: commit, message: "Files as they were before a change"))
    // The library says nothing when it could not remove its lock, and the next change of the reference would find it.
    try await writer.removeAbandonedLock(ofReference: Self.reference(of: run))
    return commit.hexadecimal
  }

  package func contents(of files: [RelativePath: String], in backup: String) async throws -> [RelativePath: [UInt8]] {
    guard !files.isEmpty, let commit = try? ObjectID(backup) else { return [:] }
    let kept: TreeFiles
    do {
      kept = try await writer.files(of: commit)
    } catch let error as GitError where error.code == .noSuchObject {
      return [:]
    }
    let entries = kept.entries.filter { files[$0.path] != nil }
    let objects = try await writer.objects(Array(Set(entries.map(\.id))), limit: .max)
    return entries.reduce(into: [:]) { $0[$1.path] = objects[$1.id]?.content }
  }

  package func forget(_ run: RunID, isAbandoned: Bool) async throws {
    let reference = Self.reference(of: run)
    // Nobody else makes a reference of this name, so that its lock was the dead process's.
    if isAbandoned { try await writer.removeAbandonedLock(ofReference: reference) }
    guard let target = try await writer.target(ofReference: reference) else { return }
    try await writer.update(.delete(reference, at: target))
  }
}
