#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// The environment of this process.
package enum ProcessEnvironmentVariables {
  package static var all: [String: String] { ProcessInfo.processInfo.environment }
}
