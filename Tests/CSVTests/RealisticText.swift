import CSV
import Testing

/// Files as people have them.
struct RealisticText: Sendable, CustomTestStringConvertible {
  var name: String
  var delimiter = comma
  var isSound = true
  var text: String

  var testDescription: String { name }

  static let all = [
    RealisticText(
      name: "plain, LF",
      text: """
        EmailAddress,UserName,Password
        alberta@contoso.com,alberta,Wren-4821
        bobby@contoso.com,bobby,
        cynthia@contoso.com,cynthia,Heron 5526
        """),
    RealisticText(
      name: "all quoted, CRLF",
      text: [
        #""EmailAddress","UserName","Password""#, #""alberta@contoso.com","alberta","Wren ""4821""""#,
        #""bobby@contoso.com","Overby, Bobby","""#, #""cynthia@contoso.com","","Heron\""#, "",
      ].joined(separator: "\r\n")),
    RealisticText(
      name: "values over several lines",
      text: #"""
        Key,"Display
        name",Address
        1,"Once upon
        a time","12, Main Street

        Springfield"
        2,Élodie,"""Villa
        Mimosa"""
        3,x,y

        """#),
    RealisticText(
      name: "semicolons and umlauts", delimiter: UInt8(ascii: ";"),
      text: "Straße;Größe;Preis\r\n\"Königsallee; 3\";12,5;\"1.200,00\"\r\nÄußere Gasse;;\"\"\r\n"),
    RealisticText(
      name: "tabs", delimiter: UInt8(ascii: "\t"),
      text: "id\tname\tnote\n1\t a b \t\"x\ty\"\n2\t\t\n"),
    RealisticText(name: "CR only", text: "a,b,c\r1,\"two\rlines, really\",3\r4,5,6\r"),
    RealisticText(
      name: "every defect", isSound: false,
      text: #"""
        id,name,password
        1,Wr"en,"Otter" x
        2, "Heron" ,"a\"b"
        3,"Lynx,pass
        4,"a,b
        "5,Adder,"Crow
        6,x,"Dove"s""

        7,"two
        lines, and more",z
        8,"never closed
        """# + "\r9,b,c\rd\n10,\u{1},\u{7F}\n"),
  ]
}
