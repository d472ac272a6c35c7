using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using TuanHoc.Documents;
using TuanHoc.Office;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Units.Export;

/// <summary>The directory as files, written row by row as it is read.</summary>
public static class DirectoryFiles
{
    static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), Indented = false };

    // A buffer of this size goes out before more is read.
    const int FlushAt = 64 * 1024;

    /// <summary>Comma-separated, UTF-8; with its mark where a spreadsheet is to open it, without it for programs.</summary>
    public static async Task WriteCsvAsync(IAsyncEnumerable<DirectoryRow> rows, IReadOnlyList<DirectoryColumn> columns, Stream output, bool mark, CancellationToken cancel)
    {
        await using var text = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: mark), FlushAt, leaveOpen: true);
        await using var csv = new CsvWriter(text);
        await csv.RowAsync(columns.Select(c => c.Name));
        await foreach (var row in rows.WithCancellation(cancel)) await csv.RowAsync(columns.Select(c => c.Of(row)));
    }

    /// <summary>An array of objects; what a unit does not have is null.</summary>
    public static async Task WriteJsonAsync(IAsyncEnumerable<DirectoryRow> rows, IReadOnlyList<DirectoryColumn> columns, Stream output, CancellationToken cancel)
    {
        await using var json = new Utf8JsonWriter(output, Json);
        await WriteUnitsAsync(json, rows, columns, cancel);
    }

    /// <summary>The day, what each column means, and the units.</summary>
    public static async Task WriteGuidedJsonAsync(IAsyncEnumerable<DirectoryRow> rows, DateOnly onDay, IReadOnlyList<DirectoryColumn> columns, Stream output, CancellationToken cancel)
    {
        await using var json = new Utf8JsonWriter(output, Json);
        json.WriteStartObject();
        json.WriteString("as_of", onDay.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.WriteStartObject("columns");
        foreach (var column in columns) json.WriteString(column.Name, column.Meaning);
        json.WriteEndObject();
        json.WritePropertyName("units");
        await WriteUnitsAsync(json, rows, columns, cancel);
        json.WriteEndObject();
    }

    /// <summary>A sheet of units and a sheet that says what each column means.</summary>
    public static void WriteXlsx(IEnumerable<DirectoryRow> rows, IReadOnlyList<DirectoryColumn> columns, Stream output) => XlsxWriter.Write(
        [
            new(T["Đơn vị"], [.. columns.Select(c => new SheetColumn(c.Width))])
            {
                Header = [new DocumentRow([.. columns.Select(c => new DocumentCell(c.Name))])],
                Rows = rows.Select(row => columns.Select(c => SheetCell.Of(c.Of(row))).ToList()),
            },
            new(T["Các cột"], [new(18), new(110)])
            {
                Header = [new DocumentRow([new DocumentCell(T["Cột"]), new DocumentCell(T["Nghĩa"])])],
                Rows = columns.Select(c => (IReadOnlyList<SheetCell>)[c.Name, c.Meaning]),
            },
        ], output);

    static async Task WriteUnitsAsync(Utf8JsonWriter json, IAsyncEnumerable<DirectoryRow> rows, IReadOnlyList<DirectoryColumn> columns, CancellationToken cancel)
    {
        json.WriteStartArray();
        await foreach (var row in rows.WithCancellation(cancel))
        {
            json.WriteStartObject();
            foreach (var column in columns)
            {
                if (column.Name.EndsWith("id", StringComparison.Ordinal) && column.Of(row) is { } number) json.WriteNumber(column.Name, long.Parse(number, CultureInfo.InvariantCulture));
                else json.WriteString(column.Name, column.Of(row));
            }
            json.WriteEndObject();
            if (json.BytesPending > FlushAt) await json.FlushAsync(cancel);
        }
        json.WriteEndArray();
    }
}
