internal import Foundation

/// A private folder for one test, removed when its owner goes.
package struct TemporaryFolder: ~Copyable {
  /// The absolute path, free of symbolic links.
  package let path: String

  package init() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("fulcrum-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    path = folder.resolvingSymlinksInPath().path
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }
}
