/// Telling text from other content.
package enum BinaryContent {
  /// How many bytes are looked at.
  package static let sampleSize = 8000

  /// Whether git takes some bytes for binary: a NUL among the first 8000 (`buffer_is_binary` in git's xdiff-interface.c).
  package static func isLikely(_ bytes: some Sequence<UInt8>) -> Bool {
    // In one piece of memory, as nearly all contents are: other rooms call this for each file that they read, and iterate over a
    // sequence of a kind unknown here a hundred times as slowly.
    bytes.withContiguousStorageIfAvailable { UnsafeBufferPointer(rebasing: $0.prefix(sampleSize)).contains(0) }
      ?? bytes.prefix(sampleSize).contains(0)
  }
}
