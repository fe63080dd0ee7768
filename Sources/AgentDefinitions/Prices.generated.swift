// Generated from prices.yml by scripts/generate-agent-definitions: change that, then run it.

extension AgentDefinitions {
  /// What hosted models cost, as YAML.
  package static let prices = ##"""
    # What hosted models cost, in US dollars for a million tokens, and how large their windows are.
    #
    # Each entry counts for its names alone, and at its host alone: who sells the same model elsewhere asks another price.
    # `date` is the day on which the source was read; where a provider's own page was not at hand, that of somebody who read
    # it is named. Where a cached token has no price of its own it costs what `input` costs. `cache_write` is for five
    # minutes (or for as long as the provider keeps it anyway), `cache_write_1h` for an hour. `long_prompt` is for all
    # tokens of a request whose prompt has more tokens than `above`. `context` is how many tokens a request may have, prompt
    # and answer together; where the provider takes fewer of them as a prompt, it is those, since compaction must come
    # before them (of OpenAI's 400,000 they are 272,000, of 1,050,000 922,000). Longer windows that must be asked for do not
    # count. Only the sources at anthropic.com, claude.com and openai.com are the providers' own; all others are
    # second-hand. What is on offer for batches, for faster or slower service and for data residency is not here.
    #
    # A model that is not here has no price, and none is guessed. Add one, or correct one, in your own configuration under
    # `prices`. After a change of this file run scripts/generate-agent-definitions.

    # Anthropic: an entry's names are the alias and the dated name.
    - models: [claude-fable-5-1]
      host: api.anthropic.com
      input: 10
      output: 50
      cache_write: 12.50
      cache_write_1h: 20
      cache_read: 0.25
      date: 2026-11-25
      source: https://platform.claude.com/docs/en/about-claude/pricing
      context: 1000000
      context_source: https://platform.claude.com/docs/zh-CN/models/sonnet-5-5/overview

    - models: [claude-fable-5]
      host: api.anthropic.com
      input: 10
      output: 50
      cache_write: 12.50
      cache_write_1h: 20
      cache_read: 1
      date: 2026-11-25
      source: https://platform.claude.com/docs/en/about-claude/pricing
      context: 1000000
      context_source: https://github.com/barganconstantin/ccdeck/blob/1c12f5c2c4e3fe0c0056e3150f783ced224aea01/src/web/context-window.ts

    - models: [claude-opus-5-5]
      host: api.anthropic.com
      input: 4
      output: 20
      cache_write: 5
      cache_write_1h: 8
      cache_read: 0.20
      date: 2026-11-25
      source: https://apidog.com/jp/blog/claude-sonnet-5-5-pricing/ and https://platform.claude.com/docs/about-claude/models/whats-new-opus-5
      context: 1000000
      context_source: https://platform.claude.com/docs/zh-CN/models/sonnet-5-5/overview

    - models: [claude-opus-5]
      host: api.anthropic.com
      input: 5
      output: 25
      cache_write: 6.25
      cache_write_1h: 10
      cache_read: 0.50
      date: 2026-11-25
      source: https://platform.claude.com/docs/about-claude/models/whats-new-opus-5
      context: 1000000
      context_source: https://platform.claude.com/docs/zh-CN/models/opus-5/overview.md

    - models: [claude-opus-4-8]
      host: api.anthropic.com
      input: 5
      output: 25
      cache_write: 6.25
      cache_write_1h: 10
      cache_read: 0.50
      date: 2026-11-25
      source: https://platform.claude.com/docs/en/about-claude/pricing
      context: 1000000
      context_source: https://github.com/barganconstantin/ccdeck/blob/1c12f5c2c4e3fe0c0056e3150f783ced224aea01/src/web/context-window.ts

