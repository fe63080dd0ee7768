import Foundation
import HTTP
import Models
import Redaction
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct RecordAndReplayTests {
  private final class Folder {
    let path = NSTemporaryDirectory() + "fulcrum-\(UUID().uuidString)/cassette"

    deinit { try? FileManager.default.removeItem(atPath: (path as NSString).deletingLastPathComponent) }

    /// All files below the folder with their contents.
    func files() throws -> [String: Data] {
      var files: [String: Data] = [:]
      for name in try FileManager.default.subpathsOfDirectory(atPath: path) {
        files[name] = FileManager.default.contents(atPath: "\(path)/\(name)")
      }
      return files
    }
  }

  private let folder = Folder()

  private func recording(secrets: [String] = ["key-canary"]) throws -> RecordingTransport {
    try RecordingTransport(HTTPClient(), folder: folder.path, redactor: Redactor(knownSecrets: secrets))
  }

  private func pieces(_ transport: any ModelTransport, _ request: HTTPRequest) async throws -> [[UInt8]] {
    var pieces: [[UInt8]] = []
    for try await piece in try await transport.send(request).body { pieces.append(piece) }
    return pieces
  }

  @Test func `what was recorded is replayed byte for byte and piece for piece`() async throws {
    let server = try LoopbackServer([.events(Samples.stream, pieceSize: 100)])
    defer { server.stop() }
    let request = HTTPRequest(.post, server.url + "/v1/messages", body: MessagesCodec.encode(Samples.request))
    let live = try await pieces(recording(), request)
    #expect(Array(live.joined()) == Samples.stream)
    let replayed = try await pieces(ReplayingTransport(folder: folder.path), request)
    #expect(replayed == live)
  }

  @Test func `a replayed answer is the same answer, without the server`() async throws {
    let server = try LoopbackServer([.events(Samples.stream, pieceSize: 7)])
    let live = try await Samples.provider(server, transport: recording()).respond(to: Samples.request) { _ in }
    server.stop()
    let replay = try ReplayingTransport(folder: folder.path)
    let provider = MessagesProvider(baseURL: "https://unreachable.invalid", key: "", transport: replay)
    #expect(try await provider.respond(to: Samples.request) { _ in } == live)
    #expect(live == Samples.response)
  }

  @Test func `equal requests are answered in order, and once each`() async throws {
    let server = try LoopbackServer { request in
      .events(ModelScript.stream([.text("answer \(request.number)")]))
    }
    defer { server.stop() }
    let live = try Samples.provider(server, transport: recording())
    for _ in 0..<3 { _ = try await live.respond(to: Samples.request) { _ in } }
    let replayed = Samples.provider(server, transport: try ReplayingTransport(folder: folder.path))
    for number in 0..<3 {
      let response = try await replayed.respond(to: Samples.request) { _ in }
      #expect(response.content == [.text("answer \(number)")])
    }
    let error = await #expect(throws: ModelError.self) { try await replayed.respond(to: Samples.request) { _ in } }
    #expect(error?.code == .notRecorded)
    #expect(error?.description.contains("0003") == true)
    #expect(server.requests.count == 3)
  }

  @Test func `a request that is not there is named, with where it differs`() async throws {
    let server = try LoopbackServer([.events(Samples.stream)])
    defer { server.stop() }
    _ = try await Samples.provider(server, transport: recording()).respond(to: Samples.request) { _ in }
    let other = Samples.request(saying: "Review \"that\".")
    let replayed = Samples.provider(server, transport: try ReplayingTransport(folder: folder.path))
    let error = await #expect(throws: ModelError.self) { try await replayed.respond(to: other) { _ in } }
    #expect(error?.code == .notRecorded)
    let description = try #require(error?.description)
    #expect(description.contains("request 1 (POST /v1/messages"))
    #expect(description.contains("0001"))
    #expect(description.contains("is\\\".") && description.contains("at\\\"."))
  }

  @Test func `a failed exchange fails again in the replay`() async throws {
    let server = try LoopbackServer([
      .events(Samples.stream.prefix(600), then: .close), LoopbackReply([.close]),
      .json(429, #"{"error":{"type":"rate_limit_error"}}"#, headers: ["retry-after": "3"]), .events(Samples.stream),
    ])
    defer { server.stop() }
    func outcomes(_ transport: any ModelTransport) async throws -> [ModelError?] {
      var outcomes: [ModelError?] = []
      for _ in 0..<4 {
        do {
          _ = try await Samples.provider(server, transport: transport).respond(to: Samples.request) { _ in }
          outcomes.append(nil)
        } catch let error as ModelError {
          outcomes.append(error)
        }
      }
      return outcomes
    }
    let live = try await outcomes(recording())
    #expect(live.map { $0?.code } == [.incompleteStream, .network, .rateLimited, nil])
    #expect(live[2]?.retryAfter == .seconds(3))
    #expect(try await outcomes(ReplayingTransport(folder: folder.path)) == live)
  }

  @Test func `an exchange that was left early is marked as incomplete`() async throws {
    let server = try LoopbackServer([.events(Samples.stream.prefix(300), then: .stall)])
    defer { server.stop() }
    let transport = try recording()
    let request = HTTPRequest(.post, server.url + "/v1/messages")
    for try await _ in try await transport.send(request).body { break }
    let replay = try ReplayingTransport(folder: folder.path)
    let error = await #expect(throws: HTTPError.self) { try await pieces(replay, request) }
    #expect(error?.code == .broken)
    let exchange = try #require(try folder.files()["0001/exchange.json"])
    #expect(String(decoding: exchange, as: UTF8.self).contains("\"isComplete\": false"))
  }

  @Test func `no secret is written, not even one that the server repeats in two pieces`() async throws {
    let secret = "key-canary\"quoted\\"
    let stream = ModelScript.stream([.text("your key is \(secret), really")], pieceSize: 1000)
    let server = try LoopbackServer([
      .events(stream, pieceSize: 3),
      .json(401, #"{"error":{"message":"key-canary"}}"#, headers: ["request-id": "key-canary"]),
    ])
    defer { server.stop() }
    let provider = Samples.provider(server, transport: try recording(secrets: [secret, "key-canary"]))
    let request = Samples.request(saying: "I told you: \(secret)")
    let live = try await provider.respond(to: request) { _ in }
    #expect(live.content == [.text("your key is \(secret), really")])
    await #expect(throws: ModelError.self) { try await provider.respond(to: request) { _ in } }
    let files = try folder.files()
    #expect(files.keys.contains("0002/exchange.json"))
    for (name, data) in files {
      let text = String(decoding: data, as: UTF8.self)
      #expect(!text.contains("canary"), "\(name)")
      #expect(!text.contains("x-api-key"), "\(name)")
    }
    let replay = try ReplayingTransport(
      folder: folder.path, redactor: Redactor(knownSecrets: [secret, "key-canary"]))
    let replayed = try await Samples.provider(server, transport: replay).respond(to: request) { _ in }
    #expect(replayed.content == [.text("your key is \(String(repeating: "*", count: 20)), really")])
  }

  @Test func `a recording is for its owner's eyes and leaves nothing half written`() async throws {
    let server = try LoopbackServer([.events(Samples.stream)])
    defer { server.stop() }
    _ = try await Samples.provider(server, transport: recording()).respond(to: Samples.request) { _ in }
    func mode(_ path: String) throws -> Int? {
      try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }
    #expect(try mode(folder.path) == 0o700)
    #expect(try mode(folder.path + "/0001") == 0o700)
    #expect(
      try folder.files().keys.sorted() == ["0001/exchange.json", "0001/request", "0001/response"])
    for file in ["exchange.json", "request", "response"] { #expect(try mode("\(folder.path)/0001/\(file)") == 0o600) }
  }

  @Test func `a second recording into the same folder is refused`() async throws {
    let server = try LoopbackServer([.events(Samples.stream)])
    defer { server.stop() }
    _ = try await Samples.provider(server, transport: recording()).respond(to: Samples.request) { _ in }
    #expect(throws: ModelError.self) { try recording() }
  }

  @Test func `a recording that cannot be written is told`() async throws {
    let server = try LoopbackServer([.events(Samples.stream)])
    defer { server.stop() }
    let transport = try recording()
    try FileManager.default.removeItem(atPath: folder.path)
    for _ in 0..<2 {
      let error = await #expect(throws: ModelError.self) {
        try await Samples.provider(server, transport: transport).respond(to: Samples.request) { _ in }
      }
      #expect(error?.code == .notRecorded)
    }
  }

  @Test func `a recording that is absent or damaged is told`() async throws {
    #expect(throws: ModelError.self) { try ReplayingTransport(folder: folder.path) }
    let server = try LoopbackServer([.events(Samples.stream)])
    defer { server.stop() }
    _ = try await Samples.provider(server, transport: recording()).respond(to: Samples.request) { _ in }
    for (file, text) in [("response", "short"), ("exchange.json", "{}"), ("exchange.json", "{")] {
      try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder.path)/0001/\(file)"))
      let error = #expect(throws: ModelError.self) { try ReplayingTransport(folder: folder.path) }
      #expect(error?.code == .notRecorded)
      #expect(error?.description.contains("0001") == true)
    }
  }
}
