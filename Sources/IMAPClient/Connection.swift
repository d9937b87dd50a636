import IMAP
import NIOCore

/// A connection that is ready to sign in. It closes itself when the session's time is over.
///
/// Nothing here throws: what went wrong is in the reply, and once the connection is gone in every later one.
public final class Connection: Sendable {
  /// What the server can do before the sign-in.
  public let opening: Reply
  public let greeting: ServerText
  /// Nil without TLS.
  public let tls: TLSFacts?
  private let channel: any Channel
  private let handler: SessionHandler.Reference

  init(channel: any Channel, handler: SessionHandler.Reference, opening: Reply, greeting: ServerText, tls: TLSFacts?) {
    self.channel = channel
    self.handler = handler
    self.opening = opening
    self.greeting = greeting
    self.tls = tls
  }

  public func signIn(_ credential: Credential) async -> Reply {
    await reply(at: .signIn) { $0.signIn(credential) }
  }

  public func request(_ command: Command) async -> Reply {
    await reply(at: command.stage) { $0.request(command) }
  }

  /// Sends the commands together, as far as they may be, and gives the replies in the order of the commands.
  public func request(_ commands: [Command]) async -> [Reply] {
    let replies = commands.map { _ in channel.eventLoop.makePromise(of: Reply.self) }
    channel.eventLoop.execute { [handler] in
      for (command, reply) in zip(commands, replies) { handler.value!.ask(reply) { $0.request(command) } }
    }
    return await withTaskCancellationHandler {
      var found: [Reply] = []
      for (command, reply) in zip(commands, replies) { found.append(await Self.value(of: reply, at: command.stage)) }
      return found
    } onCancel: {
      abandon()
    }
  }

  public func examine(_ name: MailboxName) async -> Reply { await request(.examine(name)) }
  public func status(_ name: MailboxName, _ items: [StatusItem]) async -> Reply { await request(.status(name, items)) }
  public func namespace() async -> Reply { await request(.namespace) }
  public func id(name: String? = nil) async -> Reply { await request(.id(name: name)) }
  public func quotaRoot(_ name: MailboxName) async -> Reply { await request(.quotaRoot(name)) }

  public func list(reference: MailboxName = MailboxName(""), pattern: MailboxName, status: [StatusItem] = []) async
    -> Reply
  {
    await request(.list(reference: reference, pattern: pattern, status: status))
  }

  public func searchLarger(_ octets: UInt64, counting: Bool) async -> Reply {
    await request(.searchLarger(octets, counting: counting))
  }

  /// What the server can do now; asked for where it has not said so since the sign-in.
  public func capabilities() async -> Capabilities {
    if let known = await known() { return known }
    _ = await request(.capability)
    return await known() ?? Capabilities([])
  }

  private func known() async -> Capabilities? {
    (try? await channel.eventLoop.submit { [handler] in handler.value!.session.capabilities }.get()) ?? nil
  }

  /// Bytes of the server as they may be shown; see ``Session/shown(_:)``.
  public func shown(_ bytes: [UInt8]) async -> ServerText {
    (try? await channel.eventLoop.submit { [handler] in handler.value!.session.shown(bytes) }.get()) ?? ServerText()
  }

  /// Says goodbye, and waits until the connection is closed.
  public func logout() async -> Reply {
    let reply = await request(.logout)
    await close()
    return reply
  }

  /// Closes without a word; done when the descriptor is free.
  public func close() async {
    abandon()
    try? await channel.closeFuture.get()
  }

  private func abandon() {
    channel.eventLoop.execute { [handler] in handler.value!.abandon() }
  }

  private func reply(at stage: Stage, to request: @escaping @Sendable (inout Session) -> Void) async -> Reply {
    let reply = channel.eventLoop.makePromise(of: Reply.self)
    channel.eventLoop.execute { [handler] in handler.value!.ask(reply, request) }
    return await withTaskCancellationHandler {
      await Self.value(of: reply, at: stage)
    } onCancel: {
      abandon()
    }
  }

  /// The handler answers always; only an event loop that was shut down does not.
  private static func value(of reply: EventLoopPromise<Reply>, at stage: Stage) async -> Reply {
    (try? await reply.futureResult.get()) ?? Reply(stage: stage, outcome: .closed)
  }
}
