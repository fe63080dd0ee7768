import Foundation
import Processes
import Testing

@testable import Verification

/// A small Swift package with tests of both libraries, some of which fail, crash, hang or write too much when a variable says so.
enum ToyPackage {
  static let manifest = """
    // swift-tools-version: 6.0
    import PackageDescription
    let package = Package(
      name: "Toy", products: [.library(name: "Toy", targets: ["Toy"])],
      targets: [
        .target(name: "CToy"), .target(name: "Toy", dependencies: ["CToy"]),
        .testTarget(name: "ToyTests", dependencies: ["Toy"]),
      ])
    """

  static let source = """
    import CToy
    public func size(_ number: Int) -> String {
      if number < 0 {
        return "negative"
      }
      #if os(Windows)
        return "window"
      #endif
      let unused = 1
      return number > 100 ? "large" : "small"
    }
    public func untouched<Value: Comparable>(_ left: Value, _ right: Value) -> Value {
      guard left < right else { return right }
      return left
    }
    public func doubled(_ number: Int32) -> Int32 { toy_double(number) }
    """

  static let swiftTesting = """
    import Foundation
    import Testing
    @testable import Toy
    @Test func negative() { #expect(size(-1) == "negative") }
    @Suite struct Sizes {
      @Test(arguments: [1, 200]) func size(_ number: Int) { #expect(Toy.size(number) == (number > 100 ? "large" : "small")) }
      @Test func `a/wrong (one)`() { #expect(Toy.size(1) == "large", "no way") }
      @Test(.disabled("not yet")) func later() {}
    }
    private let mood = ProcessInfo.processInfo.environment["TOY_MOOD"]
    @Test func trapping() { if mood == "crash" { fatalError("boom") } }
    @Test func exiting() { if mood == "crash" { exit(0) } }
    @Test func hanging() { if mood == "hang" { while true { sleep(1) } } }
    """

  static let xctest = """
    import XCTest
    @testable import Toy
    final class OldTests: XCTestCase {
      func testDoubled() { XCTAssertEqual(doubled(21), 42) }
      func testWrong() { XCTAssertEqual(size(5), "large", "two\\nlines") }
      func testSkipped() throws { throw XCTSkip("not here") }
      func testTrap() { if ProcessInfo.processInfo.environment["TOY_MOOD"] == "crash" { fatalError("bang") } }
      func testFlood() {
        guard ProcessInfo.processInfo.environment["TOY_MOOD"] == "flood" else { return }
        for _ in 0..<200_000 { print(String(repeating: "x", count: 100)) }
        print("no line end", terminator: "")
      }
    }
    """

  static func write(to workshop: borrowing CommandWorkshop) throws {
    try workshop.write("work/Package.swift", manifest)
    try workshop.write("work/Sources/CToy/include/CToy.h", "int toy_double(int number);\n")
    try workshop.write(
      "work/Sources/CToy/toy.c", "#include \"CToy.h\"\nint toy_double(int number) { return 2 * number; }\n")
    try workshop.write("work/Sources/Toy/Toy.swift", source)
    try workshop.write("work/Tests/ToyTests/ToyTests.swift", swiftTesting)
    try workshop.write("work/Tests/ToyTests/OldTests.swift", xctest)
  }
}
