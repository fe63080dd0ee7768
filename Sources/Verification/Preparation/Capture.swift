internal import JSON
internal import Processes
package import SourceText

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// What a preparation left behind: whole, read-only, and kept for every state of the project with the same inputs.
package struct Capture: Hashable, Sendable {
  /// The file that says what the capture is of; it is there before the capture has its name.
  static let recordName = "capture.json"

  /// The folder in it that holds what is kept.
  static let contentName = "kept"

  /// The absolute path of the capture's folder.
  package let path: String

  /// What is kept, relative to the top of the project.
  package let kept: [RelativePath]

  /// By path, the hashes of the inputs that it was made from.
  let inputs: [String: String]

  /// The folder that it was made in, to which absolute links lead.
  let origin: String

  init(path: String, kept: [RelativePath], inputs: [String: String], origin: String) {
    self.path = path
    self.kept = kept
    self.inputs = inputs
    self.origin = origin
  }

  /// The capture in a folder; nil when there is none that is whole.
  init?(at path: String) {
    guard let bytes = Self.content(of: "\(path)/\(Self.recordName)"),
      let record = try? JSONValue.parse(bytes, limits: JSONValue.Limits(size: 64 << 20)),
      let origin = record["origin"]?.string,
      let names = record["kept"]?.array?.compactMap(\.string), let inputs = record["inputs"]?.object
    else { return nil }
    let kept = names.compactMap { try? RelativePath($0) }
    guard kept.count == names.count else { return nil }
    self.init(path: path, kept: kept, inputs: inputs.compactMapValues(\.string), origin: origin)
  }

  /// What stands in the capture's record.
  var record: JSONValue {
    [
      "origin": .string(origin), "kept": .array(kept.map { .string($0.string) }),
      "inputs": .object(inputs.mapValues(JSONValue.string)),
    ]
  }

  /// Copies what is kept into a fresh work area, where builds may write into it.
  ///
  /// - Parameter folder: an absolute path; no process writes there yet.
  /// - Throws: `VerificationError` with code `.folder`, also when the project itself has something in a place of it.
  package func install(into folder: String) throws(VerificationError) {
    for path in kept {
      let target = "\(folder)/\(path)"
      try Self.makeParents(of: path, in: folder)
      guard FolderTree.kind(at: target) == nil else {
        throw VerificationError(
          .folder,
          "\(String(reflecting: path.string)) is in the project itself, so that nothing prepared can take its place; "
            + "leave it out of `keep`")
      }
      try FolderCopy(
        source: "\(self.path)/\(Self.contentName)/\(path)", target: target, moved: (from: origin, to: folder)
      ).run()
    }
  }

  /// Makes the folders above a path; a link among them is refused, since it may lead anywhere.
  static func makeParents(of path: RelativePath, in folder: String) throws(VerificationError) {
    var parent = folder
    for component in path.components.dropLast() {
      parent += "/\(component)"
      if mkdir(parent, 0o700) != 0, errno != EEXIST {
        throw VerificationError(
          .folder, "\(String(reflecting: parent)) cannot be made: \(String(cString: strerror(errno)))")
      }
      guard FolderTree.kind(at: parent) == .folder else {
        throw VerificationError(.folder, "\(String(reflecting: parent)) is no folder")
      }
    }
  }

  private static func content(of path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count == 0 { return bytes }
      guard count > 0, bytes.count < 64 << 20 else { return nil }
      bytes += buffer.prefix(count)
    }
  }
}
