package import SourceText

/// Where a patch is read from: a file, or the standard input.
package enum PatchSource {
  /// The word for the standard input.
  package static let standardInput = "-"

  /// Reads a patch.
  ///
  /// - Throws: `CommandLineError` with code `.patch` for what is no patch, or not to be had; `.inputOutput` for trouble
  ///   while reading.
  package static func read(_ name: String, limits: PatchLimits = PatchLimits()) throws(CommandLineError) -> Patch {
    let bytes = name == standardInput ? try standardInputBytes(limits.size) : try fileBytes(name, limits.size)
    do throws(PatchError) {
      return try Patch(parsing: bytes, limits: limits)
    } catch {
      throw CommandLineError(.patch, "\(name == standardInput ? "" : "\(quoted(name)): ")\(error.description)")
    }
  }

  private static func fileBytes(_ name: String, _ limit: Int) throws(CommandLineError) -> [UInt8] {
    guard let contents = try LocalFile(path: name, code: .patch).read(limit: limit) else {
      throw CommandLineError(.patch, "there is no file \(quoted(name))")
    }
    return contents.bytes
  }

  private static func standardInputBytes(_ limit: Int) throws(CommandLineError) -> [UInt8] {
    // What writes the patch may have to think first.
    let contents = try StandardInput().read(firstByte: .seconds(60), deadline: .seconds(300), limit: limit)
    switch contents.ending {
    case .endOfFile: return contents.bytes
    case .terminal:
      throw CommandLineError(.patch, "a patch is expected on the standard input: git diff | code-review --patch -")
    case .deadline: throw CommandLineError(.patch, "the patch on the standard input did not end in time")
    case .limit: throw CommandLineError(.patch, "the patch is larger than \(limit) bytes; review it in parts")
    }
  }

  private static func quoted(_ name: String) -> String { String(reflecting: name) }
}
