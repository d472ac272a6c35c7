using System.Globalization;
using TuanHoc.Office;
using TuanHoc.Text;
using TuanHoc.Units;

namespace TuanHoc.Web.Units.Import;

/// <summary>Reads the rows of a file of units: finds its header, then takes each row apart and says what is wrong with it.</summary>
sealed class ImportReader
{
    const int HeaderWithin = 15, LongestName = 300, LongestCode = 40;

    // What keeps a header from being found, beside what is found.
    static readonly Sentence NoHeader = new("Không thấy dòng tiêu đề có các cột \"{0}\" và \"{1}\" trong {2} dòng đầu. Hãy dùng mẫu tải ở trang này và giữ nguyên dòng tiêu đề.", ImportColumn.Name.Header, ImportColumn.Kind.Header, HeaderWithin);

    readonly Dictionary<ImportColumn, int> places = [];
    readonly List<Finding> findings;
    int before;

    ImportReader(List<Finding> findings) => this.findings = findings;

    public List<ImportRow> Rows { get; } = [];

    /// <summary>The rows of a file, or why it cannot be read. Faults of single rows are added to the findings.</summary>
    public static (IReadOnlyList<ImportRow> Rows, Sentence? Refusal) Read(byte[] file, List<Finding> findings)
    {
        var reader = new ImportReader(findings);
        var refusal = TableFile.Read(file, ImportColumn.Sheet, reader.Take);
        if (refusal is null && reader.places.Count == 0) refusal = NoHeader;
        return (refusal is null ? reader.Rows : [], refusal);
    }

    void Take(FileRow row)
    {
        if (places.Count > 0) Rows.Add(Read(row));
        else if (before++ < HeaderWithin) FindColumns(row);
    }

    void FindColumns(FileRow row)
    {
        var (unknown, twice) = (new List<string>(), new List<string>());
        for (var place = 0; place < row.Cells.Count; place++)
        {
            var key = SearchKey.Of(row.Cells[place].Text.TrimEnd('*', ' '));
            if (ImportColumn.All.FirstOrDefault(c => c.IsHeadedBy(key)) is not { } column)
            {
                if (key != "" && !ImportColumn.LeftAside.Contains(key, StringComparer.Ordinal)) unknown.Add(row.Cells[place].Text);
            }
            else if (!places.TryAdd(column, place))
            {
                twice.Add(row.Cells[place].Text);
            }
        }
        if (!places.ContainsKey(ImportColumn.Name) || !places.ContainsKey(ImportColumn.Kind)) { places.Clear(); return; }
        if (twice.Count > 0) findings.Add(new(row.Number, Finding.Fault, string.Join(", ", twice), new("Cột này có hai lần trong dòng tiêu đề.")));
        if (unknown.Count > 0) findings.Add(new(row.Number, Finding.Note, string.Join(", ", unknown), new("Những cột này không được đọc.")));
    }

    ImportRow Read(FileRow row)
    {
        var isFaulty = false;
        void Fault(ImportColumn column, Sentence said)
        {
            isFaulty = true;
            findings.Add(new(row.Number, Finding.Fault, row[places[column]].Text.Cut(), said));
        }
        foreach (var (column, place) in places)
            if (row[place].Kind == FileCellKind.Formula) Fault(column, new("Ô {0} là công thức hoặc ô lỗi: dán lại thành giá trị.", CellName.Of(place, row.Number)));
        string? Text(ImportColumn column) => places.TryGetValue(column, out var place) && row[place] is { Text.Length: > 0, Kind: not FileCellKind.Formula } cell ? string.Join(' ', cell.Text.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries)) : null;
        long? Number(ImportColumn column)
        {
            if (Text(column) is not { } text) return null;
            if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return number;
            Fault(column, new("Cột \"{0}\" chỉ ghi số; để trống nếu không có.", column.Header));
            return null;
        }
        string? Within(ImportColumn column, int longest)
        {
            if (Text(column) is not { } text || text.Length <= longest) return Text(column);
            Fault(column, new("Cột \"{0}\" dài quá {1} ký tự.", column.Header, longest));
            return null;
        }

        var name = Within(ImportColumn.Name, LongestName);
        if (name is null && !isFaulty) Fault(ImportColumn.Name, new("Thiếu tên đơn vị."));
        UnitKind? kind = null;
        if (Text(ImportColumn.Kind) is not { } kindWord) { if (!isFaulty) Fault(ImportColumn.Kind, new("Thiếu loại đơn vị.")); }
        else if ((kind = ImportWords.Kind(kindWord)) is null) Fault(ImportColumn.Kind, new("Không có loại đơn vị này. Ghi một trong: {0}.", string.Join("; ", ImportWords.Kinds.Select(k => k.Word))));
        string? level = null;
        if (Text(ImportColumn.Level) is { } levelWord)
        {
            if ((level = ImportWords.Level(levelWord)) is null) Fault(ImportColumn.Level, new("Không có cấp học này. Ghi một trong: {0}.", string.Join("; ", ImportWords.Levels.Select(l => l.Word))));
            else if (kind is { } known && known != UnitKind.School) Fault(ImportColumn.Level, new("Chỉ trường có cấp học; để trống với loại đơn vị khác."));
        }
        var facts = new List<(UnitFactKind, string)>();
        foreach (var column in ImportColumn.Facts)
        {
            if (Text(column) is not { } typed) continue;
            if (kind is { } ofKind && !column.Fact!.IsOf(ofKind)) Fault(column, new("Cột \"{0}\" không dành cho loại {1}; để trống.", column.Header, ImportWords.Word(ofKind)));
            else if (column.Fact!.Read(typed) is { Value: { } value }) facts.Add((column.Fact, value));
            else Fault(column, new("Cột \"{0}\": {1}", column.Header, column.Fact.Read(typed).Why ?? ""));
        }
        return new(row.Number, name ?? "")
        {
            Facts = facts,
            Id = Number(ImportColumn.Id),
            Code = Within(ImportColumn.Code, LongestCode),
            IsCodeNumber = places.TryGetValue(ImportColumn.Code, out var code) && row[code].Kind == FileCellKind.Number,
            Kind = kind,
            Level = level,
            CommuneCode = Text(ImportColumn.CommuneCode),
            CommuneName = Text(ImportColumn.CommuneName),
            Parent = Text(ImportColumn.Parent),
            HasParentIds = places.ContainsKey(ImportColumn.ParentId),
            ParentId = Number(ImportColumn.ParentId),
            TerritoryId = Number(ImportColumn.TerritoryId),
            IsFaulty = isFaulty,
        };
    }
}

static class ReadText
{
    const int Shown = 120;

    /// <summary>As much of a cell as a line of findings shows.</summary>
    public static string Cut(this string text) => Kit.Vn.Cut(text, Shown);
}
