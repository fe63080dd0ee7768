internal import SwiftSyntax

/// The calls in a file that may be calls of certain functions.
struct CandidateCall {
  let call: FunctionCallExprSyntax
  let name: CalledName

  /// Whether nothing says of which type an initializer is called.
  let isUnclear: Bool

  /// - Parameter function: whose calls are looked for, by name alone.
  static func all(of function: FunctionName, in source: ParsedSource) -> [CandidateCall] {
    SyntaxNodes.all(FunctionCallExprSyntax.self, in: source.tree).compactMap { call in
      guard let name = CalledName(call.calledExpression) else { return nil }
      guard let type = function.type else {
        guard name.name == function.base, name.isMember || !LocalNames.isLocal(name.name, at: call) else { return nil }
        return CandidateCall(call: call, name: name, isUnclear: false)
      }
      if name.name == type { return CandidateCall(call: call, name: name, isUnclear: false) }
      let base = name.base?.trimmedDescription
      let isSelf = ["self", "Self"].contains(base ?? "") || !name.isMember && name.name == "Self"
      guard name.name == "init" || isSelf && name.name == "Self" else { return nil }
      if base == type || base?.hasSuffix(".\(type)") == true {
        return CandidateCall(call: call, name: name, isUnclear: false)
      }
      if isSelf {
        let owner = SyntaxNodes.owner(of: call)
        return owner?.lastName == type ? CandidateCall(call: call, name: name, isUnclear: false) : nil
      }
      return CandidateCall(call: call, name: name, isUnclear: true)
    }
  }
}
