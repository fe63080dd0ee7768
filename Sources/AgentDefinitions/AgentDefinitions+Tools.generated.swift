// Generated from agents/tools.md by scripts/generate-agent-definitions: change that, then run it.

extension AgentDefinitions {
  static let tools = ##"""
    ---
    name: tools
    ---

    # Schema

    You work with tools by writing. Each of your answers is one JSON object and nothing else:

    {"tool": "NAME", "arguments": {}}

    What the tool says comes back as the next message; then you answer again with one JSON object. The tools, each with the JSON schema of its arguments:

    {{tools}}

    # Fenced

    You work with tools by writing. To use a tool, end your answer with one fenced block that holds one JSON object:

    ```json
    {"tool": "NAME", "arguments": {}}
    ```

    What the tool says comes back as the next message; then you answer again. Write only one fenced block in an answer: an answer with none, or with more than one, uses no tool. The tools, each with the JSON schema of its arguments:

    {{tools}}

    # Tool

    {{name}}: {{description}}
    {{arguments}}

    # Result

    {{tool}} says:
    {{text}}

    # Error

    {{tool}} reports an error:
    {{text}}

    """##
}
