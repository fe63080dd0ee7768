internal import Processes

/// The program that SwiftPM makes of a package's tests, and how it is called.
///
/// On Linux it is called by itself, which takes a hundredth of the time of `swift test`; elsewhere it is a bundle that only
/// `swift test` knows how to load.
struct SwiftTestProgram {
  /// The program's own path, for llvm-cov.
  let binary: String

  private let words: [String]

  /// Names of tests that one call is given, in bytes: an argument may have 128 KiB (`MAX_ARG_STRLEN`).
  static let namesLimit = 100_000

  init(of package: SwiftPackage) {
    let bundle = "\(package.area.path)/\(SwiftPackage.buildFolder)/debug/\(package.description.name)PackageTests.xctest"
    #if os(Linux)
      binary = bundle
      words = [bundle]
    #else
      binary = "\(bundle)/Contents/MacOS/\(package.description.name)PackageTests"
      words = [package.toolchain.swift, "test", "--skip-build"] + SwiftPackage.options(package.area)
    #endif
  }

  /// Lists the tests of XCTest.
  var listXCTest: [String] {
    #if os(Linux)
      words + ["--list-tests"]
    #else
      words + ["list", "--disable-swift-testing"]
    #endif
  }

  /// Lists the tests of Swift Testing.
  var listSwiftTesting: [String] {
    #if os(Linux)
      words + ["--testing-library", "swift-testing", "--list-tests"]
    #else
      words + ["list", "--disable-xctest"]
    #endif
  }

  /// Runs tests of XCTest.
  ///
  /// - Parameter names: nil for all.
  func xctest(_ names: [String]?) -> [String] {
    #if os(Linux)
      words + (names.map { [$0.joined(separator: ",")] } ?? [])
    #else
      words + ["--disable-swift-testing"] + (names ?? []).flatMap { ["--filter", Self.pattern($0)] }
    #endif
  }

  /// Runs tests of Swift Testing.
  ///
  /// - Parameters:
  ///   - names: nil for all.
  ///   - skipped: those that are left out.
  ///   - events: the absolute path of the file to write the stream of events to.
  ///   - isSerial: whether one runs after the other.
  func swiftTesting(_ names: [String]?, skipped: [String], events: String, isSerial: Bool) -> [String] {
    #if os(Linux)
      var words = words + ["--testing-library", "swift-testing"]
    #else
      var words = words + ["--disable-xctest"]
    #endif
    words += ["--event-stream-output-path", events, "--event-stream-version", "0"]
    words += (names ?? []).flatMap { ["--filter", Self.pattern($0)] }
    words += skipped.flatMap { ["--skip", Self.pattern($0)] }
    return isSerial ? words + ["--no-parallel"] : words
  }

  /// The names in a list of tests: one a line, each with its module before a dot.
  static func names(in text: String) -> [String] {
    text.split(whereSeparator: \.isNewline).map(String.init).filter { line in
      guard let dot = line.firstIndex(of: ".") else { return false }
      return line[..<dot].allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" } && !line.hasSuffix(":")
    }
  }

  /// A pattern that means a test and nothing else; behind the name may stand where the test stands.
  static func pattern(_ name: String) -> String {
    var text = "^"
    for character in name {
      if #"\^$.|?*+()[]{}/"#.contains(character) { text += "\\" }
      text.append(character)
    }
    return text + "($|/)"
  }
}
