import CommandLineSupport
import SourceText
import Verification

/// The files of a commit with what the user has changed since, for a preparation.
struct OverlaidFiles: ProjectFiles {
  let committed: CommitFiles
  let overlay: WorkTreeOverlay

  var files: [ProjectEntry] {
    let kept = committed.files.filter { overlay.files[$0.path] == nil }
    let changed = overlay.files.compactMap { path, file in file.map { ProjectEntry(path: path, mode: $0.mode) } }
    return (kept + changed).sorted { $0.path < $1.path }
  }

  func content(of file: ProjectEntry) async throws -> [UInt8] {
    if let changed = overlay.files[file.path], let changed { return changed.content }
    return try await committed.content(of: file)
  }
}
