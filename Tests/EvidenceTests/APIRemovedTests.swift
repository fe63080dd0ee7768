import Evidence
import SourceText
import Testing

@Suite struct APIRemovedTests {
  /// A change, and the files of the new state.
  struct Case: Sendable, CustomTestStringConvertible {
    var changes: [Example]
    var head: [(path: String, text: String)]

    init(_ change: Example, others: [Example] = [], head: [(String, String)]) {
      changes = [change] + others
      self.head = head
    }

    var testDescription: String { "\(changes[0].testDescription) -> \(head.map(\.path))" }

    func findings(
      _ rule: APIRemoved = APIRemoved()
    ) async throws -> (findings: [Finding], omissions: [Omission]) {
      let change = WholeChange(
        files: try changes.map { ChangedFile(try $0.fileChange) }, base: try MemoryTree(), head: try MemoryTree(head))
      return try await EvidenceScan.run(change, rules: [rule])
    }
  }

  private static let removed = Example("shop/cart.py", "-def total(items):\n-    return 1")

  static let fires = [
    // In the same file.
    Case(removed, head: [("shop/cart.py", "def pay():\n    return total(x)\n")]),
    Case(Example("a.swift", "-struct Basket {}"), head: [("a.swift", "func f(_ b: Basket) {}\n")]),
    Case(Example("a.swift", "-public let limit = 1"), head: [("a.swift", "func f() { limit(1) }\n")]),
    Case(Example("a.py", "-LIMIT = 3"), head: [("a.py", "def f():\n    return x < LIMIT\n")]),
    Case(
      Example("a.ts", "-export function total(a) {}"), head: [("a.ts", "export const pay = () => {\n  total(1)\n}\n")]),
    Case(Example("a.rs", "-pub(crate) fn total() -> u8 { 1 }"), head: [("a.rs", "fn pay() { total(); }\n")]),
    Case(Example("a.c", "-int total(int a) {"), head: [("a.c", "int pay(void) {\n  return total(1);\n}\n")]),
    Case(Example("Cart.kt", "-fun total() = 1"), head: [("Cart.kt", "fun pay() {\n  x(total())\n}\n")]),
    // In Go the folder is one scope.
    Case(Example("shop/a.go", "-func Total() int {"), head: [("shop/b.go", "func pay() {\n\tTotal()\n}\n")]),
    // Imported.
    Case(removed, head: [("app.py", "from shop.cart import total\n")]),
    Case(removed, head: [("app.py", "from .cart import (\n    pay,\n    total,\n)\n")]),
    Case(removed, head: [("app.py", "from shop import total\n")]),
    Case(
      Example("shop/cart.ts", "-export const total = 1"), head: [("app.ts", "import { pay, total } from './cart'\n")]),
    Case(
      Example("shop/cart.js", "-export class Total {"), head: [("b.js", "const { Total } = require('../shop/cart')\n")]),
    Case(Example("src/cart.rs", "-pub struct Total;"), head: [("src/b.rs", "use crate::cart::{Pay, Total};\n")]),
    Case(
      Example("src/cart.ts", "-export type Total = 1"), head: [("index.ts", "export { Total } from './src/cart'\n")]),
    // Qualified.
    Case(removed, head: [("app.py", "from shop import cart\n\ncart.total(1)\n")]),
    Case(
      Example("shop/a.go", "-func Total() int {"),
      head: [("main.go", "import (\n\t\"fmt\"\n\t\"x.org/y/shop\"\n)\n\nfunc f() { shop.Total() }\n")]),
    Case(Example("src/cart.rs", "-pub fn total() {"), head: [("src/b.rs", "fn f() { cart::total() }\n")]),
    Case(removed, others: [Example("b.py", "+import os")], head: [("app.py", "from shop.cart import total\n")]),
  ]

