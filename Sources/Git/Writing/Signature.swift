/// Who made a commit, and when.
package struct Signature: Hashable, Sendable {
  package var name: String

  /// The mail address, without angle brackets.
  package var email: String

  /// Seconds since 1970, not negative.
  package var time: Int64

  /// Minutes east of Greenwich, from -1439 to 1439.
  package var zone: Int

  package init(name: String, email: String, time: Int64, zone: Int = 0) {
    self.name = name
    self.email = email
    self.time = time
    self.zone = zone
  }

  /// The zone as git and mail write it: `+0130`.
  var zoneText: String {
    let digits = String(abs(zone) / 60 * 100 + abs(zone) % 60)
    return (zone < 0 ? "-" : "+") + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  /// `NAME <ADDRESS> SECONDS ZONE`.
  ///
  /// - Throws: `GitError` with code `.invalidInput` when git could not read it again.
  func encoded() throws(GitError) -> String {
    for text in [name, email]
    where text.unicodeScalars.contains(where: { $0.value < 32 || "<>".contains(Character($0)) }) {
      throw GitError(
        .invalidInput,
        "\(quoted(text)) holds a character that git does not allow in a name or mail address; "
          + "set `user.name` and `user.email`")
    }
    guard name.contains(where: { !$0.isWhitespace }) else {
      throw GitError(.invalidInput, "a commit needs the name of its author; set `user.name` and `user.email`")
    }
    guard time >= 0, abs(zone) < 1440 else {
      throw GitError(.invalidInput, "\(time) seconds in a zone of \(zone) minutes are no time that git can write")
    }
    return "\(name) <\(email)> \(time) \(zoneText)"
  }

  /// Takes `NAME <ADDRESS> SECONDS ZONE` apart; what is missing becomes empty or 0.
  init(parsing text: Substring) {
    let scalars = text.unicodeScalars
    guard let start = scalars.lastIndex(of: "<"), let end = scalars.lastIndex(of: ">"), start < end else {
      self.init(name: String(text), email: "", time: 0)
      return
    }
    let numbers = Substring(scalars[scalars.index(after: end)...]).split(separator: " ")
    let zone = numbers.count > 1 ? Int(numbers[1]) ?? 0 : 0
    var name = scalars[..<start]
    while name.last == " " { name.removeLast() }
    self.init(
      name: String(name), email: String(scalars[scalars.index(after: start)..<end]),
      time: numbers.first.flatMap { Int64($0) } ?? 0, zone: zone / 100 * 60 + zone % 100)
  }
}
