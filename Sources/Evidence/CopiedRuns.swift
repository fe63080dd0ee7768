internal import SourceCode
internal import SourceText

/// The runs of added lines that repeat others of their hunk but for some names.
///
/// The idea of looking for copies by their shape, and for names that were replaced in most places but not in all, is that
/// of CP-Miner (Li et al., OSDI 2004).
struct CopiedRuns {
  /// A name in a copy that was left as it was.
  struct Slip {
    /// Index of the line that has it.
    let line: Int
    /// Index of the original's first line.
    let original: Int
    let kept: Range<Int>
    /// The same name where it was replaced.
    let example: (original: Range<Int>, copy: Range<Int>)
  }

  /// What was kept by oversight, at most one name a run, from the top down.
  private(set) var slips: [Slip] = []

  private let file: ChangedFile
  private let lines: [ShapedLine]

  private struct ShapedLine {
    /// Index in the file's lines.
    let index: Int
    /// The same for lines that differ only by names, strings, comments and blanks.
    let shape: UInt64
  }

  private static let shortestRun = 4
  private static let longestRun = 200

  init(_ file: ChangedFile) {
    self.file = file
    lines = file.lines.indices.compactMap { index in
      let line = file.lines[index]
      guard line.kind != .removed, !line.isMinified, let shape = Self.shape(of: line.range, in: file.code) else {
        return nil
      }
      return ShapedLine(index: index, shape: shape)
    }
    guard lines.count >= 2 * Self.shortestRun, file.lines.contains(where: { $0.kind == .added }) else { return }
    search()
  }

  private mutating func search() {
    var places: [UInt64: [Int]] = [:]
    let windows = (0...lines.count - Self.shortestRun).map { start in
      lines[start..<start + Self.shortestRun].reduce(CodeNames.offsetBasis) { CodeNames.combine($0, $1.shape) }
    }
    for (start, window) in windows.enumerated() { places[window, default: []].append(start) }
    var start = 0
    while start < windows.count {
      guard isAdded(start), let others = places[windows[start]], others.count > 1 else {
        start += 1
        continue
      }
      start += longestRun(at: start, among: others)
    }
  }

  /// Compares the run that begins at a line with its likely originals, and returns how many lines are settled.
  private mutating func longestRun(at start: Int, among others: [Int]) -> Int {
    // The nearest ones: those above, then, among lines that were there before, those below.
    let above = others[..<Self.firstIndex(in: others, notBelow: start - Self.shortestRun + 1)].suffix(2)
    let below = others[Self.firstIndex(in: others, notBelow: start + Self.shortestRun)...].prefix(1)
      .filter { !isAdded($0) }
    var settled = 1
    for original in above + below {
      let run = compare(original: original, copy: start)
      // Lists of imports are tables, whatever their names.
      if let slip = run.slip, !LexedSource.beginsImport(file.code, file.lines[slip.line].range) {
        slips.append(slip)
        return run.count
      }
      if run.count >= Self.shortestRun { settled = max(settled, run.count) }
    }
    return settled
  }