    - models: [claude-opus-4-7]
      host: api.anthropic.com
      input: 5
      output: 25
      cache_write: 6.25
      cache_write_1h: 10
      cache_read: 0.50
      date: 2026-11-25
      source: https://platform.claude.com/docs/en/about-claude/pricing
      context: 1000000
      context_source: https://github.com/barganconstantin/ccdeck/blob/1c12f5c2c4e3fe0c0056e3150f783ced224aea01/src/web/context-window.ts

    - models: [claude-opus-4-6]
      host: api.anthropic.com
      input: 5
      output: 25
      cache_write: 6.25
      cache_write_1h: 10
      cache_read: 0.50
      date: 2026-11-25
      source: https://platform.claude.com/docs/en/about-claude/pricing
      context: 1000000
      context_source: https://github.com/anomalyco/models.dev/blob/7fbe22429db68bfe4b3219fd7d8604105a7419d1/providers/anthropic/models/claude-opus-4-6.toml

    - models: [claude-opus-4-5, claude-opus-4-5-20251101]
      host: api.anthropic.com
      input: 5
      output: 25
      cache_write: 6.25
      cache_write_1h: 10
      cache_read: 0.50
      date: 2026-11-25
      source: https://platform.claude.com/docs/en/about-claude/pricing
      context: 200000
      context_source: https://github.com/barganconstantin/ccdeck/blob/1c12f5c2c4e3fe0c0056e3150f783ced224aea01/src/web/context-window.ts

    - models: [claude-opus-4-1, claude-opus-4-1-20250805]
      host: api.anthropic.com
      input: 15
      output: 75
      cache_write: 18.75
      cache_write_1h: 30
      cache_read: 1.50
      date: 2026-11-25
      source: https://platform.claude.com/docs/en/about-claude/pricing
      context: 200000
      context_source: https://github.com/anomalyco/models.dev/blob/179029e9a90fac95bd0b3ae225f1ebdaaa1a70c3/providers/anthropic/models/claude-opus-4-1.toml

    - models: [claude-sonnet-5-5]
      host: api.anthropic.com
      input: 2
      output: 10
      cache_write: 2.50
      cache_write_1h: 4
      cache_read: 0.10
      date: 2026-11-25
      source: https://github.com/TheKrush/PromptFuel/releases/tag/v1.0.23 and https://platform.claude.com/docs/zh-CN/models/sonnet-5-5/overview
      context: 1000000
      context_source: https://platform.claude.com/docs/zh-CN/models/sonnet-5-5/overview

    - models: [claude-sonnet-5]
      host: api.anthropic.com
      input: 2
      output: 10
      cache_write: 2.50
      cache_write_1h: 4
      cache_read: 0.20
      date: 2026-11-25
      source: https://platform.claude.com/docs/zh-CN/models/sonnet-5/overview
      context: 1000000
      context_source: https://platform.claude.com/docs/zh-CN/models/sonnet-5/overview

    - models: [claude-sonnet-4-6]
      host: api.anthropic.com
      input: 3
      output: 15
      cache_write: 3.75
      cache_write_1h: 6
      cache_read: 0.30
      date: 2026-11-25
      source: https://platform.claude.com/docs/zh-CN/about-claude/pricing
      context: 1000000
      context_source: https://github.com/barganconstantin/ccdeck/blob/1c12f5c2c4e3fe0c0056e3150f783ced224aea01/src/web/context-window.ts

    - models: [claude-sonnet-4-5, claude-sonnet-4-5-20250929]
      host: api.anthropic.com
      input: 3
      output: 15
      cache_write: 3.75
      cache_write_1h: 6
      cache_read: 0.30
      date: 2026-11-25
      source: https://platform.claude.com/docs/zh-CN/about-claude/pricing
      context: 200000
      context_source: https://github.com/barganconstantin/ccdeck/blob/1c12f5c2c4e3fe0c0056e3150f783ced224aea01/src/web/context-window.ts

