using CsvHelper;

namespace TuanHoc.Office;

/// <summary>Writes comma-separated rows (RFC 4180, lines ending in \n); what a spreadsheet would take for a formula has an apostrophe before it, which spreadsheets hide.</summary>
public sealed class CsvWriter(TextWriter output) : IAsyncDisposable
{
    public const string ContentType = "text/csv; charset=utf-8";

    private static readonly CsvWriterOptions Options = new() { NewLine = "\n", Injection = CsvInjection.Escape, ValidateFieldCount = false };

    private readonly CsvHelper.CsvWriter csv = CsvHelper.CsvWriter.Create(output, Options, leaveOpen: true);

    public async Task RowAsync(IEnumerable<string?> cells)
    {
        foreach (var cell in cells)
            csv.WriteField(cell);
        await csv.EndRecordAsync();
    }

    /// <summary>Hands over what is not written yet; the output stays open.</summary>
    public ValueTask DisposeAsync() => csv.DisposeAsync();

    /// <summary>Whether an apostrophe is put before a text.</summary>
    internal static bool IsDangerous(ReadOnlySpan<char> text) => text.Length > 0 && Options.InjectionCharacters.Contains(text[0], StringComparison.Ordinal);
}
