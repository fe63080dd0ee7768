import Testing

@testable import TestGeneration

struct ProposalGuardTests {
  /// Of a module with a parser, a function and a method that is called as one of the system's functions.
  private static let vocabulary = ProposalVocabulary(
    globals: ["Parser", "Route", "f", "normalised", "parse"], members: ["parse", "Mode", "strict", "remove", "rows"])

  private static func objection(to text: String) -> String? {
    ProposalGuard.objection(to: ["f()", text], imports: ["Foundation"], vocabulary: vocabulary)
  }

  @Test(arguments: [
    "try FileManager.default.removeItem(atPath: \"data\")", "Process.launchedProcess(launchPath: p, arguments: [])",
    "system(\"ls\")", "if ProcessInfo.processInfo.environment[\"CI\"] != nil { f() }", "dlopen(nil, 0)",
    "posix_spawnp(nil, \"ls\", nil, nil, [], [])", "execvpe(\"ls\", [], [])", "remove(\"data\")",
    "rename(\"a\", \"b\")",
    "truncate(\"data\", 0)", "secure_getenv(\"HOME\")", "URLSession.shared.dataTask(with: u)", "sleep(5)",
    "FileManager.default.currentDirectoryPath", "let system = system; system(\"ls\")", "f(\"\\(getenv(name))\")",
    "Parser().parse(CommandLine.arguments)", "#filePath", "Bundle.main.path", "String(contentsOf: u)", "Date.now",
    "Int.random(in: 0..<9)", "Foundation.exit(0)", "unsafeBitCast(f, to: Int.self)", "fopen(\"a\", \"w\")",
    "try text.write(toFile: \"/etc/passwd\", atomically: true, encoding: .utf8)",
    "try \"a\".write(toFile: \"/etc/passwd\", atomically: true, encoding: .utf8)",
    "try \"a\".write(toFile: \"../x\", atomically: true, encoding: .utf8)",
    "try \"a\".write(toFile: \"\\u{2f}etc/x\", atomically: true, encoding: .utf8)",
    "try \"a\".write(to: URL(string: \"file:///etc/x\")!, atomically: true, encoding: .utf8)",
    "let url = URL(fileURLWithPath: \"~/.profile\")",
    "try \"a\".write(toFile: \"README.md\", atomically: true, encoding: .utf8)",
    "try \"a\".write( to: URL(fileURLWithPath: \"a\"), atomically: true, encoding: .utf8)",
    "try FileManager.default.createDirectory(atPath: \"made\", withIntermediateDirectories: true)",
    "if let remove = Optional(1) { _ = remove }\n_ = remove(\"README.md\")",
    "try FileManager.default.createDirectory(atPath: \"../x\", withIntermediateDirectories: true)",
  ])
  func `what names anything else than the module and plain values is refused`(text: String) {
    #expect(Self.objection(to: text) != nil)
  }

  @Test(arguments: [
    "normalised(\"/a/../b\")", "[1, 2].remove(at: 0)", "parse(\"~\")", "Route(path: \"/users\", environment: [:])",
    "f(URL(fileURLWithPath: \"missing.csv\"))",
    "let bundle = Bundle(path: \"made\")\nf(bundle)",
    "let system = 1\nf(system)", "Parser(mode: .strict).parse(\"a,b\").rows.map { row in row.count }.sorted()",
    "Parser.Mode.strict", "Date(timeIntervalSince1970: 5)", "let data = Data([1, 2])\nParser().parse(data)",
    "String(repeating: \"a\", count: 3).uppercased()", "for row in Parser().rows { f(row) }",
    "let rows: [String: [Int]] = [:]\nrows.mapValues(\\.count)",
  ])
  func `the module and plain values are let through`(text: String) {
    #expect(Self.objection(to: text) == nil)
  }

  @Test func `modules with the whole system in them are not imported, even where the module does`() throws {
    func objection(_ module: String, _ imports: Set<String> = []) throws -> String? {
      ProposalGuard.objection(
        to: ["1"], imports: [module], vocabulary: ProposalVocabulary(try ToyModule.symbols(), imports: imports))
    }
    #expect(try objection("Glibc", ["Glibc"]) == "a test must not import Glibc")
    #expect(try objection("Foundation") == nil)
    #expect(try objection("Collections") == "a test must not import Collections")
    #expect(try objection("Collections", ["Collections"]) == nil)
  }
}
