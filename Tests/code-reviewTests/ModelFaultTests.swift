import Foundation
import JSON
import TestSupport
import Testing

/// What comes of a review when the model or its provider fails: the rules' findings stand, the exit code tells why, and
/// nothing that was not looked at is called sound.
@Suite(.timeLimit(.minutes(2))) struct ModelFaultTests {
  /// A provider's trouble that passes.
  enum PassingFault: CaseIterable {
    case rateLimit
    case overload
    case droppedStream
    case droppedBeforeAnswer
    case garbage
    case errorInStream
    case serverError

    var reply: LoopbackReply {
      let stream = ModelScript.stream([.text("Nothing yet.")])
      return switch self {
      case .rateLimit: ScriptedReviewer.error(429, "rate_limit_error", headers: ["retry-after": "1"])
      case .overload: ScriptedReviewer.error(529, "overloaded_error", headers: ["retry-after-ms": "10"])
      case .droppedStream: .events(stream.prefix(stream.count / 2), then: .close)
      case .droppedBeforeAnswer: LoopbackReply([.close])
      case .garbage: .response(200, headers: ["content-type": "text/event-stream"], body: Array("<html>\u{0}".utf8))
      case .errorInStream: .events(ModelScript.errorEvent(type: "overloaded_error", message: "scripted"))
      case .serverError: ScriptedReviewer.error(500, "api_error", headers: ["retry-after-ms": "10"])
      }
    }
  }

  @Test(arguments: PassingFault.allCases)
  func `trouble that passes is outlasted, and said`(fault: PassingFault) async throws {
    let server = try LoopbackServer { $0.number == 0 ? fault.reply : ScriptedReviewer.report([]) }
    let result = try await ReviewedProject(model: server.url).review()
    #expect(result.exitCode == 0, "\(result)")
    #expect(result.output.contains("No issues found."))
    #expect(result.errors.contains("trying again in"))
    #expect(server.requests.count == 2)
    #expect(server.requests.first?.body == server.requests.last?.body)
  }

  /// Trouble that stays, and how the program ends.
  enum LastingFault: CaseIterable {
    case badRequest
    case wrongKey
    case noSuchModel
    case noMoney
    case redirect
    case overloadForEver
    case refusal
    case wordsAlone
    case cutOffForEver
    case endlessReading
    case contextTooLong

    var exitCode: Int32 {
      switch self {
      case .endlessReading, .contextTooLong: 4
      default: 3
      }
    }

    func reply(to request: LoopbackRequest) -> LoopbackReply {
      switch self {
      case .badRequest: ScriptedReviewer.error(400, "invalid_request_error")
      case .wrongKey: ScriptedReviewer.error(401, "authentication_error")
      case .noSuchModel: ScriptedReviewer.error(404, "not_found_error")
      case .noMoney: ScriptedReviewer.error(402, "billing_error")
      case .redirect: .response(302, headers: ["location": "https://example.org/"])
      case .overloadForEver: ScriptedReviewer.error(529, "overloaded_error", headers: ["retry-after-ms": "1"])
      case .refusal: ScriptedReviewer.answer(.text("I will not."), stopReason: "refusal")
      case .wordsAlone: ScriptedReviewer.answer(.text("It looks fine to me."))
      case .cutOffForEver:
        ScriptedReviewer.answer(
          .rawToolCall(id: "cut", name: "report_findings", arguments: #"{"findings":[]}"#), stopReason: "max_tokens")
      case .endlessReading: ScriptedReviewer.answer(ScriptedReviewer.read("src/cart.py"))
      case .contextTooLong: ScriptedReviewer.error(413, "request_too_large")
      }
    }
  }

  @Test(arguments: LastingFault.allCases)
  func `trouble that stays leaves the rules' findings and ends with its code`(fault: LastingFault) async throws {
    let server = try LoopbackServer(fault.reply)
    let project = try ReviewedProject(model: server.url)
    try project.commit("src/planted.py", Planted.leftover.text)
    let result = try await project.review("--max-turns", "4")
    #expect(result.exitCode == fault.exitCode, "\(result)")
    #expect(result.output.contains("src/planted.py:2"))
    #expect(result.output.split(separator: "\n").count { $0.hasPrefix("INCOMPLETE: ") } == 1)
    #expect(!result.everything.contains("No issues found"))
    #expect(!result.everything.contains(ReviewedProject.key))

    let report = try await JSONValue.parse(project.review("--max-turns", "4", "--format", "json").output)
    #expect(report["complete"] == false)
    #expect(report["incomplete_reasons"]?.array?.isEmpty == false)
  }

  @Test(arguments: [LastingFault.badRequest, .wrongKey])
  func `a refused request is not sent again, and told in one line`(fault: LastingFault) async throws {
    let server = try LoopbackServer(fault.reply)
    let project = try ReviewedProject(model: server.url)
    let result = try await project.review()
    #expect(server.requests.count == 1)
    #expect(result.errors.split(separator: "\n").count { $0.contains("(status 40") } == 1)
    #expect(result.output.contains("does not mean that nothing is wrong"))
  }

  @Test func `a model that ends with words is asked for its report`() async throws {
    let server = try LoopbackServer { request in
      request.number == 0 ? ScriptedReviewer.answer(.text("It looks fine.")) : ScriptedReviewer.report([])
    }
    let result = try await ReviewedProject(model: server.url).review()
    #expect(result.exitCode == 0)
    let last = try ModelCall(#require(server.requests.last))
    #expect(last.text.contains("You ended your turn without a report"))
  }

  @Test func `one turn is not enough for a model that reads`() async throws {
    let server = try LoopbackServer(LastingFault.endlessReading.reply)
    let result = try await ReviewedProject(model: server.url).review("--max-turns", "1")
    #expect(result.exitCode == 4)
    #expect(server.requests.count == 1)
  }

  @Test(arguments: [
    #"{"path":"src/ca"#, #"{"path":"src/cart.py"} and more"#, "", "[]", #"{"path":"../../etc/passwd"}"#,
    #"{"path":"src/cart.py","surprise":1}"#,
  ])
  func `arguments that are cut off or out of the schema run nothing, and the model is told`(arguments: String)
    async throws
  {
    let server = try LoopbackServer { request in
      request.number == 0
        ? ScriptedReviewer.answer(.rawToolCall(id: "call_1", name: "read_file", arguments: arguments))
        : ScriptedReviewer.report([])
    }
    let result = try await ReviewedProject(model: server.url).review()
    #expect(result.exitCode == 0, "\(result)")
    let last = try ModelCall(#require(server.requests.last))
    let answer = try #require(last.body["messages"]?.array?.last?["content"]?[0])
    #expect(answer["is_error"] == true)
    #expect(answer["content"]?.string?.contains("result += prices") == false)
  }

  @Test func `an answer cut off at its limit runs none of its calls`() async throws {
    let server = try LoopbackServer { request in
      request.number == 0
        ? ScriptedReviewer.answer(ScriptedReviewer.read("src/cart.py"), stopReason: "max_tokens")
        : ScriptedReviewer.report([])
    }
    let result = try await ReviewedProject(model: server.url).review()
    #expect(result.exitCode == 0)
    let last = try ModelCall(#require(server.requests.last))
    let answer = try #require(last.body["messages"]?.array?.last?["content"]?[0])
    #expect(answer["is_error"] == true)
    #expect(answer["content"]?.string?.contains("cut off") == true)
  }

  @Test func `a finding that nobody could verify is not shown`() async throws {
    let server = try LoopbackServer { request in
      ModelCall(request).isVerifier
        ? ScriptedReviewer.error(400, "invalid_request_error")
        : ScriptedReviewer.report([ScriptedReviewer.trueFinding])
    }
    let result = try await ReviewedProject(model: server.url).review()
    #expect(result.exitCode == 3)
    #expect(!result.output.contains(ScriptedReviewer.trueTitle))
    #expect(result.output.contains("could not be verified"))
    #expect(!result.output.contains("No issues found"))
  }

  // MARK: Time and signals

  @Test func `a deadline ends a stalled review with what the rules found`() async throws {
    let server = try LoopbackServer([LoopbackReply([.stall])])
    let project = try ReviewedProject(model: server.url)
    try project.commit("src/planted.py", Planted.leftover.text)
    let result = try await project.review("--deadline-seconds", "2")
    #expect(result.exitCode == 4)
    #expect(result.output.contains("src/planted.py:2"))
    #expect(result.output.contains("INCOMPLETE: "))
  }

  @Test(arguments: [(SIGINT, 130), (SIGTERM, 143)] as [(Int32, Int32)])
  func `a signal during a hanging request ends the program`(signal: Int32, code: Int32) async throws {
    let server = try LoopbackServer([LoopbackReply([.stall])])
    let project = try ReviewedProject(model: server.url)
    let running = try project.program.start(
      ["--commit", "HEAD"], in: project.builder.path, environment: project.environment)
    _ = await server.wait { $0 == .requested(0) }
    running.send(signal: signal)
    let result = await running.result()
    #expect(result.exitCode == code, "\(result)")
    // A report means that the review ended in good order, and was not cut off two seconds after the signal.
    #expect(result.output.contains("INCOMPLETE: "))
    #expect(!result.everything.contains("No issues found"))
  }

  @Test(arguments: Sweep.seeds(sample: 25, full: 300))
  func `the end of the process does not race with the clean-up of a connection`(run: UInt64) async throws {
    let server = try LoopbackServer([])
    let project = try ReviewedProject(model: server.url)
    server.stop()
    let result = try await project.review("--deadline-seconds", "1")
    #expect(result.exitCode == 3 || result.exitCode == 4, "\(result)")
  }
}
