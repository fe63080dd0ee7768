import Testing

@testable import SwiftSource

struct SendableAnnotationTests {
  @Test(arguments: [
    (
      "public struct S { let a: Int; var b: [String?]; var c: (Double, Set<UUID>) }",
      "public struct S: Sendable { let a: Int; var b: [String?]; var c: (Double, Set<UUID>) }"
    ),
    (
      "public struct S: Hashable { // ü\r\n  let a = 1\r\n}",
      "public struct S: Hashable, Sendable { // ü\r\n  let a = 1\r\n}"
    ),
    (
      "public enum E { case a(Int), b(E), c; var d: View { f() } }",
      "public enum E: Sendable { case a(Int), b(E), c; var d: View { f() } }"
    ),
    ("public final class C { let a: URL; init() {} }", "public final class C: Sendable { let a: URL; init() {} }"),
    (
      "public struct A { let b: B }\npublic struct B { let c: [String: Int] }",
      "public struct A: Sendable { let b: B }\npublic struct B: Sendable { let c: [String: Int] }"
    ),
    (
      "public struct S<T> { static var t: T?; let a: @Sendable () -> Void }",
      "public struct S<T>: Sendable { static var t: T?; let a: @Sendable () -> Void }"
    ),
    ("public struct S { let a: B }\nactor B {}", "public struct S: Sendable { let a: B }\nactor B {}"),
  ])
  func `what holds only what is Sendable says so`(text: String, expected: String) throws {
    #expect(try rewritten(text, "sendable") == expected)
  }

  @Test(arguments: [
    "struct S { let a: Int }", "public struct S: Sendable { let a: Int }", "public struct S: @unchecked Sendable {}",
    "public struct S<T> { let a: T }", "public struct S { let a: View }", "public struct S { let a: () -> Void }",
    "public class C { let a: Int }", "public final class C { var a: Int }", "public final class C: NSObject {}",
    "public struct S { @State var a: Int }", "public struct S {}\nextension S: Sendable {}",
    "public struct S { let a: Int }\n@available(*, unavailable)\nextension S: Sendable {}",
    "public struct S { let a: Date }\nclass Date {}", "public struct S { let a = f() }",
    "public struct S { weak var a: B? }",
    "public struct S: ~Copyable { let a: Int }", "public struct S { let a: [B] }\nstruct B { var c: D }",
    "struct O { public struct S { let a: Int } }", "public struct S { let a: any Error }",
    "public struct S {\n  #if A\n  let a: View\n  #endif\n}", "public enum E: Error { case a }",
  ])
  func `what is not known to be stays`(text: String) throws {
    #expect(try rewritten(text, "sendable") == text)
  }

  @Test func `all types are annotated where that is asked for`() throws {
    #expect(
      try rewritten("struct S { let a: Int }", "sendable", ["access": "all"]) == "struct S: Sendable { let a: Int }")
  }
}
