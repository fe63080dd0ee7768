internal import Foundation

/// Runs a real program with exactly the environment, folder and streams that a test gives it.
package struct ProgramRunner: Sendable {
  /// What the program reads.
  package enum Input: Hashable, Sendable {
    case bytes([UInt8])
    /// A pipe that nobody writes to and that stays open until the program has ended.
    case openPipe
  }

  /// Where the program's standard output goes.
  package enum Output: Hashable, Sendable {
    case captured
    /// A pipe whose reader is gone already.
    case closedPipe
    /// A pipe that is full, and that nobody reads from.
    case fullPipe
    /// A file or a device, which is opened for writing.
    case file(String)
  }

  /// What kept a program from being started.
  package struct Failure: Error, CustomStringConvertible {
    package let description: String
  }

  package let path: String

  /// - Parameter path: the program's absolute path.
  package init(path: String) {
    self.path = path
  }

  /// The program of this package that was built beside the running tests.
  package init(named name: String) throws {
    let folders = [Bundle.main.bundleURL] + Bundle.allBundles.map { $0.bundleURL.deletingLastPathComponent() }
    let paths = folders.map { $0.appendingPathComponent(name).path }
    guard let path = paths.first(where: FileManager.default.isExecutableFile) else {
      throw Failure(description: "the program \(name) is not built: looked for at \(paths)")
    }
    self.path = path
  }

  /// Runs the program to its end.
  ///
  /// - Parameters:
  ///   - arguments: without the program's own name.
  ///   - folder: its working directory.
  ///   - environment: all of its variables.
  ///   - input: its standard input.
  ///   - output: where its standard output goes.
  ///   - hangLimit: seconds after which it is killed; a program that builds packages needs more than others.
  package func run(
    _ arguments: [String], in folder: String, environment: [String: String], input: Input = .bytes([]),
    output: Output = .captured, hangLimit: Int = 60
  ) async throws -> ProgramResult {
    try await start(
      arguments, in: folder, environment: environment, input: input, output: output, hangLimit: hangLimit
    ).result()
  }

  /// Starts the program, for a test that does something while it runs.
  package func start(
    _ arguments: [String], in folder: String, environment: [String: String], input: Input = .bytes([]),
    output: Output = .captured, hangLimit: Int = 60
  ) throws -> RunningProgram {
    let streams = try ProgramStreams(input, output)
    let process = try ChildProcess(
      path, arguments, environment: environment, folder: folder, streams: streams.descriptors)
    return RunningProgram(process, streams, hangLimit: hangLimit)
  }
}
