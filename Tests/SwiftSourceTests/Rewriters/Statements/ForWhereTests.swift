import Testing

struct ForWhereTests {
  @Test(arguments: [
    ("for a in b {\n  if a > 1 {\n    f(a)\n    g()\n  }\n}", "for a in b where a > 1 {\n  f(a)\n  g()\n}"),
    (
      "for é in b {\r\n\tif é {\r\n\t\t// why\r\n\t\tf()\r\n\t}\r\n}\r\n",
      "for é in b where é {\r\n\t// why\r\n\tf()\r\n}\r\n"
    ),
    (
      "func f() {\n  for a in b {\n    if c(a) && d {\n      g(\"\"\"\n        x\n        \"\"\")\n    }\n  }\n}",
      "func f() {\n  for a in b where c(a) && d {\n    g(\"\"\"\n      x\n      \"\"\")\n  }\n}"
    ),
    (
      "for a in b {\n  if a {\n    for c in a {\n      if c {\n        f()\n      }\n    }\n  }\n}",
      "for a in b where a {\n  for c in a where c {\n    f()\n  }\n}"
    ),
  ])
  func `a condition around all of a loop goes into where`(text: String, expected: String) throws {
    #expect(try rewritten(text, "for-where") == expected)
  }

  @Test(arguments: [
    "for a in b where c {\n  if a {\n    f()\n  }\n}", "for a in b {\n  if let a {\n    f()\n  }\n}",
    "for a in b {\n  if a {\n    f()\n  } else {\n    g()\n  }\n}", "for a in b {\n  if a {\n    f()\n  }\n  g()\n}",
    "for a in b {\n  // why\n  if a {\n    f()\n  }\n}", "for a in b {\n  if try a() {\n    f()\n  }\n}",
    "for a in b {\n  if a.contains { $0 } {\n    f()\n  }\n}", "for a in b { if a { f() } }",
    "for a in b {\n  if a { // why\n    f()\n  }\n}", "for a in b {\n  if a, c {\n    f()\n  }\n}",
    "for a in b {\n  if a {\n#if X\n    f()\n#endif\n  }\n}", "for a in b {\n  if a {\n    f()\n  }\n  // end\n}",
  ])
  func `other loops stay`(text: String) throws {
    #expect(try rewritten(text, "for-where") == text)
  }
}
