import Testing

struct GroupMembersTests {
  @Test(arguments: [
    (
      "struct S {\n  func b() {}\n  let x = 1\n  /// Of y.\n  let y = 2 // é\n\n  init() {}\n\n  // of a\n  func a() {\n  }\n  static let z = 3\n  enum E {}\n}\n",
      "struct S {\n  enum E {}\n\n  static let z = 3\n\n  let x = 1\n  /// Of y.\n  let y = 2 // é\n\n  init() {}\n\n  func b() {}\n\n  // of a\n  func a() {\n  }\n}\n"
    ),
    (
      "enum E {\r\n  var a: Int { 1 }\r\n  case b\r\n  case a2\r\n}\r\n",
      "enum E {\r\n  case b\r\n  case a2\r\n\r\n  var a: Int { 1 }\r\n}\r\n"
    ),
    (
      "class A {\n  func f() {}\n  class B {\n    func g() {}\n    let h = 1\n  }\n}",
      "class A {\n  class B {\n    let h = 1\n\n    func g() {}\n  }\n\n  func f() {}\n}"
    ),
  ])
  func `members stand by kind with their comments`(text: String, expected: String) throws {
    #expect(try rewritten(text, "group-members") == expected)
  }

  @Test(arguments: [
    "struct S {\n  let a = 1\n\n  func b() {}\n}", "struct S { func b() {}; let a = 1 }",
    "struct S {\n  func b() {}\n  #if A\n  let a = 1\n  #endif\n}",
    "struct S {\n  func b() {}\n  // MARK: - A\n  let a = 1\n}",
    "struct S {\n  func b() {}\n\n  // alone\n\n  let a = 1\n}",
    "struct S {\n  func b() {}\n  #macro()\n  let a = 1\n}",
    "struct S {\n  let b = 1\n  let a = 1\n}",
    "let t = \"\"\"\n  struct S {\n    func b() {}\n    let a = 1\n  }\n  \"\"\"",
  ])
  func `what is grouped or cannot be moved stays`(text: String) throws {
    #expect(try rewritten(text, "group-members") == text)
  }

  @Test func `methods are sorted and groups marked where that is asked for`() throws {
    let text = "struct S {\n  func b() {}\n  func a() {}\n  let x = 1\n}\n"
    #expect(
      try rewritten(text, "group-members", ["alphabetical": "true"])
        == "struct S {\n  let x = 1\n\n  func a() {}\n  func b() {}\n}\n")
    #expect(
      try rewritten(text, "group-members", ["marks": "true"])
        == "struct S {\n  // MARK: - Properties\n\n  let x = 1\n\n  // MARK: - Methods\n\n  func b() {}\n  func a() {}\n}\n"
    )
  }
}
