/// Words that languages keep for themselves, and primitive types: in a copy nobody renames them.
enum CodeKeywords {
  static let words = Set<String>([
    "abstract", "and", "any", "as", "async", "auto", "await", "begin", "bool", "boolean", "break", "byte", "case",
    "catch",
    "chan", "char", "class", "const", "constexpr", "continue", "def", "default", "defer", "defmodule", "del", "delete",
    "delegate", "do", "double", "dyn", "elif", "else", "elsif", "end", "ensure", "enum", "except", "export", "extends",
    "extension", "extern", "false", "False", "fileprivate", "final", "finally", "float", "fn", "for", "foreach",
    "friend",
    "from", "fun", "func", "function", "global", "go", "goto", "guard", "if", "impl", "implements", "import", "in",
    "include", "inline", "inout", "instanceof", "int", "interface", "internal", "is", "lambda", "lazy", "let", "long",
    "match", "mod", "module", "mut", "mutating", "namespace", "new", "nil", "none", "None", "nonlocal", "not", "null",
    "nullptr", "object", "of", "open", "operator", "or", "override", "package", "pass", "private", "protected",
    "protocol", "pub", "public", "raise", "range", "readonly", "record", "ref", "register", "repeat", "require",
    "rescue", "return", "returns", "sealed", "self", "Self", "short", "signed", "sizeof", "static", "string", "String",
    "struct", "super", "switch", "template", "then", "this", "throw", "throws", "trait", "true", "True", "try", "type",
    "typealias", "typedef", "typename", "typeof", "undefined", "union", "unless", "unsafe", "unsigned", "until", "use",
    "using", "val", "var", "virtual", "void", "volatile", "when", "where", "while", "with", "yield",
  ]).union(types)

  private static let types: Set<String> = [
    "Bool", "Double", "Float", "Int", "Int16", "Int32", "Int64", "Int8", "UInt", "UInt16", "UInt32", "UInt64", "UInt8",
    "any", "bigint", "complex128", "decimal", "f32", "f64", "float32", "float64", "i128", "i16", "i32", "i64", "i8",
    "int16",
    "int16_t", "int32", "int32_t", "int64", "int64_t", "int8", "int8_t", "isize", "number", "rune", "size_t", "ssize_t",
    "str", "u128", "u16", "u32", "u64", "u8", "uint", "uint16", "uint16_t", "uint32", "uint32_t", "uint64", "uint64_t",
    "uint8", "uint8_t", "uintptr_t", "usize",
  ]

  /// The words as `CodeNames.hash` has them, letter case kept.
  static let hashes: Set<UInt64> = Set(
    words.map { CodeNames.hash(Array($0.utf8), 0..<$0.utf8.count, ignoringCase: false) })
}