    - models: [claude-haiku-5-5]
      host: api.anthropic.com
      input: 0.10
      output: 0.50
      cache_write: 0.125
      cache_write_1h: 0.20
      cache_read: 0.01
      long_prompt: {above: 100000, input: 0.50, output: 2.50, cache_write: 0.625, cache_write_1h: 1, cache_read: 0.05}
      date: 2026-11-25
      source: https://github.com/kurofune/claudit/releases/tag/v1.9.2
      context: 1000000
      context_source: https://github.com/Servoy/opencode-kiro-auth/releases/tag/v2.10.0

    - models: [claude-haiku-4-5, claude-haiku-4-5-20251001]
      host: api.anthropic.com
      input: 1
      output: 5
      cache_write: 1.25
      cache_write_1h: 2
      cache_read: 0.10
      date: 2026-11-25
      source: https://platform.claude.com/docs/zh-CN/about-claude/pricing
      context: 200000
      context_source: https://platform.claude.com/docs/zh-CN/models/sonnet-5-5/overview

    # OpenAI.
    - models: [gpt-6.2-sol]
      host: api.openai.com
      input: 2
      output: 10
      cache_write: 2.50
      cache_read: 0.10
      long_prompt: {above: 272000, input: 4, output: 15, cache_write: 5, cache_read: 0.20}
      date: 2026-11-25
      source: https://developers.openai.com/api/docs/models/gpt-6.2-sol.md
      context: 922000
      context_source: https://developers.openai.com/api/docs/models/gpt-6.2-sol.md

    - models: [gpt-6.1-sol]
      host: api.openai.com
      input: 2
      output: 10
      cache_write: 2.50
      cache_read: 0.10
      long_prompt: {above: 272000, input: 4, output: 15, cache_write: 5, cache_read: 0.20}
      date: 2026-11-25
      source: https://github.com/amine123max/Codex-Manager/releases/tag/0.4.7 and https://wavespeed.ai/zh-CN/llm/openai/gpt-6.1-sol
      context: 922000
      context_source: https://documentation.s3ns.fr/gemini-enterprise-agent-platform/models/partner-models/openai/gpt-6-1-sol

    - models: [gpt-6-sol]
      host: api.openai.com
      input: 2
      output: 10
      cache_write: 2.50
      cache_read: 0.20
      long_prompt: {above: 272000, input: 4, output: 15, cache_write: 5, cache_read: 0.40}
      date: 2026-11-25
      source: https://developers.openai.com/api/docs/models/gpt-6-sol.md
      context: 922000
      context_source: https://vercel.com/ai-gateway/models/openai/gpt-6-sol.md

    - models: [gpt-6-astra]
      host: api.openai.com
      input: 10
      output: 50
      cache_write: 12.50
      cache_read: 1
      long_prompt: {above: 272000, input: 20, output: 75, cache_write: 25, cache_read: 2}
      date: 2026-11-25
      source: https://github.com/anomalyco/models.dev/blob/e2f67ad689b593eca60f55be618a3f438468cc43/providers/openai/models/gpt-6-astra.toml
      context: 922000
      context_source: https://github.com/anomalyco/models.dev/blob/6cec76d0d5a530cceef297f6fda10ed0e5f8551a/models/openai/gpt-6-astra.toml

    - models: [gpt-5.5]
      host: api.openai.com
      input: 5
      output: 30
      cache_read: 0.50
      long_prompt: {above: 272000, input: 10, output: 45, cache_read: 1}
      date: 2026-11-25
      source: https://github.com/github/docs/blob/main/data/tables/copilot/models-and-pricing.yml
      context: 922000
      context_source: https://github.com/anomalyco/models.dev/blob/2593e131a1e02e1c69412c50b233986e2ab433e4/providers/openai/models/gpt-5.5.toml

    - models: [gpt-5.4]
      host: api.openai.com
      input: 2.50
      output: 15
      cache_read: 0.25
      long_prompt: {above: 272000, input: 5, output: 22.50, cache_read: 0.50}
      date: 2026-11-25
      source: https://github.com/github/docs/blob/main/data/tables/copilot/models-and-pricing.yml
      context: 922000
      context_source: https://wavespeed.ai/zh-CN/llm/openai/gpt-5.4

