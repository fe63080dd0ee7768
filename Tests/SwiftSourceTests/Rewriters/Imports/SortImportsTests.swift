import Testing

struct SortImportsTests {
  @Test(arguments: [
    ("import B\nimport A\n", "import A\nimport B\n"),
    (
      "// head\n\nimport c\n// of B\nimport B // b\n@testable import A\n\nlet x = 1\n",
      "// head\n\n@testable import A\n// of B\nimport B // b\nimport c\n\nlet x = 1\n"
    ),
    ("import B\r\nimport struct A.C\r\nimport A", "import A\r\nimport struct A.C\r\nimport B"),
    ("import D\nimport C\n\nimport B\nimport A\n", "import C\nimport D\n\nimport A\nimport B\n"),
    ("\u{FEFF}import B\nimport A\n", "\u{FEFF}import A\nimport B\n"),
    ("import Z\n/* ä\n\n ö */\nimport Y\n", "/* ä\n\n ö */\nimport Y\nimport Z\n"),
  ])
  func `imports on adjacent lines are sorted`(text: String, expected: String) throws {
    #expect(try rewritten(text, "sort-imports") == expected)
  }

  @Test(arguments: [
    "import A\nimport B\n", "import B; import A\n", "// of the file\nimport B\nimport A\n",
    "import B\n#if os(Linux)\nimport A\n#endif\n", "#if x\nimport B\nimport A\n#endif\n",
    "import B\n\n// of A\nimport A\n", "let x = \"\"\"\n  import B\n  import A\n  \"\"\"\n",
    "import B\n/* a */ import A\n",
  ])
  func `what stands apart stays apart`(text: String) throws {
    #expect(try rewritten(text, "sort-imports") == text)
  }
}
