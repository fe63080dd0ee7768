import AgentKernel
import Models
import TestSupport
import Testing

struct TokenEstimateTests {
  @Test func `before anything was counted it expects more than most texts have`() {
    #expect(TokenEstimate().tokens(bytes: 3000) == 1000)
  }

  @Test(arguments: [1.5, 2.5, 3.3, 4.2, 6.0])
  func `it comes near to any text's ratio within a few answers`(ratio: Double) {
    var estimate = TokenEstimate()
    var random = SeededGenerator(seed: 1)
    var bytes = 4000
    for _ in 0..<4 {
      let usage = Usage(input: Int(Double(bytes) / ratio), output: 100)
      estimate.learn(usage, promptBytes: bytes, answerBytes: Int(100 * ratio))
      bytes += Int(100 * ratio) + Int.random(in: 1000..<20_000, using: &random)
    }
    let truth = Double(bytes) / ratio
    #expect(abs(Double(estimate.tokens(bytes: bytes)) - truth) < truth / 50)
    #expect(abs(estimate.bytesPerToken - ratio) < ratio / 50)
  }

  @Test func `what was counted is not estimated again`() {
    var estimate = TokenEstimate()
    estimate.learn(Usage(input: 100, output: 50, cacheRead: 900, cacheWrite: 0), promptBytes: 4000, answerBytes: 200)
    #expect(estimate.tokens(bytes: 4200) == 1050)
    #expect(estimate.tokens(bytes: 4600) == 1150)
  }

  @Test func `a count without what was cached is not believed`() {
    var estimate = TokenEstimate()
    estimate.learn(Usage(input: 20, output: 5), promptBytes: 30_000, answerBytes: 20)
    #expect(estimate == TokenEstimate())
    estimate.learn(Usage(), promptBytes: 30_000, answerBytes: 0)
    #expect(estimate == TokenEstimate())
  }

  @Test func `a count of what is not known here is a floor and no ratio`() {
    var estimate = TokenEstimate()
    estimate.learn(Usage(input: 2000, output: 10), promptBytes: 100, answerBytes: 20)
    #expect(estimate.tokens(bytes: 120) == 2010)
    #expect(estimate.bytesPerToken == TokenEstimate().bytesPerToken)
  }
}
