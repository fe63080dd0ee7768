import Foundation
import TestSupport
import Testing

#if os(Linux)
  /// libcurl is loaded when a model is asked, and not before.
  @Suite(.timeLimit(.minutes(1))) final class LibcurlLoadingTests {
    private let project: ReviewedProject
    /// A folder in which every libcurl that the loader could find first is no library at all.
    private let folder: TemporaryFolder

    init() throws {
      project = try ReviewedProject()
      folder = try TemporaryFolder()
      for name in ["libcurl.so.4", "libcurl-gnutls.so.4"] {
        try Data("not a library, though longer than the head of one: \(String(repeating: ".", count: 64))".utf8)
          .write(to: URL(filePath: "\(folder.path)/\(name)"))
      }
    }

    @Test func `the rules review without a libcurl that can be loaded`() async throws {
      let result = try await project.review(environment: ["LD_LIBRARY_PATH": folder.path])
      #expect(result.exitCode == 0, "\(result)")
    }

    @Test func `with a model the failure names libcurl and what to do`() async throws {
      let result = try await project.review(
        environment: [
          "LD_LIBRARY_PATH": folder.path, "FULCRUM_BASE_URL": "http://127.0.0.1:1", "FULCRUM_MODEL": "m",
        ])
      #expect(result.exitCode == 2 || result.exitCode == 3, "\(result)")
      #expect(result.errors.contains("install libcurl 4"), "\(result)")
      #expect(result.output.contains("INCOMPLETE"), "\(result)")
    }
  }
#endif
