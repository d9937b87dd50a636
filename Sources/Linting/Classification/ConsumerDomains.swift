/// Providers whose addresses belong to persons: nobody's target in a Microsoft 365 tenant.
enum ConsumerDomains {
  private static let names: Set<String> = [
    "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "hotmail.co.uk", "hotmail.fr", "hotmail.de",
    "hotmail.it",
    "hotmail.es", "live.com", "live.co.uk", "live.fr", "live.nl", "msn.com", "passport.com", "outlook.de", "outlook.fr",
    "yahoo.com", "yahoo.co.uk", "yahoo.fr", "yahoo.de", "yahoo.it", "yahoo.es", "yahoo.co.jp", "ymail.com",
    "rocketmail.com",
    "aol.com", "icloud.com", "me.com", "mac.com", "gmx.de", "gmx.net", "gmx.at", "gmx.ch", "gmx.com", "web.de",
    "t-online.de",
    "freenet.de", "mail.com", "mail.ru", "yandex.ru", "yandex.com", "proton.me", "protonmail.com", "pm.me",
    "tutanota.com",
    "zoho.com", "fastmail.com", "orange.fr", "wanadoo.fr", "free.fr", "laposte.net", "sfr.fr", "libero.it",
    "virgilio.it",
    "tin.it", "alice.it", "tiscali.it", "comcast.net", "verizon.net", "att.net", "sbcglobal.net", "bellsouth.net",
    "cox.net",
    "btinternet.com", "virginmedia.com", "sky.com", "talktalk.net", "bluewin.ch", "hispeed.ch", "ziggo.nl",
    "kpnmail.nl",
    "planet.nl", "telenet.be", "skynet.be", "wp.pl", "o2.pl", "interia.pl", "onet.pl", "seznam.cz", "qq.com", "163.com",
    "126.com", "naver.com", "daum.net", "rediffmail.com", "uol.com.br", "bol.com.br", "terra.com.br",
  ]

  /// - Parameter domain: in lower case.
  static func contains(_ domain: String) -> Bool { names.contains(domain) }
}
