package import SourceText

/// `RelativePath` against `ReferencePath` and the kernel.
///
/// It accepts just the paths that the reference calls safe. Looked up in a folder without leaving it, no path whatever
/// ends outside, and an accepted one names the file that a walk from component to component reaches. Two paths are equal
/// only when their bytes are.
///
/// The input is a path; with a line feed in it, the two parts are looked at too, and compared.
package struct PathOracle: Sendable {
  /// Reads a path; nil when it is refused.
  package typealias Reader = @Sendable (String) -> RelativePath?

  private let read: Reader

  package init(read: @escaping Reader = { try? RelativePath($0) }) { self.read = read }

  /// - Throws: `Violation`.
  package func check(_ input: [UInt8]) throws(Violation) {
    guard let text = String(validating: input, as: UTF8.self) else { return }
    let folder = try PathFolder()
    try check(text, in: folder)
    let parts = input.split(separator: UInt8(ascii: "\n"), maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return }
    let (first, second) = (String(decoding: parts[0], as: UTF8.self), String(decoding: parts[1], as: UTF8.self))
    try check(first, in: folder)
    try check(second, in: folder)
    guard let one = read(first), let other = read(second) else { return }
    let areSame = parts[0] == parts[1]
    try require(
      (one == other) == areSame, "\(name(first)) and \(name(second)) are taken for \(areSame ? "two" : "one")")
    try require(
      areSame ? !(one < other) : (one < other) != (other < one), "\(name(first)) and \(name(second)) have no order")
  }

  private func check(_ text: String, in folder: borrowing PathFolder) throws(Violation) {
    let path = read(text)
    try require((path != nil) == ReferencePath.isSafe(text), "\(name(text)) is \(path == nil ? "refused" : "accepted")")
    try folder.checkLookup(of: text, isAccepted: path != nil)
    guard let path else { return }
    let components = ReferencePath.components(of: text)
    try require(Array(path.string.utf8) == Array(text.utf8), "\(name(text)) has become \(name(path.string))")
    try require(
      path.components.map { Array($0.utf8) } == components.map { Array($0.utf8) },
      "\(name(text)) has the components \(path.components)")
    try require(Array(path.name.utf8) == components.last.map { Array($0.utf8) }, "\(name(text)) is named \(path.name)")
    let parent = path.parent.map { Array($0.string.utf8) }
    let expected = components.count > 1 ? Array(components.dropLast().joined(separator: "/").utf8) : nil
    try require(parent == expected, "\(name(text)) lies in \(path.parent?.string ?? "no folder")")
    try folder.checkWalk(to: components)
  }

  private func name(_ text: String) -> String { String(reflecting: text) }
}
