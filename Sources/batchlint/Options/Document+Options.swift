import Files
import Layout
import Linting

extension Document {
  /// Makes a document of a file: of a workbook's sheet, or of text.
  ///
  /// - Throws: ``CommandError`` where the workbook has no such sheet.
  static func open(_ contents: FileContents, path: String, _ options: LintOptions = LintOptions()) throws(CommandError)
    -> Document
  {
    do throws(UnknownName) {
      return try open(contents.bytes, owner: contents, encoding: options.encoding, sheet: options.sheet)
    } catch {
      throw CommandError("\(path): \(error)")
    }
  }
}
