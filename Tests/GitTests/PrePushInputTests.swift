import SourceText
import Testing

@testable import Git

struct PrePushInputTests {
  private let one = String(repeating: "1a", count: 20)
  private let two = String(repeating: "2b", count: 20)
  private let zero = String(repeating: "0", count: 40)

  @Test func `no input is nothing to push`() throws {
    #expect(try PrePushInput.parse([UInt8]()) == [])
  }

  @Test func `each line is a reference`() throws {
    let input = """
      refs/heads/main \(one) refs/heads/main \(two)
      HEAD \(one) refs/heads/new \(zero)
      (delete) \(zero) refs/heads/old \(two)

      """
    let references = try PrePushInput.parse(input.utf8)
    #expect(references.map(\.remoteReference) == ["refs/heads/main", "refs/heads/new", "refs/heads/old"])
    #expect(references.map(\.localReference) == ["refs/heads/main", "HEAD", "(delete)"])
    #expect(references.map(\.isNew) == [false, true, false])
    #expect(references.map(\.isDeletion) == [false, false, true])
    #expect(references[0].localID.hexadecimal == one)
    #expect(references[0].remoteID.hexadecimal == two)
  }

  @Test func `ids of SHA-256 repositories are read, all zeros too`() throws {
    let zeros = String(repeating: "0", count: 64)
    let id = String(repeating: "c", count: 64)
    let references = try PrePushInput.parse("refs/heads/a \(id) refs/heads/a \(zeros)\n".utf8)
    #expect(references.first?.isNew == true)
  }

  @Test func `the local side may hold spaces and the last line may lack its line feed`() throws {
    let references = try PrePushInput.parse("main@{1 day ago} \(one) refs/heads/x \(zero)".utf8)
    #expect(references.first?.localReference == "main@{1 day ago}")
  }

  @Test(arguments: [
    "garbage", "a b c", "refs/heads/x 123 refs/heads/x 456", "\n", "refs/heads/x  refs/heads/x ",
    " 1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a refs/heads/x 1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a",
    "x 1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a  1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a",
  ])
  func `anything else is refused`(line: String) {
    let error = #expect(throws: GitError.self) { try PrePushInput.parse("\(line)\n".utf8) }
    #expect(error?.code == .invalidInput)
  }

  @Test func `the error names the line and escapes what a terminal would obey`() {
    let input = "refs/heads/main \(one) refs/heads/main \(two)\n\u{1B}[2Jboo\u{202E}\n"
    let error = #expect(throws: GitError.self) { try PrePushInput.parse(input.utf8) }
    #expect(error?.description.contains("line 2") == true)
    #expect(error?.description.contains("\\u{1B}[2Jboo\\u{202E}") == true)
    #expect(error?.description.contains("\u{1B}") == false)
  }

  @Test func `bytes that are not text are refused without harm`() {
    #expect(throws: GitError.self) { try PrePushInput.parse([0xFF, 0x00, 0xFE, 0x0A]) }
  }

  @Test func `ids of two lengths in a line are refused`() {
    let long = String(repeating: "c", count: 64)
    #expect(throws: GitError.self) { try PrePushInput.parse("a \(one) refs/heads/a \(long)\n".utf8) }
  }
}
