internal import SourceText

/// What stands before a patch in a mail: who, when, and the commit's message, as `git format-patch` writes it.
struct MailHeader {
  /// The header, the message's body and the line of three dashes.
  let bytes: [UInt8]

  /// - Parameters:
  ///   - number: which patch of the series this is, counted from 1.
  ///   - count: how many there are.
  init(_ commit: CommitContent, id: ObjectID, number: Int, count: Int) {
    // The first paragraph is the subject; the rest is the body.
    let lines = commit.message.split(separator: "\n", omittingEmptySubsequences: false)
    let first = lines.drop { $0.allSatisfy(\.isWhitespace) }
    let subject = first.prefix { !$0.allSatisfy(\.isWhitespace) }
    var body = first.dropFirst(subject.count).drop { $0.allSatisfy(\.isWhitespace) }
    while let last = body.last, last.allSatisfy(\.isWhitespace) { body.removeLast() }
    let tag = count > 1 ? "[PATCH \(number)/\(count)]" : "[PATCH]"
    var text = [
      // The date is a mark by which programs know such a text, the same for all patches.
      "From \(id) Mon Sep 17 00:00:00 2001",
      "From: \(Self.word(commit.author.name, isPhrase: true)) <\(commit.author.email)>",
      "Date: \(Self.date(commit.author))",
      "Subject: \(tag) \(Self.word(subject.joined(separator: " "), isPhrase: false))",
    ]
    if !commit.message.utf8.allSatisfy({ $0 < 0x80 }) {
      text += ["MIME-Version: 1.0", "Content-Type: text/plain; charset=UTF-8", "Content-Transfer-Encoding: 8bit"]
    }
    text.append("")
    text += body.map(String.init)
    bytes = Array((text + ["---", "", ""]).joined(separator: "\n").utf8)
  }

  /// A text as it may stand in a header: in quotation marks or encoded where it has to be (RFC 5322, RFC 2047).
  private static func word(_ text: String, isPhrase: Bool) -> String {
    if !text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) || text.contains("=?") { return encoded(text) }
    guard isPhrase, text.contains(where: { "()<>[]:;@\\,.\"".contains($0) }) else { return text }
    return "\"" + text.flatMap { $0 == "\"" || $0 == "\\" ? ["\\", $0] : [$0] } + "\""
  }

  /// Encoded words of at most 75 characters, cut between characters only.
  private static func encoded(_ text: String) -> String {
    var words: [String] = []
    var word = ""
    for character in text.unicodeScalars {
      var piece = ""
      for byte in String(character).utf8 {
        let isPlain =
          byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
          || byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z")
        let digits = String(byte, radix: 16, uppercase: true)
        piece += isPlain ? String(UnicodeScalar(byte)) : "=" + (digits.count < 2 ? "0" : "") + digits
      }
      if word.count + piece.count > 60 {
        words.append(word)
        word = ""
      }
      word += piece
    }
    words.append(word)
    return words.map { "=?UTF-8?q?\($0)?=" }.joined(separator: "\n ")
  }

  /// `Thu, 1 Jan 1970 00:00:00 +0000`.
  private static func date(_ signature: Signature) -> String {
    let seconds = signature.time + Int64(signature.zone) * 60
    let days = Int((Double(seconds) / 86_400).rounded(.down))
    let rest = Int(seconds - Int64(days) * 86_400)
    // The calendar date of a day number, by counting years from March on (H. Hinnant, "chrono-compatible low-level date
    // algorithms", civil_from_days).
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    let weekday = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"][((days % 7) + 7) % 7]
    let monthName = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ][month - 1]
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
    let time = [rest / 3600, rest / 60 % 60, rest % 60].map(two).joined(separator: ":")
    return "\(weekday), \(day) \(monthName) \(year) \(time) \(signature.zoneText)"
  }
}
