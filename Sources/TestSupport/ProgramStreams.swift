internal import Foundation

/// The three standard streams of a program under test: files, so that neither side can wait for the other.
final class ProgramStreams: Sendable {
  private let input: FileHandle
  private let output: FileHandle
  private let errors: FileHandle

  /// The end of a pipe that has to stay open.
  private let writer: FileHandle?
  private let folder: TemporaryFolder

  init(_ input: ProgramRunner.Input, _ output: ProgramRunner.Output) throws {
    let folder = try TemporaryFolder()
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
    switch output {
    case .captured: self.output = try Self.created("\(folder.path)/output")
    case .file(let path): self.output = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    case .closedPipe:
      let pipe = Pipe()
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

  private static func created(_ path: String) throws -> FileHandle {
    try Data().write(to: URL(fileURLWithPath: path))
    return try FileHandle(forWritingTo: URL(fileURLWithPath: path))
  }
}
