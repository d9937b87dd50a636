import TestSupport
import Testing
import Workbook

@Suite struct ODSTests {
  @Test func readsAllTypesOfCells() throws {
    var workbook = SyntheticODS()
    workbook.tables = """
      <t:table t:name="Users"><t:table-column t:number-columns-repeated="16384"/>\
      <t:table-row><t:table-cell o:value-type="string"><x:p>a <x:s x:c="2"/>b</x:p><x:p>c<x:tab/>d</x:p></t:table-cell>\
      <t:table-cell o:value-type="float" o:value="12.50"><x:p>12,5</x:p></t:table-cell>\
      <t:table-cell/>\
      <t:table-cell o:value-type="date" o:date-value="2026-11-27T00:00:00"><x:p>27.11.26</x:p></t:table-cell>\
      <t:table-cell o:value-type="time" o:time-value="PT15H04M05.000000S"/>\
      <t:table-cell o:value-type="boolean" o:boolean-value="true"><x:p>WAHR</x:p></t:table-cell>\
      <t:table-cell t:formula="of:=NA()" o:value-type="string" o:string-value="" c:value-type="error"><x:p>#N/A</x:p>\
      </t:table-cell><t:table-cell o:value-type="string"><o:annotation><x:p>note</x:p></o:annotation><x:p>x\
      <x:span>y</x:span></x:p></t:table-cell></t:table-row></t:table>
      """
    #expect(
      try cells(of: workbook.archive.bytes()) == [
        "A1 a   b\nc\td", "B1 12.5 number", "D1 2026-11-27 date", "E1 15:04:05 time", "F1 TRUE boolean",
        "G1 #N/A error formula", "H1 xy",
      ])
  }

  @Test func repeatsRowsAndCells() throws {
    var workbook = SyntheticODS()
    workbook.tables = """
      <t:table t:name="Users"><t:table-row t:number-rows-repeated="2"><t:table-cell/>\
      <t:table-cell t:number-columns-repeated="2"><x:p>a</x:p></t:table-cell></t:table-row>\
      <t:table-row t:number-rows-repeated="3"><t:table-cell t:number-columns-repeated="16384"/></t:table-row>\
      <t:table-row><t:table-cell><x:p>b</x:p></t:table-cell></t:table-row>\
      <t:table-row t:number-rows-repeated="1048570"><t:table-cell t:number-columns-repeated="16384"/></t:table-row>\
      </t:table>
      """
    #expect(try cells(of: workbook.archive.bytes()) == ["B1 a", "C1 a", "B2 a", "C2 a", "A6 b"])
  }

  @Test func findsWhatIsHiddenAndMerged() throws {
    var workbook = SyntheticODS()
    workbook.styles = #"<s:style s:name="h"><s:table-properties t:display="false"/></s:style>"#
    let cell = "<t:table-cell><x:p>x</x:p></t:table-cell>"
    workbook.tables = """
      <t:table t:name="A"><t:table-column/><t:table-column t:visibility="collapse" t:number-columns-repeated="2"/>\
      <t:table-row t:visibility="filter">\(cell)</t:table-row>\
      <t:table-row><t:table-cell t:number-columns-spanned="2" t:number-rows-spanned="2"><x:p>m</x:p></t:table-cell>\
      <t:covered-table-cell/></t:table-row><t:table-row-group t:display="false"><t:table-row>\(cell)</t:table-row>\
      </t:table-row-group></t:table><t:table t:name="B" t:style-name="h"/>
      """
    let facts = try facts(of: workbook.archive.bytes())
    #expect(facts.hiddenRows == [1...1, 3...3])
    #expect(facts.hiddenColumns == [2...3])
    #expect(facts.isFiltered)
    #expect(facts.mergedCells.map(\.description) == ["A2:B3"])
    #expect(try sheets(of: workbook.archive.bytes()).map(\.visibility) == [.visible, .hidden])
  }
}
