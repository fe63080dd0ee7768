// Generated from recipes/*.yml by scripts/generate-agent-definitions: change those, then run it.

extension AgentDefinitions {
  /// The text of each built-in recipe, by the recipe's name.
  package static let recipes: [String: String] = [
    "add-attribute": BuiltInRecipes.addAttribute,
    "adopt-renamed": BuiltInRecipes.adoptRenamed,
    "argument-labels": BuiltInRecipes.argumentLabels,
    "completion-handler-to-async": BuiltInRecipes.completionHandlerToAsync,
    "empty-instead-of-count": BuiltInRecipes.emptyInsteadOfCount,
    "explicit-any": BuiltInRecipes.explicitAny,
    "extract-method": BuiltInRecipes.extractMethod,
    "for-where": BuiltInRecipes.forWhere,
    "format-swift": BuiltInRecipes.formatSwift,
    "go-any": BuiltInRecipes.goAny,
    "group-members": BuiltInRecipes.groupMembers,
    "guard-early-exit": BuiltInRecipes.guardEarlyExit,
    "implicit-return": BuiltInRecipes.implicitReturn,
    "javascript-date-now": BuiltInRecipes.javascriptDateNow,
    "minimum-versions": BuiltInRecipes.minimumVersions,
    "print-to-logger": BuiltInRecipes.printToLogger,
    "python-membership-in-dict": BuiltInRecipes.pythonMembershipInDict,
    "python-none-comparison": BuiltInRecipes.pythonNoneComparison,
    "python-plain-super": BuiltInRecipes.pythonPlainSuper,
    "python-set-literal": BuiltInRecipes.pythonSetLiteral,
    "redundant-type": BuiltInRecipes.redundantType,
    "remove-attribute": BuiltInRecipes.removeAttribute,
    "rename-by-pattern": BuiltInRecipes.renameByPattern,
    "rename-symbol": BuiltInRecipes.renameSymbol,
    "replace-text": BuiltInRecipes.replaceText,
    "sendable-values": BuiltInRecipes.sendableValues,
    "shorthand-optional-binding": BuiltInRecipes.shorthandOptionalBinding,
    "sort-imports": BuiltInRecipes.sortImports,
    "swift-tidy": BuiltInRecipes.swiftTidy,
    "tighten-access": BuiltInRecipes.tightenAccess,
    "unused-imports": BuiltInRecipes.unusedImports,
    "xctest-to-swift-testing": BuiltInRecipes.xctestToSwiftTesting,
  ]
}

/// The texts one by one.
enum BuiltInRecipes {}
