using TuanHoc.Office;
using TuanHoc.Text;

namespace TuanHoc.Web.Activities.Import;

/// <summary>A row of a file of activities: what its cells say by the fields of the form, which of them are formulas, and which are longer than is read.</summary>
public sealed record ActivitySheetRow(int Number, IReadOnlyDictionary<string, string> Cells, IReadOnlyList<string> Formulas, IReadOnlyList<string> Cut)
{
    public string this[string field] => Cells.GetValueOrDefault(field, "");
}

/// <summary>The sheet of activities of a file as it was read; kept until it is written or put away.</summary>
/// <param name="Name">What the sheet is called.</param>
/// <param name="Columns">Where the column of a field stands, from 0.</param>
/// <param name="Unread">Headings of somebody's own.</param>
/// <param name="Rows">The rows that say something.</param>
public sealed record ActivitySheet(string Name, IReadOnlyDictionary<string, int> Columns, IReadOnlyList<string> Unread, IReadOnlyList<ActivitySheetRow> Rows)
{
    public const int MostRows = 2_000;

    const int HeaderWithin = 15, MostUnread = 20, LongestUnread = 80;

    static readonly Sentence
        NoHeader = new("Không thấy dòng tiêu đề có đủ các cột: {0}. Hãy dùng mẫu tải ở trang này và giữ nguyên dòng tiêu đề.", string.Join(", ", ActivityColumn.Required.Select(column => $"“{column.Header}”"))),
        Empty = new("Tệp chưa có hoạt động nào: ghi mỗi dòng một hoạt động, dưới dòng tiêu đề."),
        TooMany = new("Tệp có hơn {0} hoạt động; hãy chia thành nhiều tệp.", MostRows);

    /// <summary>The activities of a file, or why it is not taken.</summary>
    public static (ActivitySheet? Sheet, Sentence? Refusal) Read(byte[] file)
    {
        var (sheets, refusal) = WorkbookFile.Read(file, MostRows + HeaderWithin);
        if (refusal is not null) return (null, refusal);
        var wanted = SearchKey.Of(ActivityTemplate.Sheet);
        foreach (var sheet in sheets.OrderByDescending(sheet => SearchKey.Of(sheet.Name) == wanted))
        {
            foreach (var (place, row) in sheet.Rows.Take(HeaderWithin).Index())
            {
                var headings = row.Cells.Select(cell => cell.Text).ToList();
                var columns = headings.Select(ActivityColumn.Headed).ToList();
                if (!ActivityColumn.Required.All(columns.Contains)) continue;
                return sheet.OldFont is { } old ? (null, old) : Read(sheet, [.. sheet.Rows.Skip(place + 1)], headings, columns);
            }
        }
        return (null, NoHeader);
    }

    static (ActivitySheet? Sheet, Sentence? Refusal) Read(FileSheet sheet, List<FileRow> rows, List<string> headings, List<ActivityColumn?> columns)
    {
        var (places, unread) = (new Dictionary<string, int>(StringComparer.Ordinal), new List<string>());
        foreach (var (place, column) in columns.Index())
        {
            if (column is null)
            {
                if (headings[place].Length > 0) unread.Add(Kit.Vn.Cut(headings[place], LongestUnread));
            }
            else if (!places.TryAdd(column.Field, place))
            {
                return (null, new Sentence("Cột “{0}” có hai lần trong dòng tiêu đề: xóa một cột.", column.Header));
            }
        }
        var read = rows.Select(row => Read(row, places)).Where(row => row.Cells.Count + row.Formulas.Count > 0).ToList();
        return read.Count == 0 ? (null, Empty) : read.Count > MostRows ? (null, TooMany) : (new(sheet.Name, places, [.. unread.Take(MostUnread)], read), null);
    }

    static ActivitySheetRow Read(FileRow row, Dictionary<string, int> places)
    {
        var (cells, formulas, cut) = (new Dictionary<string, string>(StringComparer.Ordinal), new List<string>(), new List<string>());
        foreach (var column in ActivityColumn.All)
        {
            if (!places.TryGetValue(column.Field, out var place)) continue;
            var cell = row[place];
            if (cell.Kind == FileCellKind.Formula) formulas.Add(column.Field);
            else if (cell.Text.Length >= TableFile.LongestCell) cut.Add(column.Field);
            if (cell.Kind != FileCellKind.Formula && cell.Text.Length > 0) cells[column.Field] = column.Text(cell);
        }
        return new(row.Number, cells, formulas, cut);
    }
}
