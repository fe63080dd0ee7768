internal import SwiftSource

/// The names that a proposed test may use: what the module declares, and a list of what the language and its libraries have for
/// values, texts and collections.
///
/// Whatever is not in it is refused.
struct ProposalVocabulary: Sendable {
  /// What the module declares at its top: types, functions, variables.
  let globals: Set<String>

  /// What its types hold.
  let members: Set<String>

  /// The modules that the module under test imports, as far as a test may.
  let modules: Set<String>

  /// Modules with the whole system in them.
  private static let systems: Set<String> = [
    "Android", "Bionic", "CoreFoundation", "Darwin", "Dispatch", "FoundationNetworking", "Glibc", "Musl",
    "Synchronization", "System", "SystemPackage", "WinSDK",
  ]

  /// - Parameters:
  ///   - symbols: what the module declares.
  ///   - imports: what it imports.
  init(_ symbols: ModuleSymbols, imports: Set<String> = []) {
    modules = imports.subtracting(Self.systems)
    var (globals, members): (Set<String>, Set<String>) = ([symbols.module], [])
    for symbol in symbols.symbols {
      guard let name = symbol.path.last.map({ String($0.prefix { $0 != "(" }) }) else { continue }
      if symbol.path.count == 1 { globals.insert(name) } else { members.insert(name) }
    }
    self.globals = globals
    // A module's name may stand before what it declares.
    self.members = members.union(globals)
  }

  /// A vocabulary of these names, for a module that imports nothing.
  init(globals: Set<String>, members: Set<String>) {
    self.globals = globals
    self.members = members
    modules = []
  }

  /// The names in statements that may not be used, sorted.
  func unknown(in text: String) -> [String] {
    let names = FreeNames(in: text)
    let plain = names.plain.filter { !globals.contains($0) && !Self.plain.contains($0) }
    let members = names.members.filter {
      !self.members.contains($0) && !Self.members.contains($0) && !Self.plain.contains($0)
    }
    return plain.union(members).sorted()
  }

  /// What the standard library and Foundation have that stands by itself: types whose values hold no more than themselves, and
  /// functions that compute.
  private static let plain = words(
    """
    Any AnyClass AnyHashable AnyIterator AnyObject AnySequence Array ArraySlice AsyncSequence AsyncStream
    AsyncThrowingStream Bool Bound Bundle Calendar CancellationError Character CharacterSet ClosedRange Codable
    CodingKey Collection CollectionOfOne Comparable CompareOptions ContiguousArray CountableRange
    CustomDebugStringConvertible CustomStringConvertible Data Date DateComponents DateFormatter DateInterval Decimal
    Decodable DecodingError Dictionary Double Duration Element Elements EmptyCollection Encodable EncodingError
    Equatable Error Failure FileManager Float Float16 Float80 Hashable Hasher ISO8601DateFormatter Identifiable
    Index IndexPath IndexSet Indices InlineArray Int Int128 Int16 Int32 Int64 Int8 Iterator JSONDecoder JSONEncoder
    Key KeyPath KeyValuePairs LazySequence Locale MainActor Measurement Mirror NSNumber NSObject NSRange
    NSRegularExpression NSString Never Notification NumberFormatter OptionSet Optional PartialKeyPath
    PartialRangeFrom PartialRangeThrough PartialRangeUpTo PropertyListDecoder PropertyListEncoder Range
    RawRepresentable Regex Repeated Result ReversedCollection Scalar Self Sendable Sequence Set SetAlgebra Slice
    StaticString Stride Strideable String StringProtocol StringTransform SubSequence Substring Success Task
    TaskGroup TimeInterval TimeZone UInt UInt128 UInt16 UInt32 UInt64 UInt8 URL URLComponents URLQueryItem UTF16
    UTF8 UUID Unicode UnicodeScalar Value Void Words WritableKeyPath Zip2Sequence abs assert ceil cos debugPrint
    dump exp fabs floor fmod hypot log lround max min numericCast pow print repeatElement round self sequence sin
    sqrt stride super swap tan trunc type withExtendedLifetime withUnsafeBytes zip
    """)

