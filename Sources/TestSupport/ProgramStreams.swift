internal import Foundation

/// The three standard streams of a program under test: files, so that neither side can wait for the other.
final class ProgramStreams: Sendable {
  let input: FileHandle
  let output: FileHandle
  let errors: FileHandle

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

  /// What the program has written to the standard output and the standard error.
  var written: (output: String, errors: String) { (text("output"), text("errors")) }

  private func text(_ name: String) -> String {
    String(decoding: FileManager.default.contents(atPath: "\(folder.path)/\(name)") ?? Data(), as: UTF8.self)
  }

  private static func created(_ path: String) throws -> FileHandle {
    try Data().write(to: URL(fileURLWithPath: path))
    return try FileHandle(forWritingTo: URL(fileURLWithPath: path))
  }
}
