import Foundation
import Processes
import TestSupport
import Testing
import Verification

@testable import Characterization

/// A small package with everything that is hard to call, in a real sandbox.
struct ToyLab: ~Copyable {
  let lab: Lab
  private let folder: TemporaryFolder

  /// Swift on the `PATH`.
  static let swift: String? = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    .map { "\($0)/swift" }.first(where: FileManager.default.isExecutableFile)

  static let source = """
    import Foundation
    import FulcrumSwitch

    public enum Token: Equatable { case number(Int), word(text: String, line: Int), end }

    public enum Direction { case north, south(degrees: Double) }

    public struct TokenError: Error, Equatable { public var place: Int }

    public struct Counter {
      private var secret = 7
      var steps: [Int] = []
      public init() {}
      public mutating func add(_ step: Int) -> Int {
        steps.append(step)
        return steps.reduce(0, +)
      }
    }

    public actor Account {
      var balance = 0
      public init() {}
      public func deposit(_ amount: Int) -> Int {
        balance += amount
        return balance
      }
    }

    public func read(_ text: String) throws -> Token {
      if text.isEmpty { return .end }
      guard let number = Int(text) else {
        if text.hasPrefix("!") { throw TokenError(place: 1) }
        return .word(text: text, line: 1)
      }
      return .number(number)
    }

    public func isLarge(_ number: Int) -> Bool {
      fulcrum_active_mutant == 1 ? number >= 100 : fulcrum_active_mutant == 2 ? number > 99 : number > 100
    }

    public func sum(to limit: Int) -> Int {
      var (total, next) = (0, 1)
      while fulcrum_active_mutant == 3 ? true : next <= limit {
        total &+= next
        if fulcrum_active_mutant != 3 { next += 1 }
      }
      return total
    }

    public func neverCalled(_ number: Int) -> Int { fulcrum_active_mutant == 4 ? number + 1 : number - 1 }

    public func share(_ total: Int, by count: Int) -> Int {
      precondition(count > 0, "nobody to share with")
      return total / count
    }

    public func loopForEver() { while true {} }
    public func waitForEver() { while true { sleep(1000) } }
    public func leave(_ code: Int32) { exit(code) }
    public func now() -> Date { Date() }
    public func isPast() -> Bool { Date() > Date(timeIntervalSince1970: 1_000_000_000) }
    public func names() -> Set<String> { ["b", "a", "c"] }
    public func shuffledNames() -> String { Set("abcdefghijklm").map(String.init).joined() }
    public func third() -> Double { 1.0 / 3 }
    public func printMuch() -> Int {
      for _ in 0..<100_000 { print(String(repeating: "x", count: 100)) }
      FileHandle.standardError.write(Data(repeating: 120, count: 5_000_000))
      return 1
    }
    public func closeAll() -> Int {
      for descriptor in 0..<100 { close(Int32(descriptor)) }
      return 2
    }
    public func save(_ name: String) throws -> Int {
      try "text".write(toFile: name, atomically: false, encoding: .utf8)
      return 4
    }
    public func spawn() throws -> Int32 {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/bin/sh")
      process.arguments = ["-c", "sleep 1000 & exit 3"]
      try process.run()
      process.waitUntilExit()
      return process.terminationStatus
    }
    public func zone() -> String { TimeZone.current.identifier }
    public func deep(_ depth: Int) -> Int { depth == -1 ? 0 : 1 + deep(depth + 1) }
    public func take() -> [Int] { Array(repeating: 0, count: 1 << 34) }
    """

  init() async throws {
    let folder = try TemporaryFolder()
    let path = try SandboxPolicy.resolved(folder.path)
    for (name, text) in [
      "Package.swift": """
      // swift-tools-version:5.3
      import PackageDescription
      let toy: Package = Package(
        name: "Toy", products: [.library(name: "Toy", targets: ["Toy"])],
        targets: [.target(name: "Toy"), .testTarget(name: "ToyTests", dependencies: ["Toy"])])
      """,
      "Sources/Toy/Toy.swift": Self.source,
      "Tests/ToyTests/ToyTests.swift": "this would not compile",
    ] {
      let file = URL(filePath: "\(path)/\(name)")
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    let sandbox = try await Sandbox.prepared(
      launcher: SandboxPolicy.resolved(ProgramRunner(named: "escape-artist").path))
    let swift = try #require(Self.swift)
    let toolchain = URL(filePath: try SandboxPolicy.resolved(swift)).deletingLastPathComponent()
      .deletingLastPathComponent().path
    let area = WorkArea(
      path: path, sandbox: sandbox, readable: [toolchain], user: ProcessInfo.processInfo.environment)
    lab = Lab(area: area, folder: path, module: "Toy", swift: swift, hiddenProperties: ["Counter.secret"])
    self.folder = folder
  }
}
