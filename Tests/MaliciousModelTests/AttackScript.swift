/// The words with which the scripts of the work area say what they tried and what became of it.
enum AttackScript {
  /// What the build script reads first: `try NAME COMMAND...` runs a command, `attempt NAME ...` has the misbehaving
  /// program make system calls; both say `tried NAME: done` or `tried NAME: refused (WHY)`.
  static func prelude(program: String) -> String {
    """
    try() {
      name=$1; shift
      if said=$("$@" 2>&1); then echo "tried $name: done $said"; else echo "tried $name: refused ($said)"; fi
    }
    attempt() {
      number=$('\(program)' attempt "$@" 2>&1)
      if [ "$number" = 0 ]; then echo "tried $1: done"; else echo "tried $1: refused (error $number)"; fi
    }

    """
  }

  /// What became of one attempt.
  struct Attempt: Hashable {
    let name: String

    /// Why it failed; nil when it worked.
    let refusal: String?
  }

  /// The attempts that a command's output tells of.
  static func attempts(in text: String) -> [Attempt] {
    let mark = "tried "
    var attempts: [Attempt] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix(mark), let colon = line.firstIndex(of: ":") {
        let name = String(line[line.index(line.startIndex, offsetBy: mark.count)..<colon])
        let rest = line[line.index(after: colon)...].drop { $0 == " " }
        attempts.append(Attempt(name: name, refusal: rest.hasPrefix("refused") ? String(rest) : nil))
      } else if let last = attempts.last, let refusal = last.refusal {
        attempts[attempts.count - 1] = Attempt(name: last.name, refusal: refusal + " " + line)
      }
    }
    return attempts
  }

  /// Whether the kernel refused an attempt, and not for instance a program that is not there.
  ///
  /// - Parameter hidesFiles: whether namespaces may hide what was aimed at.
  static func isOfKernel(_ refusal: String, hidesFiles: Bool) -> Bool {
    let words = ["Permission denied", "Operation not permitted", "Invalid cross-device link", "not allowed"]
    let wordsOfAbsence = ["No such file", "nonexistent", "Read-only file system", "No such process", "cannot open"]
    // EPERM, EACCES, EXDEV, ENOSYS, EOPNOTSUPP, EISCONN; then ENOENT, ESRCH, EBUSY, EINVAL, EROFS.
    let numbers: Set = [1, 13, 18, 38, 95, 106]
    let numbersOfAbsence: Set = [2, 3, 16, 22, 30]
    if let range = refusal.firstRange(of: "(error ") {
      guard let number = Int(refusal[range.upperBound...].prefix { $0.isNumber }) else { return false }
      return numbers.contains(number) || (hidesFiles && numbersOfAbsence.contains(number))
    }
    return (hidesFiles ? words + wordsOfAbsence : words).contains { refusal.contains($0) }
  }
}
