package import SourceText

/// Which units a campaign has: a list, or what is found below a folder.
package struct UnitQuery: Hashable, Sendable {
  package var kind: CampaignUnit.Kind

  /// The folder that paths and patterns count from: absolute.
  package var folder: String

  /// Paths, relative to the folder or absolute.
  package var paths: [String]

  /// Files with one path a line; empty lines and those that begin with `#` do not count.
  package var lists: [String]

  /// Patterns of what is searched for; nothing is searched when there is none.
  package var included: [GlobPattern]

  /// Patterns of what is left out, of found and listed units alike.
  package var excluded: [GlobPattern]

  /// Folders inside one another that are searched.
  package var depth: Int

  package init(
    kind: CampaignUnit.Kind, folder: String, paths: [String] = [], lists: [String] = [], included: [GlobPattern] = [],
    excluded: [GlobPattern] = [], depth: Int = 12
  ) {
    self.kind = kind
    self.folder = folder
    self.paths = paths
    self.lists = lists
    self.included = included
    self.excluded = excluded
    self.depth = depth
  }
}
