import Testing

@testable import SwiftSource

struct CompletionToAsyncTests {
  @Test func `a function that ends with a result gets an async one beside it and its waiting calls use that`() throws {
    let text = """
      public struct Loader {
        /// Loads ä.
        public func load(from url: URL, tries: Int = 3, completion: @escaping (Result<Data, Error>) -> Void) {
          run { completion($0) }
        }  // behind

        func both() async throws -> Data {
          try await withCheckedThrowingContinuation { continuation in
            self.load(from: a, tries: 2) { continuation.resume(with: $0) }
          }
        }
      }

      """
    let expected = """
      public struct Loader {
        /// Loads ä.
        public func load(from url: URL, tries: Int = 3, completion: @escaping (Result<Data, Error>) -> Void) {
          run { completion($0) }
        }  // behind

        public func load(from url: URL, tries: Int = 3) async throws -> Data {
          try await withCheckedThrowingContinuation { continuation in
            load(from: url, tries: tries) { result in
              continuation.resume(with: result)
            }
          }
        }

        func both() async throws -> Data {
          try await self.load(from: a, tries: 2)
        }
      }

      """
    #expect(try rewritten(text, "completion-to-async") == expected)
    let windows = text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
    let result = expected.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
    #expect(try rewritten(windows, "completion-to-async") == result)
  }

  @Test(arguments: [
    (
      "func f<T: P>(_ a: T, completionHandler: @escaping @Sendable (T?, (any Error)?) -> Void) where T: Q {\n    g()\n}",
      """


      func f<T: P>(_ a: T) async throws -> T where T: Q {
          try await withCheckedThrowingContinuation { continuation in
              f(a) { value, error in
                  if let error {
                      continuation.resume(throwing: error)
                  } else if let value {
                      continuation.resume(returning: value)
                  } else {
                      preconditionFailure("neither a value nor an error")
                  }
              }
          }
      }
      """
    ),
    (
      "@MainActor static func f(completion: ((Error?) -> Void)?) {}",
      """


      @MainActor static func f() async throws {
        try await withCheckedThrowingContinuation { continuation in
          f { error in
            if let error {
              continuation.resume(throwing: error)
            } else {
              continuation.resume()
            }
          }
        }
      }
      """
    ),
    (
      "func f(é: Int, handler: @escaping (Int) -> Void) {}",
      """


      func f(é: Int) async -> Int {
        await withCheckedContinuation { continuation in
          f(é: é) { value in
            continuation.resume(returning: value)
          }
        }
      }
      """
    ),
    (
      "func f(completion: @escaping () -> Void) {}",
      """


      func f() async {
        await withCheckedContinuation { continuation in
          f {
            continuation.resume()
          }
        }
      }
      """
    ),
    (
      "func f(completion: @escaping (Result<Int, Never>) -> Void) {}",
      """


      func f() async -> Int {
        await withCheckedContinuation { continuation in
          f { result in
            continuation.resume(with: result)
          }
        }
      }
      """
    ),
  ])
  func `each form of a completion handler has its async form`(text: String, added: String) throws {
    #expect(try rewritten(text, "completion-to-async") == text + added)
  }

  @Test(arguments: [
    ("protocol P { func f(completion: @escaping (Int) -> Void) }", "f gets no async function: it is a requirement"),
    ("func f(completion: @escaping (Int) -> Void) -> Task { g() }", "f gets no async function: it also returns Task"),
    (
      "func f(a: inout Int, completion: @escaping (Int) -> Void) {}",
      "f gets no async function: a parameter cannot be handed on"
    ),
    ("class C { @objc func f(completion: @escaping (Int) -> Void) {} }", "f gets no async function: it is @objc"),
    ("func f(completion: @escaping (Int) -> Void) throws {}", "f gets no async function: it also throws"),
    (
      "struct S { func f(completion: @escaping (Int) -> Void) {} }",
      "f gets no async function: its lines hold something else too"
    ),
  ])
  func `what cannot have one is told`(text: String, reason: String) throws {
    #expect(try rewritten(text, "completion-to-async") == text)
    #expect(try remarks(text, "completion-to-async") == [reason])
  }

  @Test(arguments: [
    "func f(progress: @escaping (Int) -> Void) {}", "func f(completion: (Int) -> Void) {}",
    "func f(completion: @escaping (Int) -> Bool) {}", "func f(completion: @escaping (Int, Int) -> Void) {}",
    "func f(completion: @escaping (Int) -> Void) {}\nfunc f() async -> Int { 1 }",
    "let t = \"func f(completion: @escaping (Int) -> Void) {}\"",
  ])
  func `what is none or has one already stays`(text: String) throws {
    #expect(try rewritten(text, "completion-to-async") == text)
  }

  @Test func `calls in other files change in the same step unless two functions are meant`() throws {
    let call = "func g() async -> Int {\n  await withCheckedContinuation { c in f { v in c.resume(returning: v) } }\n}"
    let files = [
      SourceFile(path: "A.swift", text: "func f(completion: @escaping (Int) -> Void) {}\n"),
      SourceFile(path: "B.swift", text: call),
    ]
    let result = try rewritten(files, "completion-to-async")
    #expect(result["B.swift"] == "func g() async -> Int {\n  await f()\n}")
    let other = SourceFile(
      path: "C.swift", text: "extension S {\n  func f(completion: @escaping (Int) -> Void) {}\n}\n")
    #expect(try rewritten(files + [other], "completion-to-async")["B.swift"] == call)
  }
}
