import Processes
import Testing

@Suite struct CapturedOutputTests {
  @Test(arguments: 0...12, 1...5)
  func `the beginning and the end are kept whatever the pieces`(limit: Int, piece: Int) {
    let all = (0..<40).map { UInt8($0) }
    var output = CapturedOutput(limit: limit)
    for start in stride(from: 0, to: all.count, by: piece) { output.append(all[start..<min(start + piece, all.count)]) }
    let head = limit / 2
    #expect(output.bytes == Array(all.prefix(head)) + all.suffix(limit - head))
    #expect(output.totalCount == 40)
    #expect(output.omittedCount == 40 - limit)
  }

  @Test func `an output within the limit is whole`() {
    var output = CapturedOutput(limit: 10)
    output.append("abcde".utf8)
    output.append("fghij".utf8)
    #expect(output.text == "abcdefghij")
    #expect(output.omittedCount == 0)
  }

  @Test func `the text says how much is missing`() {
    var output = CapturedOutput(limit: 4)
    output.append("abcdefgh".utf8)
    #expect(output.text == "ab\n[... 4 bytes left out ...]\ngh")
  }
}
