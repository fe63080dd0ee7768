internal import Verification

/// How tests of a built package are called one by one or several at once, library by library.
struct TestCommands: Sendable {
  /// The program that SwiftPM makes of a package's tests.
  let program: String

  /// Bytes of names in one command: an argument may have 128 KiB, and a line of jobs is read whole.
  private static let namesLimit = 60_000

  init(program: String) { self.program = program }

  init(of package: SwiftPackage) {
    let bundle = "\(package.area.path)/.build/debug/\(package.description.name)PackageTests.xctest"
    #if os(Linux)
      program = bundle
    #else
      program = "\(bundle)/Contents/MacOS/\(package.description.name)PackageTests"
    #endif
  }

  /// Whether a test is one of Swift Testing, by its name: those end with parentheses.
  static func isSwiftTesting(_ name: String) -> Bool { name.hasSuffix(")") }

  /// The commands that run these tests, and no others, each as its words.
  func commands(for names: [String]) -> [[String]] {
    let xctest = names.filter { !Self.isSwiftTesting($0) }
    let testing = names.filter(Self.isSwiftTesting)
    return Self.chunks(xctest).map { [program, $0.joined(separator: ",")] }
      + Self.chunks(testing).map { chunk in
        [program, "--testing-library", "swift-testing"] + chunk.flatMap { ["--filter", Self.pattern($0)] }
      }
  }

  private static func chunks(_ names: [String]) -> [[String]] {
    var chunks: [[String]] = []
    var size = namesLimit
    for name in names {
      let length = name.utf8.count + 16
      if size + length > namesLimit {
        chunks.append([])
        size = 0
      }
      chunks[chunks.count - 1].append(name)
      size += length
    }
    return chunks
  }

  /// A pattern that means a test and nothing else; behind the name may stand where the test stands.
  private static func pattern(_ name: String) -> String {
    let escaped = name.map { #"\^$.|?*+()[]{}/"#.contains($0) ? "\\\($0)" : "\($0)" }.joined()
    return "^\(escaped)($|/)"
  }
}
