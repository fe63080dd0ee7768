internal import Processes
internal import SourceText
internal import Verification

/// Files of the lab by their paths below its folder. Code that nobody trusts may write there too: no link is followed.
extension Lab {
  /// Writes a file, and the folders that it needs; one that has this text already keeps its time.
  ///
  /// - Throws: `VerificationError` with code `.folder`, `SourceTextError` for a path that leaves the lab.
  func write(_ text: String, to file: String) throws {
    let (path, bytes) = (try path(of: file), Array(text.utf8))
    if let old = try? area.content(of: path, limit: bytes.count), old == bytes { return }
    try area.write(bytes, to: path)
  }

  /// Reads a file.
  ///
  /// - Parameter limit: bytes; what is longer is refused.
  func read(_ file: String, limit: Int) throws -> [UInt8] {
    guard let bytes = try area.content(of: path(of: file), limit: limit) else {
      throw CharacterizationError(.file, "\(folder)/\(file) is not there")
    }
    return bytes
  }

  func remove(_ file: String) throws { try area.removeFile(path(of: file)) }

  /// The names in a folder; empty when it is not there.
  func names(in folder: String) -> [String] { (try? FolderTree.names(in: "\(self.folder)/\(folder)")) ?? [] }

  /// The bytes of the program that was built.
  ///
  /// `.build/debug` is SwiftPM's link to the folder of the platform.
  func builtProgram() throws -> [UInt8] {
    let debug = try SandboxPolicy.resolved("\(folder)/.build/debug")
    guard debug.hasPrefix(folder + "/") else {
      throw CharacterizationError(.file, "\(folder)/.build/debug leads out of the lab")
    }
    return try read("\(debug.dropFirst(folder.utf8.count + 1))/\(ReportSource.name)", limit: 512 << 20)
  }

  private func path(of file: String) throws -> RelativePath {
    let whole = "\(folder)/\(file)"
    guard whole.hasPrefix(area.path + "/") else {
      throw CharacterizationError(.file, "the lab \(folder) does not lie in the work area \(area.path)")
    }
    return try RelativePath(String(whole.dropFirst(area.path.utf8.count + 1)))
  }
}
