#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// A list of C strings that ends with a null pointer, for a process that lives no longer than the list.
///
/// Its memory is never given back: it belongs to the launcher, which ends with what it runs.
struct CStringList {
  let pointer: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>

  init(_ texts: [String]) {
    self.init(pointers: texts.map { strdup($0) })
  }

  init(pointers: [UnsafeMutablePointer<CChar>?]) {
    let list = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: pointers.count + 1)
    for (index, text) in (pointers + [nil]).enumerated() { (list + index).initialize(to: text) }
    pointer = list
  }

  /// The same list for a reader.
  var constant: UnsafePointer<UnsafePointer<CChar>?> {
    UnsafeRawPointer(pointer).assumingMemoryBound(to: UnsafePointer<CChar>?.self)
  }
}
