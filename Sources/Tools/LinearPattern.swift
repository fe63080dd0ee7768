internal import AgentKernel
internal import CRE2

/// A regular expression from outside, matched by RE2 in time linear in the text.
///
/// Patterns come from models, so they must never reach a backtracking engine: eighteen characters against `^(a+)+$` keep
/// Swift's `Regex` busy for 24 seconds.
final class LinearPattern: Sendable {
  /// RE2 objects are immutable once compiled and documented as safe for use by several threads at once; this one is
  /// freed only by `deinit`, when nobody can call any more.
  private nonisolated(unsafe) let handle: OpaquePointer

  /// Compiles a pattern.
  ///
  /// - Parameters:
  ///   - pattern: RE2 syntax: no look-around, no back references.
  ///   - ignoresCase: whether letters match in either case.
  /// - Throws: `ToolError` with RE2's own words.
  init(_ pattern: String, ignoresCase: Bool) throws(ToolError) {
    var message = [CChar](repeating: 0, count: 200)
    let compiled = pattern.utf8CString.withUnsafeBufferPointer { text in
      text.baseAddress.flatMap { fulcrum_re2_compile($0, text.count - 1, !ignoresCase, &message, message.count) }
    }
    guard let compiled else {
      let reason = String(decoding: message.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
      throw ToolError("the pattern is not a regular expression (RE2 syntax): \(reason)")
    }
    handle = compiled
  }

  deinit {
    fulcrum_re2_free(handle)
  }

  /// Whether the pattern occurs anywhere in some bytes.
  func matches(_ bytes: some Sequence<UInt8>) -> Bool {
    let found = bytes.withContiguousStorageIfAvailable { matches($0) }
    return found ?? Array(bytes).withUnsafeBufferPointer { matches($0) }
  }

  private func matches(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let start = bytes.baseAddress else { return fulcrum_re2_matches(handle, nil, 0) }
    return start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
      fulcrum_re2_matches(handle, $0, bytes.count)
    }
  }
}
