/// The user's web browser.
package enum WebBrowser {
  /// Opens an address; nothing happens where no desktop is at hand.
  ///
  /// - Parameter address: other users can read it in the list of processes while the browser runs.
  package static func open(_ address: String) {
    #if canImport(Darwin)
      let program = "open"
    #else
      // Without a desktop, xdg-open may start a browser of text in this terminal.
      let desktops = ["DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"]
      guard desktops.contains(where: { (name: String) in getenv(name) != nil }) else { return }
      let program = "xdg-open"
    #endif
    SystemThread { _ = try? Subprocess.run([program, address], output: .discarded, errors: .discarded) }?.detach()
  }
}
