internal import CRE2

/// RE2's complaint about a pattern.
package struct LinearPatternError: Error, CustomStringConvertible {
  package let description: String
}

/// A regular expression from outside, matched by RE2 in time linear in the text.
///
/// Patterns come from models and recipes, so they must never reach a backtracking engine: eighteen characters against
/// `^(a+)+$` keep Swift's `Regex` busy for 24 seconds.
package final class LinearPattern: Sendable {
  /// A match: the bytes of the whole, then of each group; nil for a group that took no part.
  package struct Match {
    package let range: Range<Int>
    package let groups: [Range<Int>?]
  }

  /// RE2 objects are immutable once compiled and documented as safe for use by several threads at once; this one is
  /// freed only by `deinit`, when nobody can call any more.
  private nonisolated(unsafe) let handle: OpaquePointer

  package let groupCount: Int

  /// Compiles a pattern.
  ///
  /// - Parameters:
  ///   - pattern: RE2 syntax: no look-around, no back references; `(?m)` makes `^` and `$` mean lines.
  ///   - ignoresCase: whether letters match in either case.
  /// - Throws: `LinearPatternError` with RE2's own words.
  package init(_ pattern: String, ignoresCase: Bool = false) throws(LinearPatternError) {
    var message = [CChar](repeating: 0, count: 200)
    let compiled = pattern.utf8CString.withUnsafeBufferPointer { text in
      text.baseAddress.flatMap { fulcrum_re2_compile($0, text.count - 1, !ignoresCase, &message, message.count) }
    }
    guard let compiled else {
      throw LinearPatternError(
        description: String(decoding: message.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self))
    }
    handle = compiled
    groupCount = Int(fulcrum_re2_group_count(compiled))
  }

  deinit {
    fulcrum_re2_free(handle)
  }

  /// Whether the pattern occurs anywhere in some bytes.
  package func matches(_ bytes: some Sequence<UInt8>) -> Bool {
    let found = bytes.withContiguousStorageIfAvailable { matches($0) }
    return found ?? Array(bytes).withUnsafeBufferPointer { matches($0) }
  }

  private func matches(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let start = bytes.baseAddress else { return fulcrum_re2_matches(handle, nil, 0) }
    return start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
      fulcrum_re2_matches(handle, $0, bytes.count)
    }
  }

  /// The matches from left to right, without overlap; those of nothing are left out.
  package func matches(in bytes: [UInt8]) -> [Match] {
    var matches: [Match] = []
    var start = 0
    bytes.withUnsafeBytes { buffer in
      let text = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
      while start <= bytes.count {
        var offsets = [Int](repeating: -1, count: 2 * (groupCount + 1))
        guard fulcrum_re2_find(handle, text, bytes.count, start, &offsets, CInt(groupCount + 1)), offsets[0] >= 0 else {
          return
        }
        guard offsets[1] > offsets[0] else {
          start = offsets[1] + 1
          continue
        }
        let groups = (1..<(groupCount + 1)).map { index in
          offsets[2 * index] < 0 ? nil : offsets[2 * index]..<offsets[2 * index + 1]
        }
        matches.append(Match(range: offsets[0]..<offsets[1], groups: groups))
        start = offsets[1]
      }
    }
    return matches
  }

  /// A text as a pattern that matches nothing else.
  package static func escaped(_ text: String) -> String {
    var pattern = ""
    for scalar in text.unicodeScalars {
      let isPlain = !scalar.isASCII || scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "_"
      if !isPlain { pattern += "\\" }
      pattern.unicodeScalars.append(scalar)
    }
    return pattern
  }
}
