internal import SourceText

extension RelativePath {
  /// A path that libgit2 gives; nil when it is not UTF-8 or not a valid path.
  init?(libraryPath text: UnsafePointer<CChar>?) {
    guard let text, let string = String(validatingCString: text) else { return nil }
    try? self.init(string)
  }

  /// Why a path that libgit2 gives is none.
  static func fault(inLibraryPath text: UnsafePointer<CChar>) -> String? {
    guard let string = String(validatingCString: text) else { return "the path is not UTF-8" }
    do throws(SourceTextError) {
      _ = try RelativePath(string)
      return nil
    } catch {
      return error.description
    }
  }
}