  static let quiet = [
    // No use, or one in prose, strings, comments, examples, another language.
    Case(removed, head: [("shop/cart.py", "def pay():\n    return 1\n")]),
    Case(removed, head: [("shop/cart.py", "# total(x)\nx = 'total(x)'\n")]),
    Case(removed, head: [("README.md", "total(x)"), ("docs/a.py", "from shop.cart import total")]),
    Case(removed, head: [("shop/cart.js", "total(x)")]),
    // Part of another name, a member of something else.
    Case(removed, head: [("shop/cart.py", "subtotal(x)\ntotal_of(x)\nself.total(x)\n")]),
    Case(removed, head: [("app.py", "total(x)\nx = order.total(1)\ncart.total(1)\n")]),
    Case(
      Example("shop/a.go", "-func Total() int {"), head: [("main.go", "import \"shop\"\n\nfunc f() { shop.Total() }\n")]
    ),
    // Declared elsewhere, or moved by the change.
    Case(removed, head: [("shop/cart.py", "total(x)\n"), ("shop/sum.py", "def total(items):\n    pass\n")]),
    Case(removed, head: [("shop/cart.py", "total(x)\n"), ("shop/sum.py", "class A:\n  def total(self):\n    pass\n")]),
    Case(removed, head: [("shop/cart.py", "total = other\ntotal(x)\n")]),
    Case(removed, others: [Example("b.py", "+def total(items, tax):")], head: [("shop/cart.py", "total(x)\n")]),
    Case(
      Example("a.c", "-int total(int a) {"), head: [("a.h", "extern int total(int a);\n"), ("a.c", "  x(total(1));\n")]),
    Case(Example("a.js", "-export function total() {}"), head: [("a.js", "exports.total = f\ntotal(1)\n")]),
    // A parameter, a variable, an import from elsewhere.
    Case(removed, head: [("shop/cart.py", "def pay(total):\n    return total(x)\n")]),
    Case(removed, head: [("shop/cart.py", "def pay():\n    total = f\n    return total(x)\n")]),
    Case(removed, head: [("shop/cart.py", "from sums import total\ntotal(x)\n")]),
    Case(removed, head: [("app.py", "from sums import total\ntotal(x)\n")]),
    Case(removed, head: [("shop/cart.py", "for total in x:\n    total(x)\n")]),
    Case(Example("a.ts", "-export function total() {}"), head: [("a.ts", "const { total } = sums\ntotal(1)\n")]),
    Case(
      Example("a.ts", "-export function total() {}"), head: [("a.ts", "class A {\n  total(a) {\n  }\n}\ntotal(1)\n")]),
    // The change brings it from elsewhere, or may.
    Case(removed, others: [Example("b.py", "+from sums import total")], head: [("shop/cart.py", "total(x)\n")]),
    Case(
      removed, others: [Example("b.py", "+from sums import (\n+    total,\n+)")], head: [("shop/cart.py", "total(x)\n")]
    ),
    Case(removed, others: [Example("b.py", "+from sums import *")], head: [("shop/cart.py", "total(x)\n")]),
    Case(removed, others: [Example("pyproject.toml", "+a")], head: [("shop/cart.py", "total(x)\n")]),
    Case(Example("a.swift", "-struct Basket {}\n+import Baskets"), head: [("a.swift", "func f(_ b: Basket) {}\n")]),
    // No public declaration of the top level.
    Case(Example("a.py", "-    def total(self):"), head: [("a.py", "total(x)\n")]),
    Case(Example("a.py", "-def _total():"), head: [("a.py", "_total(x)\n")]),
    Case(Example("a.py", "-def sum():"), head: [("a.py", "sum(x)\n")]),
    Case(Example("a.py", "-total(x)\n-if total == 3:\n-total += 1"), head: [("a.py", "total(x)\n")]),
    Case(Example("a.ts", "-function total() {}"), head: [("a.ts", "total(x)\n")]),
    Case(Example("a.ts", "-export default function total() {}"), head: [("a.ts", "total(x)\n")]),
    Case(Example("a.go", "-func (c Cart) Total() int {\n-func total() int {"), head: [("a.go", "Total(); total()\n")]),
    Case(Example("a.swift", "-private func total() {}"), head: [("a.swift", "f { total() }\n")]),
    Case(Example("a.c", "-static int total(int a) {\n-#define TOTAL 1"), head: [("a.c", "  x(total(TOTAL));\n")]),
    Case(Example("tests/a.py", "-def total():"), head: [("tests/a.py", "total(x)\n")]),
    Case(
      Example("shop/cart.py", "-# def total():\n-\"\"\"\n-def total():\n-\"\"\""),
      head: [("shop/cart.py", "total(x)\n")]),
  ]

  @Test(arguments: fires) func `a removed declaration that is still used is reported`(_ example: Case) async throws {
    let found = try await example.findings()
    #expect(found.findings.map(\.location.path.string) == [example.changes[0].path])
    #expect(found.findings.first?.explanation.contains(example.head[0].path) == true)
    #expect(found.omissions.isEmpty)
  }

  @Test(arguments: quiet) func `what may mean something else is left alone`(_ example: Case) async throws {
    let found = try await example.findings()
    #expect(found.findings.isEmpty)
    #expect(found.omissions.isEmpty)
  }

  private static let exhausted: [APIRemoved.Limits] = {
    var limits = [APIRemoved.Limits](repeating: APIRemoved.Limits(), count: 5)
    limits[0].names = 0
    limits[1].files = 0
    limits[2].fileBytes = 0
    limits[3].bytes = 0
    limits[4].time = .zero
    return limits
  }()

  @Test(arguments: exhausted)
  func `a search that is cut short finds nothing and says so`(_ limits: APIRemoved.Limits) async throws {
    let example = Case(Self.removed, head: [("shop/cart.py", "def pay():\n    return total(x)\n")])
    let found = try await example.findings(APIRemoved(limits: limits))
    #expect(found.findings.isEmpty)
    #expect(found.omissions.count == 1)
    #expect(found.omissions.first?.reason.contains("api-removed was not checked") == true)
  }
}
