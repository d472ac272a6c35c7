using System.Globalization;
using System.Text;
using TuanHoc.Documents;
using TuanHoc.Office;
using TuanHoc.Text;
using TuanHoc.Units;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Units.Import;

/// <summary>The file to fill in: empty, or with the units that are there already, to be corrected and sent back.</summary>
static class ImportTemplate
{
    /// <summary>The units of the branch as rows of the file, as they stand on the scope's day.</summary>
    public static IEnumerable<string?[]> Rows(ImportScope scope)
    {
        var order = StringComparer.Create(Vn.Culture, ignoreCase: false);
        return scope.Units.Values.Where(u => u is { IsTerritory: false, Phase: Phase.Now } && u.Id != scope.RootId && scope.InBranch(u.Id))
            .OrderBy(u => scope.Units.GetValueOrDefault(scope.Ground(u.Id))?.Code, StringComparer.Ordinal).ThenBy(u => u.Kind).ThenBy(u => u.Name, order).ThenBy(u => u.Id).Select(unit =>
            {
                var ground = scope.Units[scope.Ground(unit.Id)];
                var commune = ground.Kind == UnitKind.Commune ? ground : null;
                var parent = unit.ParentId == commune?.Id ? null : scope.Units.GetValueOrDefault(unit.ParentId!.Value);
                return (string?[])[unit.Id.ToString(CultureInfo.InvariantCulture), unit.Code, unit.Name, ImportWords.Word(unit.Kind), unit.Level is { } level ? ImportWords.LevelWord(level) : null, commune?.Code, commune?.Name, parent is null ? null : parent.IsTerritory ? parent.Name : parent.Code ?? parent.Name,
                    .. ImportColumn.Facts.Select(c => scope.Facts.GetValueOrDefault((unit.Id, c.Fact!.Word)) is { } value ? value == "special" ? "đặc biệt khó khăn" : value : null)];
            });
    }

    static IReadOnlyList<ImportColumn> Columns(bool isFilled) => isFilled ? [ImportColumn.Id, .. ImportColumn.Template] : ImportColumn.Template;

    public static async Task WriteCsvAsync(ImportScope scope, bool isFilled, Stream output)
    {
        await using var text = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await using var csv = new CsvWriter(text);
        await csv.RowAsync(Columns(isFilled).Select(c => c.Header));
        foreach (var row in isFilled ? Rows(scope) : []) await csv.RowAsync(row);
    }

    public static void WriteXlsx(ImportScope scope, bool isFilled, Stream output)
    {
        var columns = Columns(isFilled);
        XlsxWriter.Write(
            [
                new(ImportColumn.Sheet, [.. columns.Select(c => new SheetColumn(c.Width))])
                {
                    Header = [Header([.. columns.Select(c => c.Header)])],
                    Rows = (isFilled ? Rows(scope) : []).Select(row => row.Select(cell => SheetCell.Of(cell)).ToList()),
                },
                List(T["Cách ghi"], [24, 100], [T["Cột"], T["Cách ghi"]], columns.Select(c => (string[])[c.Header, c.Meaning])),
                List(T["Loại"], [34, 18], [T["Loại"], T["Cấp học"]], Enumerable.Range(0, ImportWords.Kinds.Count).Select(i => (string[])[ImportWords.Kinds[i].Word, i < ImportWords.Levels.Count ? ImportWords.Levels[i].Word : ""])),
                List(T["Xã"], [10, 34, 34], [T["Mã xã"], T["Tên xã"], T["Tỉnh, thành phố"]], scope.Communes.Where(c => scope.Units.ContainsKey(c.Id)).OrderBy(c => c.Code, StringComparer.Ordinal).Select(c => (string[])[c.Code, c.Name, c.ProvinceName])),
                List(T["Trực thuộc"], [14, 60], [T["Mã"], T["Tên"]], Bodies(scope).Select(u => (string[])[u.Code ?? "", u.Name])),
            ], output);
    }

    // The bodies others answer to are the offices of the province and of the unit itself.
    static IEnumerable<KnownUnit> Bodies(ImportScope scope) =>
        scope.Units.Values.Where(u => u is { Kind: UnitKind.Agency, Phase: Phase.Now } && (u.ParentId == scope.PlaceId || u.ParentId == scope.RootId || u.Id == scope.RootId)).OrderBy(u => u.Name, StringComparer.Create(Vn.Culture, ignoreCase: false));

    static Sheet List(string name, double[] widths, string[] header, IEnumerable<string[]> rows) =>
        new(name, [.. widths.Select(w => new SheetColumn(w))]) { Header = [Header(header)], Rows = rows.Select(row => row.Select(cell => SheetCell.Of(cell)).ToList()) };

    static DocumentRow Header(string[] cells) => new([.. cells.Select(c => new DocumentCell(c))]);

    /// <summary>A name every system can write.</summary>
    public static string FileName(ImportScope scope, bool isFilled, string extension) =>
        string.Concat(SearchKey.Of($"{(isFilled ? "don-vi" : "mau-don-vi")}-{scope.Root.Name}").Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-')) + "." + extension;
}
