import Files

extension SplitInput {
  /// Writes a batch: the header and the batch's rows, byte for byte.
  public func write(_ batch: Batch, to sink: inout some ByteSink) throws(FileError) {
    try copy(head, to: &sink)
    var run = 0..<0
    for row in batch.rows.map({ rows[$0].range }) {
      if row.lowerBound == run.upperBound {
        run = run.lowerBound..<row.upperBound
      } else {
        try copy(run, to: &sink)
        run = row
      }
    }
    try copy(run, to: &sink)
  }

  private func copy(_ range: Range<Int>, to sink: inout some ByteSink) throws(FileError) {
    try sink.write(UnsafeRawBufferPointer(rebasing: layout.document.original[range]))
  }
}
