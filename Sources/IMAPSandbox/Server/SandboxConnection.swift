import NIOCore
import NIOSSL
import NIOTLS

/// A connection: reads commands, answers in the server's personality, and goes wrong where the plan says so.
final class SandboxConnection: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  /// What the next line from the client is.
  enum Expectation {
    case command
    /// SASL's answer to a challenge.
    case response(tag: String, mechanism: String)
    /// Whatever it is, then this refusal (XOAUTH2 ends so).
    case acknowledgement(tag: String, refusal: String)
    /// Nothing is answered any more.
    case nothing
  }

  let state: SandboxState
  /// Counted from 1.
  let number: Int
  var isSecure: Bool
  var expectation = Expectation.command
  package var identity: AccountDirectory.Identity?
  var selected: SyntheticMailbox.Folder?
  let writer = ThrottledWriter()

  private var reader: CommandReader
  private var hasGreeted = false
  private var badCommands = 0
  /// An answer is held back; commands wait.
  private var isDelayed = false

  init(_ state: SandboxState, number: Int, isSecure: Bool) {
    self.state = state
    self.number = number
    self.isSecure = isSecure
    reader = CommandReader(limit: state.personality.commandLimit)
  }

  var personality: ServerPersonality { state.personality }

  // MARK: The channel

  func channelActive(context: ChannelHandlerContext) {
    writer.context = context
    if !isSecure { greet() }
  }

  func channelInactive(context: ChannelHandlerContext) {
    writer.context = nil
    state.statistics.disconnect()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case .handshakeCompleted = event as? TLSUserEvent, !hasGreeted { greet() }
    context.fireUserInboundEventTriggered(event)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    reader.append(unwrapInboundIn(data).readableBytesView)
    process()
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    writer.continueEndless()
    process()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  // MARK: Greeting

  private func greet() {
    hasGreeted = true
    let greeting = "* OK " + fill(personality.greeting, [:]) + "\r\n"
    for order in state.plan.due(.connection) {
      switch order.fault.action {
      case .greet(let instead, let closes):
        expectation = .nothing
        if instead.hasPrefix("* PREAUTH") { expectation = .command }
        return send(instead, thenClose: closes)
      case .greetBytes(let bytes):
        expectation = .nothing
        return writer.send(ByteBuffer(bytes: bytes))
      case .silence:
        expectation = .nothing
        return
      case .greetLate: return delay(.seconds(Int64(order.number))) { $0.send(greeting) }
      case .trickle: writer.sendSlowly(pause: .milliseconds(Int64(order.number)))
      default: break
      }
    }
    send(greeting)
  }

  // MARK: Commands

  private func process() {
    while !isDelayed, writer.hasCapacity {
      switch reader.next() {
      case .more: return
      case .literalAwaited: send("+ OK\r\n")
      case .tooLong:
        reader.discard()
        expectation = .nothing
        return send(personality.text(.tooLong) + "\r\n", thenClose: true)
      case .command(let line, let unasked): take(line, unasked)
      }
    }
    // A client that sends and never reads is not waited for.
    if reader.pending > 4 * personality.commandLimit { writer.close() }
  }

  private func take(_ line: [UInt8], _ unasked: Int?) {
    switch expectation {
    case .nothing: return
    case .response(let tag, let mechanism):
      expectation = .command
      respond(tag, mechanism, line)
    case .acknowledgement(let tag, let refusal):
      expectation = .command
      reply(tag, refusal)
    case .command:
      let command: Command
      do { command = try Command(line) } catch {
        return fail(error.tag ?? "*", .badArguments, ["command": error.name, "problem": error.problem])
      }
      if let unasked, !takesUnaskedLiteral(of: unasked) {
        return fail(command.tag, .badArguments, names(of: command, problem: "LITERAL+ is not offered"))
      }
      perform(command)
    }
  }

  private func takesUnaskedLiteral(of count: Int) -> Bool {
    offers("LITERAL+") || (offers("LITERAL-") && count <= 4096)
  }

  /// A command that is wrong, or unknown: of those no server takes many.
  func fail(_ tag: String, _ line: ServerPersonality.Line, _ values: [String: String] = [:]) {
    badCommands += 1
    guard badCommands < personality.badCommandLimit else {
      expectation = .nothing
      return send(personality.text(.tooManyBad) + "\r\n", thenClose: true)
    }
    reply(tag, line, values)
  }

  /// What is offered at this moment.
  var capabilities: SandboxState.Capabilities {
    identity != nil ? state.offers.signedIn : isSecure ? state.offers.secure : state.offers.plain
  }

  func offers(_ capability: String) -> Bool { capabilities.contains(capability) }

  // MARK: STARTTLS

  func startTLS(_ tag: String) {
    guard let tls = state.tls, state.offersStartTLS, !isSecure, identity == nil else {
      return fail(tag, .badCommand, ["command": "STARTTLS"])
    }
    let begins = fill("{tag} " + personality.text(.tlsBegins) + "\r\n", ["tag": tag])
    // What came in plain text behind the command is not for the connection that is to be safe.
    reader.discard()
    for order in state.plan.due(.tls) {
      switch order.fault.action {
      case .startTLSAnswer(let text): return send(fill(text, ["tag": tag]))
      case .startTLSInjection:
        send(begins + "* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n* PREAUTH injected\r\n")
        return secure(tls)
      case .handshakeClosed: return send(begins, thenClose: true)
      default: break
      }
    }
    send(begins)
    secure(tls)
  }

  private func secure(_ tls: NIOSSLContext) {
    guard let context = writer.context else { return }
    isSecure = true
    do { try context.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls), position: .first) } catch {
      writer.close()
    }
  }

  // MARK: Answers

  /// A line of the personality; of several, the last one gets the tag.
  func reply(_ tag: String, _ line: ServerPersonality.Line, _ values: [String: String] = [:]) {
    reply(tag, fill(personality.text(line), values))
  }

  func reply(_ tag: String, _ text: String) {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let last = lines.removeLast()
    send((lines + [last.hasPrefix("* ") ? last : "\(tag) \(last)"]).map { $0 + "\r\n" }.joined())
  }

  /// Replaces names in braces by their values and `{capabilities}`; other braces stay.
  func fill(_ text: String, _ values: [String: String]) -> String {
    var filled = ""
    var rest = text[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      let name = String(rest[rest.index(after: open)..<close])
      filled += rest[..<open]
      filled += values[name] ?? (name == "capabilities" ? capabilities.text : "{\(name)}")
      rest = rest[rest.index(after: close)...]
    }
    return filled + rest
  }

  func send(_ text: String, thenClose closes: Bool = false) { writer.send(ByteBuffer(string: text), thenClose: closes) }

  /// Holds the commands back, and goes on with them when the answer is out.
  func delay(_ delay: TimeAmount, then answer: @escaping (SandboxConnection) -> Void) {
    isDelayed = true
    writer.after(delay) { [weak self] in
      guard let self else { return }
      answer(self)
      self.isDelayed = false
      self.process()
    }
  }
}
