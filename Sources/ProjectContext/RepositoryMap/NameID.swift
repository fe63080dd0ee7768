/// A name in code, by its hash: a graph of hundreds of thousands of uses compares names and never shows them.
///
/// FNV-1a with 64 bits, the same on every machine and in every run. Two names of one hash would be taken for one, which makes
/// a map no worse than two things of one name do.
package struct NameID: Hashable, Comparable, Sendable {
  package let value: UInt64

  package init(value: UInt64) { self.value = value }

  package init(_ name: some StringProtocol) {
    self.init(name.utf8)
  }

  package init(_ bytes: some Sequence<UInt8>) {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    value = hash
  }

  package static func < (left: Self, right: Self) -> Bool { left.value < right.value }
}
