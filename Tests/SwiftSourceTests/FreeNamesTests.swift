import Testing

@testable import SwiftSource

struct FreeNamesTests {
  @Test(arguments: [
    ("let pile = Pile<Int>()\npile.push(1)", ["Int", "Pile", "push"]), ("f(label: a)", ["a", "f"]),
    ("let system = system\nsystem(1)", ["system"]), ("values.map { x in x + y }", ["map", "values", "y"]),
    ("g { (a: Int, b) in a + b }\na", ["Int", "a", "g"]), ("if let value { value }", ["value"]),
    ("let v = f()\nif let v { v }", ["f"]), ("for x in xs { x }\nx", ["x", "xs"]),
    ("\"\\(getenv(name))\"", ["getenv", "name"]),
    ("#\"\\(quiet) \\#(loud)\"#", ["loud"]), ("let (a, b) = pair\na + b", ["pair"]),
    ("\\Pile.count", ["Pile", "count"]),
    ("do { try f() } catch { error }", ["f"]), ("guard case .some(let x) = y else { return }\nx", ["some", "y"]),
    ("if let remove = f() { _ = remove }\n_ = remove(a)", ["a", "f", "remove"]),
    ("if let remove = f() { 1 } else { remove(2) }", ["f", "remove"]),
    ("while let system = f() { system }\nsystem(1)", ["f", "system"]),
    ("switch x { case .some(let exit): exit\ndefault: exit(1) }", ["exit", "some", "x"]),
    ("guard let y = f() else { return }\ny", ["f"]),
    ("a ? system : exit", ["a", "exit", "system"]), ("x as? A.B", ["A", "B", "x"]), ("#filePath", ["filePath"]),
    ("$0 + _", []), ("`default`(1)", ["default"]), ("// system()\n1", []),
    ("var f: (Int) -> Void = { _ in }", ["Int", "Void"]),
  ])
  func `names are free that the statements do not declare before`(text: String, names: [String]) {
    let found = FreeNames(in: text)
    #expect(found.plain.union(found.members).sorted() == names)
  }

  @Test func `what stands behind a dot is told apart`() {
    #expect(FreeNames(in: "a.remove(at: .first)").plain == ["a"])
    #expect(FreeNames(in: "a.remove(at: .first)").members == ["first", "remove"])
    #expect(FreeNames(in: "a.remove(at: 0)\nremove(c)").plain == ["a", "c", "remove"])
  }
}
