using TuanHoc.Documents;
using TuanHoc.Office;
using TuanHoc.Statistics;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Boards;

/// <summary>The totals as a workbook: Phụ lục II, then the units directly below against every column of the form.</summary>
public static class ConsolidatedWorkbook
{
    public static IReadOnlyList<Sheet> Sheets(TotalsPlace place, ReportFacts facts, ConsolidatedTable? table, string asOf, bool acceptedOnly)
    {
        var title = $"Tổng hợp số liệu Tuần lễ hưởng ứng học tập suốt đời năm {place.Year.ToString(Vn.Culture)}: {place.Name}";
        return table is null ? [Below(place, facts, null, title, asOf, acceptedOnly)] : [table.Sheet(title, asOf), Below(place, facts, table, title, asOf, acceptedOnly)];
    }

    static Sheet Below(TotalsPlace place, ReportFacts facts, ConsolidatedTable? table, string title, string asOf, bool acceptedOnly)
    {
        FormColumn[] columns = table is null ? [] : [.. table.Form.Columns.Where(column => !table.NotAsked.Contains(column.Index))];
        long[] Sums(FactsChild child) => acceptedOnly ? child.Accepted : child.Received;
        IReadOnlyList<SheetCell> Row(string? code, string name, Reporting reporting, long[] sums, Said[] said, bool bold = false) =>
            [SheetCell.Of(code), SheetCell.Of(name, bold), SheetCell.Of(reporting.Counted, bold), SheetCell.Of(reporting.Asked, bold), .. columns.Select(column => Cell((acceptedOnly ? said[column.Index].OfAccepted() : said[column.Index]).Told(sums[column.Index]), bold))];

        var total = acceptedOnly ? facts.Accepted : facts.Received;
        var own = total.Select((sum, column) => sum - facts.Children.Sum(child => Sums(child)[column])).ToArray();
        var ownReporting = new Reporting(facts.Reporting.Asked - facts.Children.Sum(child => child.Reporting.Asked), facts.Reporting.Counted - facts.Children.Sum(child => child.Reporting.Counted), 0);
        return new("Từng đơn vị", [new(9), new(38), new(10, Alignment.Right), new(10, Alignment.Right), .. columns.Select(_ => new SheetColumn(14, Alignment.Right))])
        {
            Titles = [title, asOf],
            FrozenColumns = 2,
            Header =
            [
                new DocumentRow([new("Mã"), new("Đơn vị"), new("Đã nộp"), new("Phải nộp"), .. columns.Select(column => new DocumentCell(column.Row.Code ?? ""))]),
                new DocumentRow([new(""), new(""), new(""), new(""), .. columns.Select(column => new DocumentCell($"{column.Row.Label}: {column.Title}"))]),
            ],
            Rows =
            [
                Row(null, $"{place.Name} tự tổ chức", ownReporting, own, facts.OwnSaid),
                .. facts.Children.Select(child => Row(facts.Names.GetValueOrDefault(child.UnitId)?.Code, facts.Names.GetValueOrDefault(child.UnitId)?.Name ?? "", child.Reporting, Sums(child), child.Said)),
                Row(null, "Cộng", facts.Reporting, total, facts.Said, bold: true),
            ],
        };
    }

    static SheetCell Cell(Figure sum, bool bold) => sum.Number is { } number ? SheetCell.Of(number, bold) : sum.IsNothingOccurred ? SheetCell.Of(ConsolidatedTable.Nothing) : SheetCell.Blank;
}
