import TestSupport
import Testing

@testable import SourceText

/// Whatever comes in, the parser ends with a patch or an error.
@Suite(.serialized) struct PatchFuzzTests {
  private static let sample = Array(
    """
    From 1234567812345678123456781234567812345678 Mon Sep 17 00:00:00 2001
    Subject: Change

    diff --git "a/\\303\\274.txt" "b/\\303\\274.txt"
    old mode 100644
    new mode 100755
    index 1234567..89abcde
    --- "a/\\303\\274.txt"
    +++ "b/\\303\\274.txt"
    @@ -1,3 +1,4 @@ section
     one
    -two
    +2
    +3\r
     four
    \\ No newline at end of file
    diff --git a/old b/new
    similarity index 90%
    rename from old
    rename to new
    @@ -1 +1 @@
    diff --git a/a.bin b/a.bin
    GIT binary patch
    literal 5
    McmZQzU|?imU{C-6

    --- plain.txt\t2026-01-01
    +++ plain.txt\t2026-01-02
    @@ -0,0 +1 @@
    +one
    --\u{20}
    2.39.5

    """.utf8)

  private func check(_ bytes: [UInt8]) {
    guard let patch = try? Patch(parsing: bytes, limits: PatchLimits(size: 1 << 16, lines: 1000, files: 100)) else {
      return
    }
    for file in patch.change.files {
      for hunk in file.hunks {
        #expect(hunk.newCount >= hunk.lines.count { $0.kind == .added })
        #expect(hunk.lines.allSatisfy { $0.kind == .removed || $0.newNumber > 0 })
      }
      _ = file.applied(to: bytes)
    }
  }

  @Test func `every beginning ends`() {
    for count in 0...Self.sample.count { check(Array(Self.sample.prefix(count))) }
  }

  @Test(arguments: Sweep.seeds(sample: 10, full: 4000))
  func `random damage ends`(seed: UInt64) {
    var dice = SeededGenerator(seed: seed)
    let pieces = [
      "@@ -", "@@@ ", "--- ", "+++ ", "\n", "diff --git ", "\"", "\\", "\r\n", "9999999999999999999", "/dev/null", "\t",
    ]
    for _ in 0..<50 {
      var bytes = Self.sample
      for _ in 0..<Int.random(in: 1...8, using: &dice) {
        let position = Int.random(in: 0..<bytes.count, using: &dice)
        switch Int.random(in: 0..<4, using: &dice) {
        case 0: bytes[position] = UInt8.random(in: 0...255, using: &dice)
        case 1: bytes.removeSubrange(position..<min(bytes.count, position + Int.random(in: 1...40, using: &dice)))
        case 2: bytes.insert(contentsOf: (pieces.randomElement(using: &dice) ?? "").utf8, at: position)
        default:
          let end = min(bytes.count, position + Int.random(in: 1...60, using: &dice))
          bytes.insert(contentsOf: bytes[position..<end], at: Int.random(in: 0..<bytes.count, using: &dice))
        }
        if bytes.isEmpty { bytes = [10] }
      }
      check(bytes)
    }
  }
}
