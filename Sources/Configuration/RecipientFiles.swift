import Files
import Layout
import Linting

extension RecipientDirectory {
  /// Reads the recipients of the tenant from exports: CSV files or workbooks.
  ///
  /// - Throws: ``FileError``, or why a file is no list of recipients.
  public convenience init(files paths: [String]) throws {
    try self.init(
      paths.map { path in
        let contents = try FileContents.open(path: path)
        let document = try Document.open(contents.bytes, owner: contents)
        if contents.wasTruncated { throw FileError.changed(path: path) }
        return (document, path)
      })
  }
}
