/// Telling text from other content.
package enum BinaryContent {
  /// How many bytes are looked at.
  package static let sampleSize = 8000

  /// Whether git takes some bytes for binary: a NUL among the first 8000 (`buffer_is_binary` in git's xdiff-interface.c).
  package static func isLikely(_ bytes: some Sequence<UInt8>) -> Bool {
    bytes.prefix(sampleSize).contains(0)
  }
}
