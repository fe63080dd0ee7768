import Testing

@testable import Refactoring

/// What differs between two public interfaces.
struct PublicInterfaceTests {
  private func digest(_ declarations: String) throws -> PublicInterface {
    try PublicInterface(
      digest: Array(#"{"ABIRoot":{"kind":"Root","name":"Toy","children":[\#(declarations)]}}"#.utf8), of: "Toy")
  }

  private static let function =
    #"{"kind":"Function","printedName":"f(_:)","declKind":"Func","usr":"s:1","children":[{"kind":"TypeNominal","printedName":"Swift.Int"}]}"#
  private static let type =
    #"{"kind":"TypeDecl","printedName":"T","declKind":"Struct","usr":"s:2","children":[\#(function)],"conformances":[{"printedName":"Sendable"}]}"#

  @Test func `what went, came or changed is named in full`() throws {
    let old = try digest(Self.function + "," + Self.type)
    #expect(old.differences(to: old, except: []).isEmpty)
    let gone = try digest(Self.type)
    #expect(old.differences(to: gone, except: []) == ["Toy.f(_:) is no longer in the public interface"])
    #expect(gone.differences(to: old, except: []) == ["Toy.f(_:) is new in the public interface"])
    let changed = try digest(Self.function + "," + Self.type.replacing("Swift.Int", with: "Swift.Bool"))
    #expect(old.differences(to: changed, except: []) == ["Toy.T.f(_:) is declared otherwise in the public interface"])
    let unsent = try digest(Self.function + "," + Self.type.replacing("Sendable", with: "Other"))
    #expect(old.differences(to: unsent, except: []) == ["Toy.T is declared otherwise in the public interface"])
    // How the compiler mangles it is nobody's concern.
    #expect(
      old.differences(to: try digest((Self.function + "," + Self.type).replacing("s:1", with: "s:9")), except: [])
        .isEmpty)
  }

  @Test(arguments: ["Toy.T", "T", "T.f(_:)", "Toy.T.f"])
  func `a declared change is none`(declared: String) throws {
    let (old, new) = (try digest(Self.type), try digest(Self.type.replacing("Swift.Int", with: "Swift.Bool")))
    #expect(old.differences(to: new, except: [declared]).isEmpty)
    #expect(old.differences(to: new, among: [declared]) == old.differences(to: new, except: []))
    // A module's name means nothing: it would mean all.
    let others = ["Tx", "To", "T.g", "Toy"]
    #expect(!old.differences(to: new, except: others).isEmpty && old.differences(to: new, among: others).isEmpty)
  }

  @Test func `a type that is written by its alias Void is no other type`() throws {
    let old = try digest(Self.type.replacing("Swift.Int", with: "([Swift.String]) -> ()"))
    let new = try digest(Self.type.replacing("Swift.Int", with: "([Swift.String]) -> Swift.Void"))
    #expect(old.differences(to: new, except: []).isEmpty && new.differences(to: old, except: []).isEmpty)
    for other in ["Other.Swift.Void", "Swift.Voided", "MySwift.Void"] {
      let unlike = try digest(Self.type.replacing("Swift.Int", with: "([Swift.String]) -> \(other)"))
      #expect(!old.differences(to: unlike, except: []).isEmpty)
    }
  }

  /// The last is what is written, with exit code 0, about a module that cannot be loaded.
  @Test(arguments: ["", "[]", "{}", #"{"ABIRoot":{}}"#, #"{"ABIRoot":{"kind":"Root","name":"NO_MODULE"}}"#])
  func `what is no digest is refused`(text: String) {
    #expect(throws: RefactoringError.self) { try PublicInterface(digest: Array(text.utf8), of: "Toy") }
  }
}
