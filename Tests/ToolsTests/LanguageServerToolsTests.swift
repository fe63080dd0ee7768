import AgentKernel
import JSON
import Models
import SourceCode
import TestSupport
import Testing
import Tools

/// `diagnostics`, `find_definition`, `find_references` and `rename` with real servers, in the real sandbox.
@Suite(.serialized, .timeLimit(.minutes(10))) struct LanguageServerToolsTests {
  private typealias Workshop = LanguageServerWorkshop

  private static let cProject = [
    "compile_flags.txt": "-xc\n",
    "bank.h": "int post(int amount);\n",
    "bank.c": "#include \"bank.h\"\n\nint post(int amount) { return amount; }\n",
    "main.c": "#include \"bank.h\"\n\n// post it\nint main(void) { return post(1) + missing; }\n",
    "other.c": "struct box { int post; };\nint size(struct box b) { return b.post; }\n",
  ]

  @Test(.enabled(if: LanguageServerWorkshop.has("clangd"), "clangd is not installed"))
  func `clangd`() async throws {
    let workshop = try await Workshop(Self.cProject)
    let area = workshop.area
    let diagnostics = await area.call("diagnostics", ["paths": ["main.c", "bank.c"]])
    #expect(
      diagnostics.text.contains("main.c:4:35: error: Use of undeclared identifier 'missing'"), "\(diagnostics.text)")
    #expect(diagnostics.text.contains("[bank.c: nothing to report]"))
    let place: JSONValue = ["path": "main.c", "line": 4, "name": "post"]
    let definition = await area.call("find_definition", place)
    #expect(
      definition.text == "bank.h:1: int post(int amount);\n" || definition.text.hasPrefix("bank.c:3:"), "\(definition)")
    let references = await area.call("find_references", place)
    #expect(references.text.contains("bank.h:1: int post(int amount);\n"), "\(references.text)")
    #expect(references.text.contains("bank.c:3: int post(int amount) { return amount; }\n"), "\(references.text)")
    #expect(references.text.contains("main.c:4: "), "\(references.text)")
    #expect(
      references.text.contains(
        "[`post` stands in code at 2 more places, which are other things of that name, or the server's index may be stale: other.c:1, other.c:2]"
      ), "\(references.text)")
    #expect(references.text.contains("[and in strings and comments: 1]"))
    let renamed = await area.call(
      "rename", ["path": "main.c", "line": 4, "name": "post", "new_name": "record"])
    #expect(renamed.text.hasPrefix("renamed `post` to `record`: 3 changes in 3 files\n"), "\(renamed.text)")
    #expect(area.text("bank.h") == "int record(int amount);\n")
    #expect(area.text("bank.c") == "#include \"bank.h\"\n\nint record(int amount) { return amount; }\n")
    #expect(
      area.text("main.c") == "#include \"bank.h\"\n\n// post it\nint main(void) { return record(1) + missing; }\n")
    #expect(area.text("other.c") == Self.cProject["other.c"])
    // It sees what has changed since.
    _ = await area.call("edit_file", ["path": "main.c", "old_text": " + missing", "new_text": ""])
    #expect(await area.call("diagnostics", ["paths": ["main.c"]]).text == "[main.c: nothing to report]\n")
    await workshop.intelligence.stop()
    let stopped = await area.call("diagnostics", ["paths": ["main.c"]])
    #expect(stopped.isError && stopped.text.contains("the language servers are stopped"), "\(stopped)")
  }

  @Test(.enabled(if: LanguageServerWorkshop.has("clangd"), "clangd is not installed"))
  func `what clangd leaves out, a header that it takes for another language, is said`() async throws {
    var files = Self.cProject
    files["compile_flags.txt"] = nil
    files["other.c"] = nil
    let workshop = try await Workshop(files)
    let references = await workshop.area.call("find_references", ["path": "main.c", "line": 4, "name": "post"])
    let isWhole = references.text.contains("bank.h:1: ")
    #expect(isWhole || references.text.contains("index may be stale: bank.h:1]"), "\(references.text)")
    await workshop.intelligence.stop()
  }

  @Test(.enabled(if: LanguageServerWorkshop.has("pylsp"), "pylsp is not installed"))
  func `pylsp, which answers with whole files and counts in its own way`() async throws {
    let use = "from bank import post\n\nx = '🙂🙂'; y = post(1)\nz = post(2)  # post\n"
    let workshop = try await Workshop(["bank.py": "def post(amount):\n    return amount\n", "use.py": use])
    let area = workshop.area
    let place: JSONValue = ["path": "use.py", "line": 4, "name": "post"]
    let definition = await area.call("find_definition", place)
    #expect(definition.text == "bank.py:1: def post(amount):\n", "\(definition)")
    let references = await area.call("find_references", place)
    #expect(
      references.text
        == "bank.py:1: def post(amount):\nuse.py:1: from bank import post\nuse.py:3: x = '🙂🙂'; y = post(1)\n"
        + "use.py:4: z = post(2)  # post\n[and in strings and comments: 1]\n", "\(references.text)")
    let renamed = await area.call("rename", ["path": "use.py", "line": 4, "name": "post", "new_name": "record"])
    #expect(renamed.text.hasPrefix("renamed `post` to `record`: 4 changes in 2 files\n"), "\(renamed.text)")
    #expect(area.text("bank.py") == "def record(amount):\n    return amount\n")
    #expect(
      area.text("use.py") == "from bank import record\n\nx = '🙂🙂'; y = record(1)\nz = record(2)  # post\n")
    let diagnostics = await area.call("diagnostics", ["paths": ["use.py"]])
    #expect(!diagnostics.isError, "\(diagnostics)")
    #expect(area.names == ["bank.py", "use.py"])
    await workshop.intelligence.stop()
  }

  private static let swiftPackage = [
    "Package.swift": """
    // swift-tools-version: 6.0
    import PackageDescription
    let package = Package(
      name: "Toy",
      targets: [.target(name: "Bank"), .target(name: "Shop", dependencies: ["Bank"])])
    """,
    "Sources/Bank/Ledger.swift": """
    public protocol Posting { func post(amount: Int, memo: String) -> Int }
    public struct Ledger: Posting {
      public init() {}
      public func post(amount: Int, memo: String) -> Int { amount }
    }
    """,
    "Sources/Bank/More.swift": "func twice(_ ledger: Ledger) -> Int { ledger.post(amount: 1, memo: \"post\") * 2 }\n",
    "Sources/Shop/Shop.swift": """
    import Bank

    public func buy(_ ledger: Ledger) -> Int { ledger.post(amount: 3, memo: "") }
    public func sell(_ ledger: any Posting) -> Int { ledger.post(amount: 4, memo: "") }
    """,
  ]

  @Test(.enabled(if: LanguageServerWorkshop.has("sourcekit-lsp"), "sourcekit-lsp is not installed"))
  func `sourcekit-lsp, whose first answer would leave out most places`() async throws {
    let workshop = try await Workshop(Self.swiftPackage)
    let area = workshop.area
    // The very first question after the start.
    let renamed = await area.call(
      "rename",
      [
        "path": "Sources/Bank/Ledger.swift", "line": 4, "name": "post", "new_name": "record(sum:note:)",
      ])
    #expect(renamed.text.contains("in 3 files"), "\(renamed.text)")
    #expect(area.text("Sources/Shop/Shop.swift")?.contains("ledger.record(sum: 3, note: \"\")") == true)
    #expect(area.text("Sources/Shop/Shop.swift")?.contains("ledger.record(sum: 4, note: \"\")") == true)
    #expect(area.text("Sources/Bank/More.swift")?.contains("ledger.record(sum: 1, note: \"post\")") == true)
    let references = await area.call(
      "find_references", ["path": "Sources/Shop/Shop.swift", "line": 3, "name": "record"])
    for line in [
      "Sources/Bank/Ledger.swift:4:", "Sources/Bank/More.swift:1:", "Sources/Shop/Shop.swift:3:",
      // What the protocol declares, and a call through it, are other things of that name.
      "stands in code at 2 more places", "Sources/Bank/Ledger.swift:1, Sources/Shop/Shop.swift:4]",
    ] { #expect(references.text.contains(line), "\(line) in \(references.text)") }
    let definition = await area.call(
      "find_definition", ["path": "Sources/Shop/Shop.swift", "line": 3, "name": "Ledger"])
    #expect(definition.text == "Sources/Bank/Ledger.swift:2: public struct Ledger: Posting {\n", "\(definition)")
    _ = await area.call(
      "write_file", ["path": "Sources/Bank/Bad.swift", "content": "func bad() -> Int { \"text\" }\n"])
    let diagnostics = await area.call("diagnostics", ["paths": ["Sources/Bank/Bad.swift"]])
    #expect(diagnostics.text.contains("Bad.swift:1:21: error: "), "\(diagnostics.text)")
    await workshop.intelligence.stop()
  }

  @Test(.enabled(if: LanguageServerWorkshop.has("clangd"), "clangd is not installed"))
  func `an agent asks and renames through the whole kernel, and a rule about one file stops it`() async throws {
    let workshop = try await Workshop(Self.cProject)
    let rename = ToolCall(
      id: "2", name: "rename",
      arguments: (["path": "main.c", "line": 4, "name": "post", "new_name": "record"] as JSONValue).serialized())
    let diagnostics = ToolCall(
      id: "1", name: "diagnostics", arguments: (["paths": ["main.c"]] as JSONValue).serialized())
    let end = ToolCall(
      id: "3", name: "report_verdict",
      arguments: (["verdict": "confirmed", "reason": "done"] as JSONValue).serialized())
    for (rules, isDenied): ([PermissionRule], Bool) in [
      ([], false), ([try PermissionRule(.deny, tool: "*", paths: ["/other.c"], tools: ToolCatalogue.names)], true),
    ] {
      let definition = try AgentDefinition(parsing: "---\nname: refactor\nturns: 8\n---\n", source: "refactor")
      let configuration = AgentConfiguration(
        limits: definition.limits, finalTool: "report_verdict",
        notes: .init(missingAnswer: "no answer", cutOff: "cut off", lastTurn: "last turn"))
      let provider = ScriptedProvider([
        .content([.toolCall(diagnostics)]), .content([.toolCall(rename)]), .content([.toolCall(end)]),
      ])
      let runtime = AgentRuntime(
        configuration: configuration, models: [AgentModel(name: "m", provider: provider)],
        toolbox: Toolbox(workshop.area.toolbox.tools + [ReportVerdictTool()]), maximumOutputTokens: 1000,
        permissions: PermissionPolicy(of: definition, PermissionSettings(mode: .auto, rules: rules)))
      let run = await runtime.run(task: "rename it", system: [])
      #expect(run.denials.isEmpty != isDenied, "\(run.denials)")
      if !isDenied {
        #expect(run.outcome == .answered(["verdict": "confirmed", "reason": "done"]), "\(run.outcome)")
        #expect(workshop.area.text("bank.h") == "int record(int amount);\n")
        _ = await workshop.area.call("rename", ["path": "main.c", "line": 4, "name": "record", "new_name": "post"])
      }
    }
    #expect(workshop.area.text("bank.h") == "int post(int amount);\n")
    await workshop.intelligence.stop()
  }

  @Test func `bad places and names are answers, and start nothing`() async throws {
    let workshop = try await Workshop(
      ["a.c": "int a;\nint b; // name\n", "notes.txt": "a", ".env": "A=1", "x.py": "a = 1\n"], servers: [])
    let area = workshop.area
    for (tool, input, words) in [
      ("diagnostics", ["paths": ["a.c"]], "no language server is configured"),
      ("diagnostics", ["paths": ["../a.c"]], ".."),
      ("diagnostics", ["paths": []], "paths"),
      ("diagnostics", ["paths": ["notes.txt"]], "no language that is known"),
      ("diagnostics", ["paths": [".env"]], "not shown"),
      ("find_definition", ["path": "absent.c", "line": 1, "name": "a"], "there is no file absent.c"),
      ("rename", ["path": "a.c", "line": 1, "name": "a", "new_name": "1a"], "`1a` is no name"),
      ("rename", ["path": "a.c", "line": 1, "name": "a", "new_name": "a b"], "is no name"),
      ("rename", ["path": "a.c", "line": 1, "name": "a", "new_name": "a"], "has that name already"),
      ("find_references", ["path": "a.c", "line": 0, "name": "a"], "line"),
    ] as [(String, JSONValue, String)] {
      let result = await area.call(tool, input)
      #expect(result.isError, "\(tool) \(input)")
      #expect(result.text.contains(words), "\(result.text)")
    }
  }

  @Test func `a server that is not installed is said, with what to do`() async throws {
    let absent = LanguageServerDefinition(name: "absent", languages: [.c], words: ["no-such-server"])
    let workshop = try await Workshop(["a.c": "int a;\n"], servers: [absent])
    let result = await workshop.area.call("find_definition", ["path": "a.c", "line": 1, "name": "a"])
    #expect(result.isError && result.text.contains("absent is not installed"), "\(result)")
    #expect(result.text.contains("`grep` finds names without it"))
    #expect(!result.text.contains("not asked any more"))
  }
}
