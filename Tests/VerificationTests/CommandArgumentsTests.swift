import Foundation
import TestSupport
import Testing

@testable import Verification

@Suite struct CommandArgumentsTests {
  @Test(arguments: [
    "FooTests", "FooTests.Suite/test()", "FooTests.Suite/test(a:b:)", "tests/test_a.py::TestA::test_b[1-x]",
    "./tests/a.py", ".hidden", "pkg/sub", "TestX/part_1", "Ünïcode.Suite", "a=b", "tests/--x",
  ])
  func `names of tests and paths come through`(argument: String) {
    #expect(throws: Never.self) { try CommandArguments.check([argument], in: "/nowhere") }
  }

  @Test(arguments: [
    "", "-x", "--filter", "--", "@file", "+nightly", "/etc/passwd", "~/x", "~root", "../x", "a/../../x", "a b", "a;b",
    "a|b",
    "$(id)", "`id`", "a\nb", "a\u{0}b", "a\u{1b}[0m", "a\u{202e}b", "a*", "?", "(x)", "[x]", "{a,b}", "a\\b", "a'b",
    "a\"b", "a&b", "a>b", "a<b", "#x", "!x", "%x", "a%x", "=x", ",x", "a\u{7f}", "−x", "﹣x", "－x",
  ])
  func `whatever a program could take for something else is refused`(argument: String) {
    let error = #expect(throws: VerificationError.self) { try CommandArguments.check([argument], in: "/nowhere") }
    #expect(error?.code == .invalidArgument)
  }

  @Test func `a path with unusual signs counts when it is there`() throws {
    let folder = try TemporaryFolder()
    try "".write(toFile: folder.path + "/a b (1)+.txt", atomically: true, encoding: .utf8)
    try CommandArguments.check(["a b (1)+.txt"], in: folder.path)
    #expect(throws: VerificationError.self) { try CommandArguments.check(["a b (2)+.txt"], in: folder.path) }
  }

  @Test func `there are bounds`() {
    let long = String(repeating: "a", count: CommandArguments.sizeLimit + 1)
    #expect(throws: VerificationError.self) { try CommandArguments.check([long], in: "/") }
    let many = Array(repeating: "a", count: CommandArguments.countLimit + 1)
    #expect(throws: VerificationError.self) { try CommandArguments.check(many, in: "/") }
  }
}
