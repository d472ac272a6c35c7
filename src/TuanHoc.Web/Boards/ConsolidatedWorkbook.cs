using TuanHoc.Documents;
using TuanHoc.Office;
using TuanHoc.Statistics;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Boards;

/// <summary>The totals as a workbook: Phụ lục II, then the units directly below against every column of the form, then the communes further below, then what units wrote in words.</summary>
public static class ConsolidatedWorkbook
{
    public static IReadOnlyList<Sheet> Sheets(TotalsPlace place, ReportFacts facts, IReadOnlyList<CommuneRow> communes, ConsolidatedTable? table, ListedNotes notes, string asOf, bool acceptedOnly)
    {
        var title = $"Tổng hợp số liệu Tuần lễ hưởng ứng học tập suốt đời năm {place.Year.ToString(Vn.Culture)}: {place.Name}";
        List<Sheet> sheets = table is null ? [] : [(notes.IsEmpty ? table : table with { WhereTexts = "Xem trang Ghi chú" }).Sheet(title, asOf)];
        sheets.Add(Below(place, facts, table, title, asOf, acceptedOnly));
        if (communes.Count > 0) sheets.Add(Communes(facts, communes, table, title, asOf, acceptedOnly));
        if (!notes.IsEmpty) sheets.Add(notes.Sheet(title, asOf));
        return sheets;
    }

    static FormColumn[] Asked(ConsolidatedTable? table) => table is null ? [] : [.. table.Form.Columns.Where(column => !table.NotAsked.Contains(column.Index))];

    /// <summary>A row for each unit under the form's columns, in two lines of header: the printed code, and what is counted.</summary>
    static Sheet Wide(string name, string title, string asOf, IReadOnlyList<(string Head, double Width)> left, FormColumn[] columns, IEnumerable<IReadOnlyList<SheetCell>> rows) =>
        new(name, [.. left.Select((column, place) => new SheetColumn(column.Width, place >= left.Count - 2 ? Alignment.Right : Alignment.Left)), .. columns.Select(_ => new SheetColumn(14, Alignment.Right))])
        {
            Titles = [title, asOf],
            FrozenColumns = left.Count - 2,
            Header =
            [
                new DocumentRow([.. left.Select(column => new DocumentCell(column.Head)), .. columns.Select(column => new DocumentCell(column.Row.Code ?? ""))]),
                new DocumentRow([.. left.Select(_ => new DocumentCell("")), .. columns.Select(column => new DocumentCell($"{column.Row.Label}: {column.Title}{(column.UpperBound ? $" ({ConsolidatedTable.AtMost})" : "")}"))]),
            ],
            Rows = rows,
        };

    static Sheet Communes(ReportFacts facts, IReadOnlyList<CommuneRow> communes, ConsolidatedTable? table, string title, string asOf, bool acceptedOnly)
    {
        var columns = Asked(table);
        // Made while the file is written: a nation's cells are never all in memory.
        return Wide("Từng xã", title, asOf, [("Mã", 9), ("Xã, phường", 30), ("Tỉnh, thành phố", 26), ("Đã nộp", 10), ("Phải nộp", 10)], columns, communes.Select(commune =>
        {
            var name = facts.Names.GetValueOrDefault(commune.UnitId);
            return (IReadOnlyList<SheetCell>)
            [
                SheetCell.Of(name?.Code), SheetCell.Of(name?.Name), SheetCell.Of(commune.ProvinceId is { } province ? facts.Names.GetValueOrDefault(province)?.Name : null),
                commune.Reporting.Counted, commune.Reporting.Asked, .. columns.Select(column => Cell(commune.Said, commune.Sums, column, acceptedOnly)),
            ];
        }));
    }

    static Sheet Below(TotalsPlace place, ReportFacts facts, ConsolidatedTable? table, string title, string asOf, bool acceptedOnly)
    {
        var columns = Asked(table);
        long[] Sums(FactsChild child) => acceptedOnly ? child.Accepted : child.Received;
        IReadOnlyList<SheetCell> Row(string? code, string name, Reporting reporting, long[] sums, Said[] said, bool bold = false) =>
            [SheetCell.Of(code), SheetCell.Of(name, bold), SheetCell.Of(reporting.Counted, bold), SheetCell.Of(reporting.Asked, bold), .. columns.Select(column => Cell(said, sums, column, acceptedOnly, bold))];

        var total = acceptedOnly ? facts.Accepted : facts.Received;
        var own = total.Select((sum, column) => sum - facts.Children.Sum(child => Sums(child)[column])).ToArray();
        var ownReporting = new Reporting(facts.Reporting.Asked - facts.Children.Sum(child => child.Reporting.Asked), facts.Reporting.Counted - facts.Children.Sum(child => child.Reporting.Counted), 0);
        return Wide("Từng đơn vị", title, asOf, [("Mã", 9), ("Đơn vị", 38), ("Đã nộp", 10), ("Phải nộp", 10)], columns,
        [
            Row(null, $"{place.Name} tự tổ chức", ownReporting, own, facts.OwnSaid),
            .. facts.Children.Select(child => Row(facts.Names.GetValueOrDefault(child.UnitId)?.Code, facts.Names.GetValueOrDefault(child.UnitId)?.Name ?? "", child.Reporting, Sums(child), child.Said)),
            Row(null, "Cộng", facts.Reporting, total, facts.Said, bold: true),
        ]);
    }

    static SheetCell Cell(Said[] said, long[] sums, FormColumn column, bool acceptedOnly, bool bold = false)
    {
        var sum = (acceptedOnly ? said[column.Index].OfAccepted() : said[column.Index]).Told(sums[column.Index]);
        return sum.Number is { } number ? SheetCell.Of(number, bold) : sum.IsNothingOccurred ? SheetCell.Of(ConsolidatedTable.Nothing) : SheetCell.Blank;
    }
}
