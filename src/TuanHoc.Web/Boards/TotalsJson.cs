using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace TuanHoc.Web.Boards;

/// <summary>The consolidated table for programs: the same cells as the other files, a number, or in words why there is none.</summary>
public static class TotalsJson
{
    static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static async Task WriteAsync(TotalsPlace place, ReportFacts facts, ConsolidatedTable? table, bool acceptedOnly, DateTimeOffset at, Stream output)
    {
        await using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        json.WriteNumber("year", place.Year);
        json.WriteStartObject("unit");
        json.WriteNumber("id", place.UnitId);
        json.WriteString("code", facts.Names.GetValueOrDefault(place.UnitId)?.Code);
        json.WriteString("name", place.Name);
        json.WriteEndObject();
        json.WriteString("of", acceptedOnly ? "accepted" : "received");
        json.WriteString("as_of", at);
        json.WriteStartObject("reports");
        json.WriteNumber("asked", facts.Reporting.Asked);
        json.WriteNumber("received", facts.Reporting.Counted);
        json.WriteNumber("accepted", facts.Reporting.Accepted);
        json.WriteEndObject();
        json.WriteString("form", facts.Form?.Key);
        json.WriteStartArray("rows");
        foreach (var line in table?.Lines ?? [])
        {
            json.WriteStartObject();
            json.WriteString("key", line.Row.Key);
            json.WriteString("code", line.Row.Code);
            json.WriteString("label", line.Row.Label);
            json.WriteString("unit", line.Row.Unit);
            json.WriteStartArray("cells");
            foreach (var cell in line.Cells)
            {
                json.WriteStartObject();
                json.WriteString("measure", Forms.FormTables.Word(cell.Column.Measure));
                if (cell.Number is { } number) json.WriteNumber("value", number);
                else json.WriteNull("value");
                if (cell.Words.Length > 0) json.WriteString("said", cell.Words);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            if (line.Note.Length > 0) json.WriteString("note", line.Note);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
