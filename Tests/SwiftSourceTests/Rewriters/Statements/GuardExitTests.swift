import Testing

struct GuardExitTests {
  @Test(arguments: [
    (
      "func f() {\n  if let x = y {\n    g(x)\n    h()\n  } else {\n    return\n  }\n}\n",
      "func f() {\n  guard let x = y else {\n    return\n  }\n  g(x)\n  h()\n}\n"
    ),
    (
      "for é in a {\r\n\tif é > 1, let b = c {\r\n\t\t// why ü\r\n\t\tg(b)\r\n\r\n\t\th(\"\"\"\r\n\t\t\ttext\r\n\t\t\t\"\"\")\r\n\t} else { continue }\r\n}\r\n",
      "for é in a {\r\n\tguard é > 1, let b = c else { continue }\r\n\t// why ü\r\n\tg(b)\r\n\r\n\th(\"\"\"\r\n\t\ttext\r\n\t\t\"\"\")\r\n}\r\n"
    ),
    (
      "func f() throws {\n  start()\n  if ok {\n    let a = 1\n    g(a)\n  } else {\n    log()\n    throw E.bad\n  }\n  end()\n}",
      "func f() throws {\n  start()\n  guard ok else {\n    log()\n    throw E.bad\n  }\n  let a = 1\n  g(a)\n  end()\n}"
    ),
    (
      "func f() {\n  if a {\n    if b {\n      g()\n    } else {\n      return\n    }\n    h()\n  } else {\n    return\n  }\n}",
      "func f() {\n  guard a else {\n    return\n  }\n  guard b else {\n    return\n  }\n  g()\n  h()\n}"
    ),
    (
      "let c = { (x: Int?) in\n  if let y = x {\n    g(y)\n    h()\n  } else {\n    return\n  }\n}",
      "let c = { (x: Int?) in\n  guard let y = x else {\n    return\n  }\n  g(y)\n  h()\n}"
    ),
    (
      "func f() {\n  if let a = b,\n     let c = d {\n    g(a, c)\n  } else {\n    return\n  }\n}",
      "func f() {\n  guard let a = b,\n     let c = d else {\n    return\n  }\n  g(a, c)\n}"
    ),
  ])
  func `an else that leaves comes first`(text: String, expected: String) throws {
    #expect(try rewritten(text, "guard-exit") == expected)
  }

  @Test(arguments: [
    // The name means something around it.
    "func f() {\n  let x = y\n  if let x = x {\n    g(x)\n  } else {\n    return\n  }\n}",
    "func f() {\n  if let x = y {\n    g(x)\n  } else {\n    return\n  }\n  h(x)\n}",
    "func f() {\n  if ok {\n    let a = 1\n    g(a)\n  } else {\n    return\n  }\n  h(a)\n}",
    // What is deferred would come later.
    "func f() {\n  if ok {\n    defer { g() }\n    h()\n  } else {\n    return\n  }\n  i()\n}",
    // Nothing is left.
    "func f() {\n  if ok {\n    g()\n  } else {\n    h()\n  }\n}",
    "func f() {\n  if ok {\n    g()\n  } else if no {\n    h()\n  } else {\n    return\n  }\n}",
    // A value, and a builder's choice.
    "var body: some View {\n  if ok {\n    Text()\n  } else {\n    fatalError()\n  }\n}",
    "func f() throws -> Int {\n  if ok {\n    1\n  } else {\n    throw E.bad\n  }\n}",
    // Lines that cannot be moved.
    "func f() {\n  if ok { g() } else { return }\n}",
    "func f() {\n  if ok {\n    g(\"\"\"\ntext\n\"\"\")\n  } else {\n    return\n  }\n}",
    "func f() {\n  if ok {\n#if A\n    g()\n#endif\n  } else {\n    return\n  }\n}",
    "func f() {\n  if ok {\n    g()\n  } // why\n  else {\n    return\n  }\n}",
    "func f() {\n  if ok {\n    g()\n    h()\n  }\n}",
    "let text = \"\"\"\n  if ok {\n    g()\n  } else {\n    return\n  }\n  \"\"\"",
  ])
  func `what would mean something else stays`(text: String) throws {
    #expect(try rewritten(text, "guard-exit") == text)
  }

  @Test func `the last if of a function or loop is turned from so many statements on`() throws {
    let text =
      "func f() {\n  for a in b {\n    if a {\n      g()\n      h()\n    }\n  }\n  if c {\n    i()\n    j()\n  }\n}"
    let expected =
      "func f() {\n  for a in b {\n    guard a else { continue }\n    g()\n    h()\n  }\n  guard c else { return }\n  i()\n  j()\n}"
    #expect(try rewritten(text, "guard-exit", ["last": "2"]) == expected)
    #expect(try rewritten(text, "guard-exit", ["last": "3"]) == text)
    let other = "func f() -> Int? {\n  if c {\n    i()\n    j()\n  }\n}"
    #expect(try rewritten(other, "guard-exit", ["last": "2"]) == other)
  }
}
