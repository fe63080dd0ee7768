import Foundation
import Testing

/// Compares a text with the file of that name in `Snapshots`.
func expectSnapshot(
  _ name: String, _ text: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Snapshots/\(name)")
  if ProcessInfo.processInfo.environment["FULCRUM_RECORD_SNAPSHOTS"] == "1" {
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: file, atomically: true, encoding: .utf8)
  }
  let isSame = text == (try? String(contentsOf: file, encoding: .utf8))
  #expect(isSame, "\(name): FULCRUM_RECORD_SNAPSHOTS=1 records it anew", sourceLocation: sourceLocation)
}
