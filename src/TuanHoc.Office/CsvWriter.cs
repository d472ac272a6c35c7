namespace TuanHoc.Office;

/// <summary>Writes comma-separated rows (RFC 4180, lines ending in \n).</summary>
public sealed class CsvWriter(TextWriter output)
{
    public const string ContentType = "text/csv; charset=utf-8";

    private static readonly char[] Quoted = ['"', ',', ';', '\n', '\r', '\t', '\''];

    public async Task RowAsync(IEnumerable<string?> cells)
    {
        var first = true;
        foreach (var cell in cells)
        {
            if (!first)
                await output.WriteAsync(',');
            first = false;
            await output.WriteAsync(Written(cell ?? ""));
        }
        await output.WriteAsync('\n');
    }

    /// <summary>Whether a spreadsheet would take a text for a formula: such a text is written with an apostrophe before it, which spreadsheets hide.</summary>
    public static bool IsDangerous(ReadOnlySpan<char> text) => text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..];

    private static string Written(string cell)
    {
        var safe = IsDangerous(cell) ? "'" + cell : cell;
        return safe.AsSpan().IndexOfAny(Quoted) < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