  /// What values of these types have.
  private static let members = words(
    """
    Continuation Type abbreviation absoluteString accumulated active adding addingReportingOverflow
    addingTimeInterval advanced after allCases allObjects allSatisfy alphanumerics anchored append appending
    applying arity ascii asciiValue atomically awayFromZero backwards base base64EncodedData base64EncodedString
    basic before bigEndian binade bitWidth bool boundary buffering bufferingNewest bufferingOldest bundlePath
    byteCount byteSwapped bytes calendar cancel capacity capitalized caseInsensitive children clamped codingPath
    columns combine combining commonPrefix compactMap compactMapValues compare components contains contentsOf
    continuation convertFromSnakeCase convertToSnakeCase converting count createDirectory createFile current data
    dataDecodingStrategy dataEncodingStrategy date dateDecodingStrategy dateEncodingStrategy dateInterval day
    debugDescription debugQuoted decimalDigits decode decodeIfPresent decomposedStringWithCanonicalMapping default
    deferredToDate description detached diacriticInsensitive difference displayStyle distance distantFuture
    distantPast dividedReportingOverflow dividingFullWidth drop dropFirst dropLast elementsEqual encode encoding
    endIndex endianness enumerated errorDescription exponent extendingPathComponent failure failureReason fileExists
    fill filter finalize finish first firstIndex firstMatch firstRange flatMap flatMapError flipped
    floatingPointClass folding forEach form formIndex formIntersection formRemainder formSquareRoot
    formSymmetricDifference formTruncatingRemainder formUnion formatted fragment gmt greatestFiniteMagnitude
    gregorian grouping hasDirectoryPath hasPrefix hasSuffix hash hashValue hasher high host hour identifier index
    indices infinity init insert inserted integerValue intersection inverted isASCII isCancelled isCurrencySymbol
    isDisjoint isEmpty isFinite isHexDigit isInfinite isLess isLessThanOrEqualTo isLetter isLowercase isMathSymbol
    isMultiple isNaN isNegative isNewline isNormal isNumber isPunctuation isSignalingNaN isStrictSubset
    isStrictSuperset isSubnormal isSubset isSuperset isSymbol isUppercase isValid isWhitespace isWholeNumber isZero
    iso8601 isoLatin1 joined key keyDecodingStrategy keyEncodingStrategy keyNotFound keyPath keys label last
    lastIndex lastPathComponent lazy leadingZeroBitCount leastNonzeroMagnitude leastNormalMagnitude length letters
    lexicographicallyPrecedes lineSeparator literal littleEndian locale localizedDescription low lowerBound
    lowercaseLetters lowercased magnitude makeAsyncIterator makeIterator map mapError mapValues match matches max
    maximum merge mergeing merging microseconds milliseconds millisecondsSince1970 min minimum minus minute minutes
    modify month multipliedReportingOverflow nan nanosecond nanoseconds negate newlines next nextDown nextUp none
    nonzeroBitCount number numberOfRanges numeric object offset orderedAscending orderedDescending orderedSame
    output outputFormatting overflow parent partialValue partition password path pathComponents pathExtension
    percentEncodedQuery pi plus popFirst popLast port precomposedStringWithCanonicalMapping prefix prefixUpTo
    prefixes prettyPrinted print priority projectedValue propertyListFormat punctuationCharacters query queryItems
    quotientAndRemainder range rangeOfCharacter ranges rawValue reduce regularExpression relative remainder
    remainderReportingOverflow remove removeAll removeFirst removeLast removeSubrange removeValue removing replace
    replaceSubrange replacing replacingCharacters replacingOccurrences reserveCapacity reverse reversed round
    rounded rounding scheme second seconds secondsFromGMT secondsSince1970 self sign significand size some sort
    sorted sortedKeys split squareRoot start startIndex starts stop string strings subtract subtracting
    subtractingReportingOverflow success suffix sum swapAt symbols symmetricDifference timeIntervalSince
    timeIntervalSince1970 timeIntervalSinceReferenceDate timeZone to toFile toFileAtPath toNearestOrAwayFromZero
    toNearestOrEven towardZero trailingZeroBitCount trimmingCharacters trimmingPrefix truncatingIfNeeded
    truncatingRemainder type ulp unbounded underestimatedCount underflow unicode unicodeScalars union unit up update
    updateValue upperBound uppercaseLetters uppercased url useDefaultKeys user utf16 utf32 utf8 uuidString value
    values weekday whitespaces whitespacesAndNewlines wholeMatch wholeNumberValue withoutEscapingSlashes
    wrappedValue write writing year yield zero
    """)

  private static func words(_ text: String) -> Set<String> {
    Set(text.split(whereSeparator: \.isWhitespace).map(String.init))
  }
}
