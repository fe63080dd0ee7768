import HTTP
import Models
import Redaction
import TestSupport
import Testing

struct RequestMemoTests {
  private func message(_ text: String) -> Message { Message(role: .user, content: [.text(text)]) }

  @Test func `each message is worked on once in a run`() {
    let memo = RequestMemo()
    let key = RequestMemo.Key()
    var messages: [Message] = []
    var work = 0
    for number in 0..<100 {
      messages.append(message("\(number)"))
      let all = memo.fold(messages, for: key, from: []) { (all: inout [Message], message) in
        work += 1
        all.append(message)
      }
      #expect(all == messages)
    }
    #expect(work == 100)
  }

  @Test func `messages that begin otherwise are worked on anew`() {
    let memo = RequestMemo()
    let key = RequestMemo.Key()
    func texts(_ messages: [Message]) -> [String] {
      memo.fold(messages, for: key, from: []) { (all: inout [String], message) in all.append("\(message.content)") }
    }
    let first = texts([message("a"), message("b")])
    #expect(texts([message("a"), message("c")])[0] == first[0])
    #expect(texts([message("a"), message("c")])[1] != first[1])
    #expect(texts([message("a")]) == [first[0]])
  }

  @Test func `stages keep their work apart`() {
    let memo = RequestMemo()
    func joined(_ key: RequestMemo.Key, _ separator: String) -> String {
      memo.fold([message("a"), message("b")], for: key, from: "") { (all: inout String, _) in all += separator }
    }
    #expect(joined(RequestMemo.Key(), "-") == "--")
    #expect(joined(RequestMemo.Key(), "+") == "++")
  }

  @Test func `after an error nothing is kept`() {
    struct Trouble: Error {}
    let memo = RequestMemo()
    let key = RequestMemo.Key()
    let messages = [message("a"), message("b")]
    #expect(throws: Trouble.self) {
      _ = try memo.fold(messages, for: key, from: 0) { count, _ throws(Trouble) in
        if count == 1 { throw Trouble() }
        count += 1
      }
    }
    #expect(memo.fold(messages, for: key, from: 0) { count, _ in count += 1 } == 2)
  }

  @Test func `a body shares with the one before what both have, and is the same as one made anew`() {
    let memo = RequestMemo()
    var messages: [Message] = []
    var shared: [UnsafePointer<UInt8>?] = []
    for number in 0..<300 {
      messages.append(message("\(number) " + String(repeating: "text ", count: 200)))
      var request = Samples.request
      request.messages = messages
      request.settledMessages = [number / 2, 3]
      let new = MessagesCodec.body(of: request)
      request.memo = memo
      let content = MessagesCodec.content(of: request, for: nil)
      #expect(content.bytes == new)
      #expect(content.pieces.count < 20)
      // The second piece begins the messages.
      shared.append(content.pieces[1].withUnsafeBufferPointer(\.baseAddress))
    }
    #expect(Set(shared.suffix(100)).count == 1)
  }

  @Test func `two redactors of one run do not mix what they took out`() async throws {
    let memo = RequestMemo()
    for secret in ["first-secret-value", "second-secret-value"] {
      let inner = ScriptedProvider([.content([.text("ok")])])
      var request = Samples.request(saying: "first-secret-value and second-secret-value")
      request.memo = memo
      _ = try await RedactingProvider(inner, redactor: Redactor(knownSecrets: [secret]))
        .respond(to: request, progress: { _ in })
      let sent = "\(inner.requests.first?.messages ?? [])"
      #expect(!sent.contains(secret))
      #expect(sent.contains("secret-value"))
    }
  }
}
