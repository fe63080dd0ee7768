/// Defects that rules find, put together here so that they stand in no file of this repository.
enum Planted: CaseIterable {
  /// Blocks a push.
  case conflict
  /// Blocks a push.
  case secret
  /// Does not block.
  case leftover

  static let token = "gh" + "p_R7kQ2mZx9LpV4tYw8NcB3sHd6JfG1aKe0UiO"

  var text: String {
    switch self {
    case .conflict: "\(mark("<")) HEAD\none = 1\n\(mark("="))\none = 2\n\(mark(">")) other\n"
    case .secret: "token = \"\(Self.token)\"\n"
    case .leftover: "def debug():\n    breakpoint()\n"
    }
  }

  private func mark(_ character: Character) -> String { String(repeating: character, count: 7) }
}
