/// What a secret opens.
package enum SecretKind: String, Hashable, Sendable, CaseIterable {
  case anthropicKey = "anthropic-key"
  case apiKey = "api-key"
  case awsAccessKey = "aws-access-key"
  case awsSecretKey = "aws-secret-key"
  case azureAccountKey = "azure-account-key"
  case githubToken = "github-token"
  case gitlabToken = "gitlab-token"
  case googleKey = "google-key"
  case jsonWebToken = "json-web-token"
  /// A value that the process was given, not one that a scanner recognised.
  case knownSecret = "known-secret"
  case npmToken = "npm-token"
  case openAIKey = "openai-key"
  case password
  case privateKey = "private-key"
  case pypiToken = "pypi-token"
  case secret
  case sendGridKey = "sendgrid-key"
  case slackToken = "slack-token"
  case slackWebhook = "slack-webhook"
  case stripeKey = "stripe-key"
  case token
  case twilioKey = "twilio-key"
  case urlPassword = "url-password"

  /// What to call it in a sentence, with its article.
  package var name: String {
    switch self {
    case .anthropicKey: "an Anthropic API key"
    case .apiKey: "an API key"
    case .awsAccessKey: "an AWS access key id"
    case .awsSecretKey: "an AWS secret access key"
    case .azureAccountKey: "an Azure storage account key"
    case .githubToken: "a GitHub token"
    case .gitlabToken: "a GitLab token"
    case .googleKey: "a Google API key"
    case .jsonWebToken: "a JSON web token"
    case .knownSecret: "a secret of this run"
    case .npmToken: "an npm access token"
    case .openAIKey: "an OpenAI API key"
    case .password: "a password"
    case .privateKey: "a private key"
    case .pypiToken: "a PyPI upload token"
    case .secret: "a secret"
    case .sendGridKey: "a SendGrid API key"
    case .slackToken: "a Slack token"
    case .slackWebhook: "a Slack webhook address"
    case .stripeKey: "a Stripe live key"
    case .token: "an access token"
    case .twilioKey: "a Twilio API key"
    case .urlPassword: "a password in a URL"
    }
  }
}
