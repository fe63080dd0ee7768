package import AgentKernel
internal import Processes
internal import Redaction

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// What was too long for one run's conversation, in files that only this user can read, until the run is over.
///
/// Secrets are taken out before anything is written. The folder is made for the first text, and goes with its owner.
package actor SpilledOutputs: OutputStore {
  /// Bytes of one text; of a longer one the beginning and the end are kept.
  package static let textLimit = 8 << 20

  /// Bytes of all texts together; the oldest make room.
  package static let sizeLimit = 64 << 20

  private let parent: String?
  private var folder: Folder?
  private var kept: [(name: String, size: Int)] = []
  private var count = 0

  /// - Parameter parent: the folder that the private one is made in; nil for the system's folder for temporary files.
  package init(in parent: String? = nil) {
    self.parent = parent
  }

  package func keep(_ text: String) async -> String? {
    var bytes = CapturedOutput(limit: Self.textLimit)
    bytes.append(Array(KnownSecrets.ofProcess.redactor.redact(text).utf8))
    let content = Array(bytes.text.utf8)
    guard let folder = try? self.folder ?? Folder(in: parent) else { return nil }
    self.folder = folder
    while let oldest = kept.first, kept.reduce(content.count, { $0 + $1.size }) > Self.sizeLimit {
      unlink(folder.file(oldest.name))
      kept.removeFirst()
    }
    count += 1
    let name = "output-\(count)"
    guard Self.write(content, to: folder.file(name)) else {
      unlink(folder.file(name))
      return nil
    }
    kept.append((name, content.count))
    return name
  }

  /// A text that was kept.
  ///
  /// - Throws: `ToolError` when there is none of this name.
  package func text(_ name: String) throws(ToolError) -> String {
    guard let folder, kept.contains(where: { $0.name == name }) else {
      let known = kept.map(\.name).joined(separator: ", ")
      throw ToolError("no output of this id is kept; " + (known.isEmpty ? "there is none" : "there are \(known)"))
    }
    guard let bytes = Self.read(folder.file(name)) else { throw ToolError("\(name) cannot be read any more") }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The folder, as long as somebody holds this.
  private final class Folder: Sendable {
    private let folder: PrivateFolder

    init(in parent: String?) throws(ProcessError) { folder = try PrivateFolder(in: parent) }

    func file(_ name: String) -> String { "\(folder.path)/\(name)" }
  }

  private static func write(_ bytes: [UInt8], to path: String) -> Bool {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var written = 0
    while written < bytes.count {
      let result = bytes.withUnsafeBytes { buffer in
        buffer.baseAddress.map { Self.systemWrite(descriptor, $0 + written, bytes.count - written) } ?? -1
      }
      if result < 0, errno == EINTR { continue }
      guard result > 0 else { return false }
      written += result
    }
    return true
  }

  private static func read(_ path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let result = systemRead(descriptor, &buffer, buffer.count)
      if result < 0, errno == EINTR { continue }
      guard result >= 0 else { return nil }
      if result == 0 { return bytes }
      bytes += buffer[..<result]
    }
  }

  private static func systemWrite(_ descriptor: CInt, _ bytes: UnsafeRawPointer, _ count: Int) -> Int {
    #if canImport(Darwin)
      Darwin.write(descriptor, bytes, count)
    #elseif canImport(Musl)
      Musl.write(descriptor, bytes, count)
    #else
      Glibc.write(descriptor, bytes, count)
    #endif
  }

  private static func systemRead(_ descriptor: CInt, _ bytes: UnsafeMutableRawPointer, _ count: Int) -> Int {
    #if canImport(Darwin)
      Darwin.read(descriptor, bytes, count)
    #elseif canImport(Musl)
      Musl.read(descriptor, bytes, count)
    #else
      Glibc.read(descriptor, bytes, count)
    #endif
  }
}
