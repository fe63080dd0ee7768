import Testing

@testable import TestGeneration

struct ProposalGuardTests {
  @Test(arguments: [
    "try FileManager.default.removeItem(atPath: \"data\")", "Process.launchedProcess(launchPath: p, arguments: [])",
    "system(\"ls\")", "if ProcessInfo.processInfo.environment[\"CI\"] != nil { f() }", "dlopen(nil, 0)",
    "try text.write(toFile: \"/etc/passwd\", atomically: true, encoding: .utf8)",
    "try text.write(toFile: \"../x\", atomically: true, encoding: .utf8)",
    "let url = URL(fileURLWithPath: \"~/.profile\")",
  ])
  func `what could do harm where it is run is refused`(text: String) {
    #expect(ProposalGuard.objection(to: ["f()", text], imports: ["Foundation"]) != nil)
  }

  @Test(arguments: [
    "normalised(\"/a/../b\")", "elements.remove(at: 0)", "parse(\"~\")", "Route(path: \"/users\", environment: [:])",
    "try text.write(toFile: \"users.csv\", atomically: true, encoding: .utf8)",
  ])
  func `what only looks like it is let through`(text: String) {
    #expect(ProposalGuard.objection(to: [text], imports: ["Foundation"]) == nil)
  }

  @Test func `modules with the whole system in them are not imported`() {
    #expect(ProposalGuard.objection(to: ["f()"], imports: ["Glibc"]) == "a test must not import Glibc")
    #expect(ProposalGuard.objection(to: ["f()"], imports: ["Foundation"]) == nil)
  }
}
