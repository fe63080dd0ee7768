import Testing

@testable import SwiftSource

struct ExplicitAnyTests {
  @Test(arguments: [
    ("func f(_ a: P, b: [P]) -> P? { a }", "func f(_ a: any P, b: [any P]) -> (any P)? { a }"),
    ("let a: P & Q = b as! P // é\r\n", "let a: any P & Q = b as! any P // é\r\n"),
    ("let a: P.Type = B.self, c: (P, Int)", "let a: any P.Type = B.self, c: (any P, Int)"),
    ("let a: Result<Int, P>, b: [String: P]", "let a: Result<Int, any P>, b: [String: any P]"),
    ("enum E { case a(P) }\nlet f: (P) -> P = g", "enum E { case a(any P) }\nlet f: (any P) -> any P = g"),
    ("if let a = b as? P, b is P {}", "if let a = b as? any P, b is any P {}"),
  ])
  func `a protocol as a type says any`(text: String, expected: String) throws {
    let head = "protocol P {}\nprotocol Q {}\n"
    #expect(try rewritten(head + text, "explicit-any") == head + expected)
  }

  @Test(arguments: [
    "struct S: P {}", "func f<T: P>(_ t: T) where T: Q {}", "let a: some P", "let a: any P", "extension P {}",
    "let a = P.self", "let t = \"let a: P\" // let a: P", "typealias A = P", "let a: P.Protocol", "let a: P.B",
    "protocol R: P { associatedtype A: P }",
  ])
  func `what is no such type stays`(text: String) throws {
    let head = "protocol P {}\nprotocol Q {}\n"
    #expect(try rewritten(head + text, "explicit-any") == head + text)
  }

  @Test func `protocols of other modules are named and a name of two meanings is left`() throws {
    #expect(try rewritten("let a: View", "explicit-any", ["protocols": "View, Error"]) == "let a: any View")
    let text = "protocol P {}\nstruct S<P> { let a: P }"
    #expect(try rewritten(text, "explicit-any") == text)
  }
}