  /// Where in sorted places the first stands that is at least a bound.
  private static func firstIndex(in places: [Int], notBelow bound: Int) -> Int {
    var low = 0
    var high = places.count
    while low < high {
      let middle = (low + high) / 2
      if places[middle] < bound { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func compare(original: Int, copy: Int, limit: Int = longestRun) -> (count: Int, slip: Slip?) {
    let isBelow = original > copy
    let limit = min(abs(copy - original), limit)
    var mapping = NameMapping(file)
    var count = 0
    while count < limit, max(original, copy) + count < lines.count {
      let old = lines[original + count]
      let new = lines[copy + count]
      guard old.shape == new.shape, isAdded(copy + count), !isBelow || !isAdded(original + count),
        file.lines[old.index].hunk == file.lines[new.index].hunk
      else { break }
      let outcome = mapping.add(
        original: file.lines[old.index].range, copy: file.lines[new.index].range, line: new.index)
      if outcome == .keptAgain { return (count, nil) }
      // The run ends before this line, of which the mapping has seen a part already.
      if outcome == .contradicts { return compare(original: original, copy: copy, limit: count) }
      count += 1
    }
    guard count >= Self.shortestRun, let slip = mapping.slip else { return (count, nil) }
    return (
      count, Slip(line: slip.line, original: lines[original].index, kept: slip.kept, example: slip.example)
    )
  }

  private func isAdded(_ position: Int) -> Bool { file.lines[lines[position].index].kind == .added }

  /// A number for a line without its names; nil when it has no code.
  private static func shape(of line: Range<Int>, in code: [UInt8]) -> UInt64? {
    var hash = CodeNames.offsetBasis
    var isEmpty = true
    var index = line.lowerBound
    while index < line.upperBound {
      let byte = code[index]
      let start = index
      while index < line.upperBound, isNameByte(code[index]) { index += 1 }
      if index == start {
        index += 1
        if isBlank(byte) { continue }
        hash = CodeNames.combine(hash, UInt64(byte))
      } else if CodeNames.isDigit(byte) {
        hash = CodeNames.combine(hash, CodeNames.hash(code, start..<index))
      } else {
        let name = CodeNames.hash(code, start..<index, ignoringCase: false)
        hash = CodeNames.combine(hash, CodeKeywords.hashes.contains(name) ? name : 0)
      }
      isEmpty = false
    }
    return isEmpty ? nil : hash
  }
}

/// What becomes of each word of the names in an original.
private struct NameMapping {
  enum Outcome {
    case fits
    /// A word that was replaced before is replaced by another, or a second word is kept in part.
    case contradicts
    /// The word that was kept once is kept again.
    case keptAgain
  }

  private struct Word {
    var keptCount = 0
    var replacedCount = 0
    var replacement: UInt64?
  }

  private let file: ChangedFile
  private var words: [UInt64: Word] = [:]
  private var replacedNames: [UInt64: (original: Range<Int>, copy: Range<Int>)] = [:]
  /// By word, the first place where it was kept.
  private var kept: [UInt64: (line: Int, name: Range<Int>)] = [:]
  private var mixed: UInt64?

  init(_ file: ChangedFile) { self.file = file }

  /// The one name that was kept while the same was replaced elsewhere.
  ///
  /// When the original has a new name too, its lines and those of the copy are more likely rows of one table.
  var slip: (line: Int, kept: Range<Int>, example: (original: Range<Int>, copy: Range<Int>))? {
    guard let mixed, let word = words[mixed], word.keptCount == 1, word.replacedCount >= 3,
      !words.values.contains(where: { $0.replacement.map { words[$0] != nil } ?? false }), let kept = kept[mixed],
      let example = replacedNames[CodeNames.hash(file.code, kept.name, ignoringCase: false)],
      !isTypeOfDeclaration(kept.name)
    else { return nil }
    return (kept.line, kept.name, example)
  }

  /// Whether another name follows: that of a field may change with the types of most fields beside it.
  private func isTypeOfDeclaration(_ name: Range<Int>) -> Bool {
    let next = file.skippingBlanks(name.upperBound, in: file.code)
    return next > name.upperBound && next < file.code.count && isNameByte(file.code[next])
  }

  mutating func add(original: Range<Int>, copy: Range<Int>, line: Int) -> Outcome {
    let pairs = zip(CodeNames.ranges(in: file.code, original), CodeNames.ranges(in: file.code, copy))
    for (old, new) in pairs {
      let outcome = add(old, new, line)
      if outcome != .fits { return outcome }
    }
    return .fits
  }

  private mutating func add(_ old: Range<Int>, _ new: Range<Int>, _ line: Int) -> Outcome {
    let oldHash = CodeNames.hash(file.code, old, ignoringCase: false)
    if oldHash != CodeNames.hash(file.code, new, ignoringCase: false) { replacedNames[oldHash] = (old, new) }
    var oldWords = CodeNames.words(in: file.code, old)
    var newWords = CodeNames.words(in: file.code, new)
    if oldWords.count != newWords.count {
      oldWords = [old]
      newWords = [new]
    }
    for (oldWord, newWord) in zip(oldWords, newWords) {
      let key = CodeNames.hash(file.code, oldWord)
      let target = CodeNames.hash(file.code, newWord)
      var word = words[key, default: Word()]
      if key == target {
        word.keptCount += 1
        if kept[key] == nil { kept[key] = (line, new) }
      } else {
        if let known = word.replacement, known != target { return .contradicts }
        word.replacement = target
        word.replacedCount += 1
      }
      words[key] = word
      guard word.keptCount > 0, word.replacedCount > 0 else { continue }
      if word.keptCount > 1 { return .keptAgain }
      if let mixed, mixed != key { return .contradicts }
      mixed = key
    }
    return .fits
  }
}
