import Redaction
import Testing

@Suite struct KnownSecretsTests {
  @Test func `a key is masked everywhere and kept from children, under whatever name`() {
    let secrets = KnownSecrets()
    let before = secrets.redactor
    secrets.add(key: "a-key-of-some-length")
    #expect(before.redact("a-key-of-some-length") == "a-key-of-some-length")
    #expect(secrets.redactor.redact("a-key-of-some-length") == "‹REDACTED:known-secret:1›")
    #expect(secrets.isKey(variable: "ANY", value: "Bearer a-key-of-some-length"))
    #expect(!secrets.isKey(variable: "ANY", value: "something else"))
    #expect(secrets.isKey(variable: "FULCRUM_KEY", value: "short"))
    #expect(!secrets.isKey(variable: "CREDIT", value: "short"))
    secrets.withhold(variable: "CREDIT")
    #expect(secrets.isKey(variable: "CREDIT", value: "short"))
  }

  @Test func `a short key is a word and no secret`() {
    let secrets = KnownSecrets()
    secrets.add(key: "ollama")
    #expect(secrets.redactor.redact("ollama") == "ollama")
  }

  @Test(arguments: [
    ("GITHUB_TOKEN", "abc123def456ghi"), ("AWS_SECRET_ACCESS_KEY", "Zm9vYmFyYmF6cXV4"),
    ("DB_PASSWORD", "correct-Horse-1"),
    ("npm_config__auth_token", "abc123def456ghi"),
  ])
  func `an environment variable whose name says so holds a secret, which children keep`(name: String, value: String) {
    let secrets = KnownSecrets()
    secrets.add(environment: [name: value, "HOME": "/home/somebody-17"])
    #expect(secrets.redactor.redact("\(value) /home/somebody-17") == "‹REDACTED:known-secret:1› /home/somebody-17")
    #expect(!secrets.isKey(variable: name, value: value))
  }

  @Test(arguments: [
    ("FULCRUM_KEY_FILE", "/home/ada/.config/key1"), ("FULCRUM_KEY_FILE", "~/.config/fulcrum/key1"),
    ("FULCRUM_KEY_ENV", "ANTHROPIC_API_KEY"), ("SSH_AUTH_SOCK", "agent-17-socket-of-ada"), ("TOKEN", "short1"),
    ("KEY_SERVER", "https://keys.example.org/1"), ("MONKEY", "abc123def456ghi"), ("PATH", "abc123def456ghi"),
    ("TOKEN_LIMIT", "100000000000000"), ("PASSWORD_HINT", "a word 1 and another"),
  ])
  func `other variables hold none`(name: String, value: String) {
    let secrets = KnownSecrets()
    secrets.add(environment: [name: value])
    #expect(secrets.redactor.redact(value) == value)
  }
}
