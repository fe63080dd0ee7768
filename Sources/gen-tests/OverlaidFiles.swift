import CommandLineSupport
import SourceText
import Verification

/// The files of a commit with what the user has changed since, for a preparation.
struct OverlaidFiles: ProjectFiles {
  let committed: CommitFiles

  /// Nil for a file that is gone.
  let overlay: [RelativePath: [UInt8]?]

  var files: [ProjectEntry] {
    let kept = committed.files.filter { overlay[$0.path] == nil || overlay[$0.path] != .some(nil) }
    let known = Set(kept.map(\.path))
    let added = overlay.filter { $0.value != nil && !known.contains($0.key) }.map { ProjectEntry(path: $0.key) }
    return (kept + added).sorted { $0.path < $1.path }
  }

  func content(of file: ProjectEntry) async throws -> [UInt8] {
    if let changed = overlay[file.path], let bytes = changed { return bytes }
    return try await committed.content(of: file)
  }
}
