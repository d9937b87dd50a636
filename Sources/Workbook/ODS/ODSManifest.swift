/// Whether members of an OpenDocument package are encrypted, from `META-INF/manifest.xml`.
final class ODSManifest: XMLHandler {
  private(set) var isEncrypted = false

  override func start(_ name: XMLName, _ attributes: XMLAttributes) {
    guard name == "encryption-data" else { return }
    isEncrypted = true
    stop()
  }
}
