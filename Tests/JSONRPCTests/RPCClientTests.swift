import JSON
import JSONRPC
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(1))) struct RPCClientTests {
  private let peer = ScriptedPeer()

  private func client(
    handler: RPCHandler = .refusing, configure: (inout RPCClient.Configuration) -> Void = { _ in }
  ) -> RPCClient {
    var configuration = RPCClient.Configuration(cancellation: { id, method, reason in
      .notification(
        method: "cancelled", parameters: ["id": id.json, "method": .string(method), "why": .string(reason)])
    })
    configure(&configuration)
    return RPCClient(peer, handler: handler, configuration: configuration)
  }

  @Test func `answers reach their requests in any order`() async throws {
    let client = client()
    async let first = client.request("first")
    var messages = peer.messages.makeAsyncIterator()
    _ = await messages.next()
    async let second = client.request("second", ["p": 1])
    #expect(await messages.next() == .request(id: .number(2), method: "second", parameters: ["p": 1]))
    peer.say(.response(id: .number(2), result: "two"), .response(id: .number(1), result: "one"))
    #expect(try await first == "one")
    #expect(try await second == "two")
  }

  @Test func `an answer that says no is an error with its words`() async throws {
    let client = client()
    peer.say(.failure(id: .number(1), failure: RPCFailure(code: 7, message: "no such thing", data: 1)))
    await #expect {
      _ = try await client.request("ask")
    } throws: {
      ($0 as? RPCError)?.failure == RPCFailure(code: 7, message: "no such thing", data: 1)
        && "\($0)".contains("ask was refused: no such thing")
    }
  }

  @Test func `a request whose time is over is taken back, and its late answer is no fault`() async throws {
    let client = client { $0.toleratedFaults = 0 }
    await #expect { _ = try await client.request("slow", timeout: .milliseconds(20)) } throws: {
      ($0 as? RPCError)?.code == .timedOut
    }
    var messages = peer.messages.makeAsyncIterator()
    _ = await messages.next()
    #expect(
      await messages.next()
        == .notification(method: "cancelled", parameters: ["id": 1, "method": "slow", "why": "timed out"]))
    peer.say(.response(id: .number(1), result: 1), .response(id: .number(2), result: 2))
    #expect(try await client.request("next") == 2)
  }

  @Test func `a cancelled task takes its request back`() async throws {
    let client = client()
    let task = Task { try await client.request("ask") }
    var messages = peer.messages.makeAsyncIterator()
    _ = await messages.next()
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(
      await messages.next()
        == .notification(method: "cancelled", parameters: ["id": 1, "method": "ask", "why": "cancelled"]))
  }

  @Test func `what goes out keeps the order of the calls`() async throws {
    let client = client()
    for number in 0..<100 { try await client.notify("\(number)") }
    var messages = peer.messages.makeAsyncIterator()
    for number in 0..<100 { #expect(await messages.next() == .notification(method: "\(number)", parameters: nil)) }
  }

  @Test func `notifications are heard in their order and before the answer behind them`() async throws {
    let heard = Mutex<[String]>([])
    let handler = RPCHandler(
      request: { method, _ in .failure(.unknownMethod(method)) },
      notification: { method, _ in heard.withLock { $0.append(method) } })
    let client = client(handler: handler)
    peer.say(.notification(method: "a", parameters: nil), .notification(method: "b", parameters: nil))
    peer.say(.notification(method: "c", parameters: nil), .response(id: .number(1), result: 1))
    _ = try await client.request("ask")
    #expect(heard.withLock { $0 } == ["a", "b", "c"])
  }

  @Test func `the other side's requests are answered`() async throws {
    let handler = RPCHandler(
      request: { method, parameters in
        method == "ping" ? .result(parameters ?? [:]) : .failure(.unknownMethod(method))
      }, notification: { _, _ in })
    let client = client(handler: handler)
    try await client.notify("hello")
    var messages = peer.messages.makeAsyncIterator()
    _ = await messages.next()
    peer.say(.request(id: .string("x"), method: "ping", parameters: ["n": 1]))
    #expect(await messages.next() == .response(id: .string("x"), result: ["n": 1]))
    peer.say(.request(id: .number(9), method: "other", parameters: nil))
    guard case .failure(.number(9), let failure) = await messages.next() else {
      Issue.record("no failure")
      return
    }
    #expect(failure.code == RPCFailure.methodNotFound)
  }

  @Test func `more requests at once than are answered are refused`() async throws {
    let gate = AsyncStream<Void>.makeStream()
    let handler = RPCHandler(
      request: { _, _ in
        for await _ in gate.stream { break }
        return .result(1)
      }, notification: { _, _ in })
    let client = client(handler: handler) { $0.answersAtOnce = 1 }
    try await client.notify("hello")
    var messages = peer.messages.makeAsyncIterator()
    _ = await messages.next()
    peer.say(
      .request(id: .number(1), method: "a", parameters: nil), .request(id: .number(2), method: "b", parameters: nil))
    guard case .failure(.number(2), _) = await messages.next() else {
      Issue.record("the second was not refused")
      return
    }
    gate.continuation.finish()
    #expect(await messages.next() == .response(id: .number(1), result: 1))
  }

  @Test func `when the other side ends, all that waits ends`() async throws {
    let client = client()
    let first = Task { try await client.request("first") }
    let second = Task { try await client.request("second") }
    var messages = peer.messages.makeAsyncIterator()
    _ = await (messages.next(), messages.next())
    peer.end()
    await #expect(throws: RPCError.self) { try await first.value }
    await #expect(throws: RPCError.self) { try await second.value }
    await #expect { _ = try await client.request("third") } throws: { ($0 as? RPCError)?.code == .closed }
    await #expect { try await client.notify("fourth") } throws: { ($0 as? RPCError)?.code == .closed }
  }

  @Test func `some rubbish is passed over, and too much of it ends the conversation`() async throws {
    let client = client { $0.toleratedFaults = 2 }
    peer.sayRubbish()
    peer.say(.response(id: .number(77), result: 1), .response(id: .number(1), result: "fine"))
    #expect(try await client.request("ask") == "fine")
    peer.sayRubbish()
    await #expect { _ = try await client.request("ask") } throws: { ($0 as? RPCError)?.code == .malformed }
  }

  @Test func `a side that does not read is given up`() async throws {
    let client = client { $0.writePatience = .milliseconds(20) }
    peer.stopReading()
    await #expect { try await client.notify("hello") } throws: { ($0 as? RPCError)?.code == .closed }
    await #expect { _ = try await client.request("ask") } throws: { ($0 as? RPCError)?.code == .closed }
  }

  @Test func `closing ends what waits`() async throws {
    let client = client()
    let answer = Task { try await client.request("ask") }
    var messages = peer.messages.makeAsyncIterator()
    _ = await messages.next()
    await client.close()
    await #expect { try await answer.value } throws: { ($0 as? RPCError)?.code == .closed }
  }
}