    - models: [gpt-5.4-mini]
      host: api.openai.com
      input: 0.75
      output: 4.50
      cache_read: 0.075
      date: 2026-11-25
      source: https://github.com/github/docs/blob/main/data/tables/copilot/models-and-pricing.yml
      context: 272000
      context_source: https://docs.oxen.ai/inference-api/reference/models/gpt-5-4-mini.md

    - models: [gpt-5.4-nano]
      host: api.openai.com
      input: 0.20
      output: 1.25
      cache_read: 0.02
      date: 2026-11-25
      source: https://github.com/github/docs/blob/main/data/tables/copilot/models-and-pricing.yml
      context: 272000
      context_source: https://developers.openai.com/ja-JP/api/docs/models/gpt-5.4-nano

    - models: [gpt-5.3-codex]
      host: api.openai.com
      input: 1.75
      output: 14
      cache_read: 0.175
      date: 2026-11-25
      source: https://github.com/github/docs/blob/main/data/tables/copilot/models-and-pricing.yml
      context: 272000
      context_source: https://github.com/anomalyco/models.dev/blob/ecee1e6258445b5bc7b6159247fba74257b7f28e/providers/openai/models/gpt-5.3-codex.toml

    - models: [gpt-5.2]
      host: api.openai.com
      input: 1.75
      output: 14
      cache_read: 0.175
      date: 2026-11-25
      source: https://benchlm.ai/blog/posts/openai-api-pricing
      context: 272000
      context_source: https://github.com/anomalyco/models.dev/blob/ecee1e6258445b5bc7b6159247fba74257b7f28e/providers/openai/models/gpt-5.2.toml

    - models: [gpt-5.1]
      host: api.openai.com
      input: 1.25
      output: 10
      cache_read: 0.125
      date: 2026-11-25
      source: https://benchlm.ai/blog/posts/openai-api-pricing
      context: 272000
      context_source: https://github.com/anomalyco/models.dev/blob/0760ceffd3e02115e6480d9a0be7992c330c2f35/providers/openai/models/gpt-5.1.toml

    - models: [gpt-5, gpt-5-codex]
      host: api.openai.com
      input: 1.25
      output: 10
      cache_read: 0.125
      date: 2026-11-25
      source: https://developers.openai.com/api/docs/models/gpt-5-codex
      context: 272000
      context_source: https://github.com/anomalyco/models.dev/blob/0760ceffd3e02115e6480d9a0be7992c330c2f35/providers/openai/models/gpt-5-codex.toml

    - models: [gpt-5-mini, gpt-5-mini-2025-08-07]
      host: api.openai.com
      input: 0.25
      output: 2
      cache_read: 0.025
      date: 2026-11-25
      source: https://developers.openai.com/ko-KR/api/docs/models/gpt-5-mini
      context: 272000
      context_source: https://github.com/anomalyco/models.dev/blob/8734c00cd030e035b6aa2ebd3cf9ec98b54026bf/providers/openai/models/gpt-5-mini.toml

    - models: [gpt-4o]
      host: api.openai.com
      input: 2.50
      output: 10
      cache_read: 1.25
      date: 2026-11-25
      source: https://github.com/CommitBrief/commitbrief/wiki/Provider-OpenAI
      context: 128000
      context_source: https://github.com/anomalyco/models.dev/blob/1a01dd6f3b381f9d7b039d3bfd92c6031cfda0ac/providers/openai/models/gpt-4o.toml

    - models: [gpt-4o-mini]
      host: api.openai.com
      input: 0.15
      output: 0.60
      cache_read: 0.075
      date: 2026-11-25
      source: https://github.com/CommitBrief/commitbrief/wiki/Provider-OpenAI
      context: 128000
      context_source: https://docs.venice.ai/es/models/gpt-4o-mini.md

    """##
}
