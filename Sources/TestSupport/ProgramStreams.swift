internal import Foundation

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// The three standard streams of a program under test: files, so that neither side can wait for the other.
final class ProgramStreams: Sendable {
  private let input: FileHandle
  private let output: FileHandle
  private let errors: FileHandle

  /// The ends of pipes that have to stay open.
  private let writer: FileHandle?
  private let reader: FileHandle?
  private let folder: TemporaryFolder

  init(_ input: ProgramRunner.Input, _ output: ProgramRunner.Output) throws {
    let folder = try TemporaryFolder()
    let pipe = Pipe()
    switch input {
    case .bytes(let bytes):
      let path = "\(folder.path)/input"
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      self.input = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
      writer = nil
    case .openPipe:
      let pipe = Pipe()
      self.input = pipe.fileHandleForReading
      writer = pipe.fileHandleForWriting
    }
    reader = output == .fullPipe ? pipe.fileHandleForReading : nil
    switch output {
    case .fullPipe:
      self.output = pipe.fileHandleForWriting
      Self.fill(self.output.fileDescriptor)
    case .captured: self.output = try Self.created("\(folder.path)/output")
    case .file(let path): self.output = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    case .closedPipe:
      try pipe.fileHandleForReading.close()
      self.output = pipe.fileHandleForWriting
    }
    errors = try Self.created("\(folder.path)/errors")
    self.folder = folder
  }

  /// For the program, in the order of their numbers.
  var descriptors: [CInt] { [input, output, errors].map(\.fileDescriptor) }

  /// What the program has written to the standard output and the standard error.
  var written: (output: String, errors: String) {
    (String(decoding: outputBytes, as: UTF8.self), String(decoding: bytes(of: "errors"), as: UTF8.self))
  }

  var outputBytes: [UInt8] { bytes(of: "output") }

  private func bytes(of name: String) -> [UInt8] {
    Array(FileManager.default.contents(atPath: "\(folder.path)/\(name)") ?? Data())
  }

  /// Writes until nothing more has room.
  private static func fill(_ descriptor: CInt) {
    let flags = fcntl(descriptor, F_GETFL)
    _ = fcntl(descriptor, F_SETFL, flags | O_NONBLOCK)
    let line = Array(repeating: UInt8(ascii: "\n"), count: 4096)
    while write(descriptor, line, line.count) > 0 {}
    while write(descriptor, line, 1) > 0 {}
    _ = fcntl(descriptor, F_SETFL, flags)
  }

  private static func created(_ path: String) throws -> FileHandle {
    try Data().write(to: URL(fileURLWithPath: path))
    return try FileHandle(forWritingTo: URL(fileURLWithPath: path))
  }
}
