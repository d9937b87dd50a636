import Testing

/// Tests that talk to servers of their own, one after the other: they wait for time-outs and count connections.
@Suite(.serialized) enum LoopbackTests {}
