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

  @Test func `a function that calls its handler itself becomes async with its calls`() throws {
    let text = """
      struct S {
        func load(_ a: Int, completion: @escaping (Result<Int, Error>) -> Void) {
          guard a > 0 else {
            completion(.failure(E.small))
            return
          }
          // why é
          if a > 9 {
            completion(.success(9))
          } else {
            completion(other)
          }
        }

        func use() async {
          load(1) { result in
            switch result {
            case .success(let value):
              print(value)
              print("ö")
            case .failure(let error):
              print(error)
            }
          }
          let a = try? await withCheckedThrowingContinuation { c in load(2) { c.resume(with: $0) } }
          f(a)
        }
      }

      """
    let expected = """
      struct S {
        func load(_ a: Int) async throws -> Int {
          guard a > 0 else {
            throw E.small
          }
          // why é
          if a > 9 {
            return 9
          } else {
            return try other.get()
          }
        }

        func use() async {
          do {
            let value = try await load(1)
            print(value)
            print("ö")
          } catch {
            print(error)
          }
          let a = try? await load(2)
          f(a)
        }
      }

      """
    #expect(try rewritten(text, "completion-to-async", ["convert": "true"]) == expected)
    let windows = text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
    let result = expected.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
    #expect(try rewritten(windows, "completion-to-async", ["convert": "true"]) == result)
  }

  @Test(arguments: [
    // Called in another form.
    "func f(completion: @escaping (Result<Int, Error>) -> Void) {\n  completion(.success(1))\n}\nf { print($0) }\n",
    // Goes on after the call.
    "func f(completion: @escaping (Int) -> Void) {\n  completion(1)\n  g()\n}\n",
    // Hands it on, keeps it, calls it later or in a loop.
    "func f(completion: @escaping (Int) -> Void) {\n  g(completion)\n}\n",
    "func f(completion: @escaping (Int) -> Void) {\n  g { completion(1) }\n}\n",
    "func f(completion: @escaping (Int) -> Void) {\n  for a in b {\n    completion(a)\n  }\n}\n",
    "func f(completion: @escaping (Int) -> Void) {\n  defer { completion(1) }\n}\n",
    // Would catch what it throws.
    "func f(completion: @escaping (Result<Int, Error>) -> Void) {\n  do {\n    completion(.failure(e))\n  } catch {\n    g()\n  }\n}\n",
    // Leaves without a result.
    "func f(completion: @escaping (Int) -> Void) {\n  if a {\n    return\n  }\n  completion(1)\n}\n",
  ])
  func `a function that does more keeps its handler and gets an async one`(text: String) throws {
    let result = try rewritten(text, "completion-to-async", ["convert": "true"])
    #expect(result.contains("async") && result.contains("completion: @escaping"))
  }
}
