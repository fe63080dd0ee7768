/// Files whose names say that they hold secrets: their content never goes to a model.
package enum SensitiveFile {
  /// Whether a path is such a file.
  ///
  /// Samples without real values (`.env.example`) are not.
  package static func contains(_ path: RelativePath) -> Bool {
    let name = path.name.lowercased()
    if names.contains(name) || endings.contains(where: name.hasSuffix) { return true }
    if name == ".env" || name.hasPrefix(".env.") { return !samples.contains { name.hasSuffix($0) } }
    return folders.contains { folder in path.components.dropLast().contains { $0.lowercased() == folder } }
      && name != "known_hosts"
  }

  /// Why a file is not shown, as a sentence.
  package static func notice(_ path: RelativePath) -> String { "\(path) is \(reason)" }

  /// What stands behind the name of such a file in a list.
  package static let reason = "not shown: files of this name usually hold secrets"

  private static let names: Set<String> = [
    ".netrc", ".npmrc", ".pypirc", ".pgpass", ".git-credentials", ".htpasswd", ".dockercfg", "credentials", "id_dsa",
    "id_ecdsa", "id_ed25519", "id_rsa", "kubeconfig", "terraform.tfstate", "terraform.tfvars",
  ]
  private static let endings = [".pem", ".p12", ".pfx", ".key", ".keystore", ".jks", ".kdbx", ".tfstate"]
  private static let samples = [".example", ".sample", ".template", ".dist"]
  private static let folders = [".ssh", ".gnupg", ".aws"]
}
