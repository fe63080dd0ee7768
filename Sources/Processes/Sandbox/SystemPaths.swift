#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// What every confined child may read without being told: what programs need to run at all.
enum SystemPaths {
  /// Programs and libraries; on most systems all but the first are links into it.
  static let folders = ["/usr", "/bin", "/sbin", "/lib", "/lib64", "/lib32", "/libx32"]

  /// Of `/etc` only what programs need: the loader's settings, names of users and services, time, certificates.
  ///
  /// Not among them: keys, shadow passwords, mounts, and the configuration of git and shells, which can hold credentials.
  static let configuration = [
    "alternatives", "ca-certificates", "ca-certificates.conf", "crypto-policies", "debian_version", "fonts", "gai.conf",
    "group", "host.conf", "hosts", "ld.so.cache", "ld.so.conf", "ld.so.conf.d", "locale.alias", "locale.conf",
    "localtime", "lsb-release", "magic", "magic.mime", "mime.types", "networks", "nsswitch.conf", "os-release",
    "passwd",
    "pki/ca-trust", "pki/tls/certs", "pki/tls/openssl.cnf", "protocols", "rpc", "services", "ssl/certs",
    "ssl/cert.pem", "ssl/openssl.cnf", "terminfo", "timezone",
  ]

  /// Languages keep their settings in folders that carry a version in the name.
  static let configurationPrefixes = ["java", "jvm-", "perl", "python"]

  /// How names of hosts are looked up, which is of no use without the network.
  static let nameResolution = ["/etc/resolv.conf"]

  /// What the kernel tells: of processes, of which it denies a child all that is private, of limits and processors.
  ///
  /// Without `/proc` the Swift toolchain crashes.
  static let kernel = ["/proc", "/sys/fs/cgroup", "/sys/devices/system/cpu"]

  static let devices = ["/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom"]

  /// What no policy can make writable: it would change the machine for others.
  static let neverWritable = folders + ["/etc", "/proc", "/sys", "/dev", "/boot", "/run"]

  /// The folders in which a child finds programs, after those that it was given.
  static let programFolders = ["/usr/local/bin", "/usr/bin", "/bin", "/usr/local/sbin", "/usr/sbin", "/sbin"]

  /// The paths below `/etc` that are there on this machine.
  static func presentConfiguration() -> [String] {
    let versioned = names(in: "/etc").filter { name in configurationPrefixes.contains { name.hasPrefix($0) } }
    return (configuration + versioned.sorted()).map { "/etc/" + $0 }.filter { access($0, F_OK) == 0 }
  }

  private static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) { names.append(PrivateFolder.name(of: entry)) }
    return names
  }
}
