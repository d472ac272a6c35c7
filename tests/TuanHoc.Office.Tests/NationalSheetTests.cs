using System.Globalization;
using TuanHoc.Documents;

namespace TuanHoc.Office.Tests;

/// <summary>Run while no other test runs: what they hold would be counted too.</summary>
[CollectionDefinition(nameof(NationalSheetTests), DisableParallelization = true)]
[Collection(nameof(NationalSheetTests))]
public sealed class NationalSheetTests
{
    [Fact]
    public void A_national_sheet_is_written_without_holding_it()
    {
        using var file = File.Create(Path.Combine(Directory.CreateTempSubdirectory().FullName, "national.xlsx"), 4096, FileOptions.DeleteOnClose);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var most = 0L;
        IEnumerable<IReadOnlyList<SheetCell>> Rows()
        {
            for (var row = 0; row < 3_321; row++)
            {
                if (row % 500 == 0) most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true));
                yield return [.. Enumerable.Range(0, 82).Select(column => column == 0 ? "Phường Ấm" : SheetCell.Of(row * 82L + column))];
            }
        }
        XlsxWriter.Write([new("Trang", [.. Enumerable.Repeat(new SheetColumn(10), 82)]) { Header = [DocumentRow.Of([.. Enumerable.Range(0, 82).Select(column => column.ToString(CultureInfo.InvariantCulture))])], Rows = Rows() }], file);
        Assert.InRange(most - before, 0, 20_000_000);
        Assert.InRange(file.Length, 100_000, 3_000_000);
    }
}
