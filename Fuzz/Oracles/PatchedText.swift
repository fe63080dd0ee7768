package import SourceText

/// An old text that some hunks describe, and the new one that they make of it.
package struct PatchedText {
  /// What follows the last hunk.
  package enum Ending: CaseIterable {
    case none
    case lines
    case lineWithoutLineFeed
  }

  /// The bytes before the change; what no hunk shows is filled with bytes that are no text.
  package let old: [UInt8]

  /// The bytes after it; nil when there is no such text, since the numbers of the hunks do not fit together or a line
  /// that is not the last one lacks its line feed.
  package let new: [UInt8]?

  /// The old text with one line that the hunks show changed; nil when they show none.
  package let damaged: [UInt8]?

  /// Nil when the old sides overlap, or leave so many lines out that it is not worth building them.
  ///
  /// - Parameters:
  ///   - hunks: what is described.
  ///   - ending: what follows the last of them.
  ///   - lineEnd: how the lines end that no hunk shows.
  package init?(_ hunks: [Hunk], ending: Ending, lineEnd: [UInt8] = [0x0D, 0x0A]) {
    var (oldLines, newLines): ([[UInt8]], [[UInt8]]) = ([], [])
    var shownLine: Int?
    var fits = true
    func fill(_ count: Int) {
      for _ in 0..<count {
        let line = [0xFF, 0x80 | UInt8(oldLines.count % 128)] + lineEnd
        oldLines.append(line)
        newLines.append(line)
      }
    }
    for hunk in hunks {
      let gap = hunk.linesBeforeOld - oldLines.count
      guard (0...2000).contains(gap) else { return nil }
      fill(gap)
      if hunk.linesBeforeNew != newLines.count { fits = false }
      for line in hunk.lines {
        let bytes = Array(line.text.utf8) + (line.lacksNewline ? [] : [0x0A])
        if line.kind != .added {
          shownLine = shownLine ?? oldLines.count
          oldLines.append(bytes)
        }
        if line.kind != .removed { newLines.append(bytes) }
      }
    }
    switch ending {
    case .none: break
    case .lines: fill(2)
    case .lineWithoutLineFeed:
      fill(1)
      oldLines.append([0xFE])
      newLines.append([0xFE])
    }
    fits = fits && Self.isText(oldLines) && Self.isText(newLines)
    old = Array(oldLines.joined())
    new = fits ? Array(newLines.joined()) : nil
    damaged = shownLine.map { line in
      oldLines[line].insert(UInt8(ascii: "!"), at: 0)
      return Array(oldLines.joined())
    }
  }

  /// Whether all lines but the last one end with a line feed, and each has a byte.
  private static func isText(_ lines: [[UInt8]]) -> Bool {
    lines.allSatisfy { !$0.isEmpty } && lines.dropLast().allSatisfy { $0.last == 0x0A }
  }
}

extension Hunk {
  /// A side without lines stands behind the line that it names.
  fileprivate var linesBeforeOld: Int { oldCount == 0 ? oldStart : oldStart - 1 }
  fileprivate var linesBeforeNew: Int { newCount == 0 ? newStart : newStart - 1 }
}
