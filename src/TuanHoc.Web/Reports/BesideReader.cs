using System.Text.Json;
using TuanHoc.Statistics;

namespace TuanHoc.Web.Reports;

/// <summary>What like units usually gave, as it is stored: the form they gave it on, and one entry a column of it; a count of 0 where too few gave a number.</summary>
sealed record StoredNorms(string Form, int[] Counts, double[] Middles, double[] Spreads);

/// <summary>What a report's figures are looked at beside, brought onto the columns of its own form: where another form asked something else, nothing is compared.</summary>
static class BesideReader
{
    sealed record EarlierReport(string Form, long?[] Figures);

    /// <param name="form">The report's form.</param>
    /// <param name="year">The earlier year, 0 without one.</param>
    /// <param name="earlier">The unit's reports of that year as a JSON list of form and figures: its own, and those of units that went into it whole.</param>
    /// <param name="norms">What like units gave.</param>
    public static Beside Read(StatisticsForm form, int year, string? earlier, StoredNorms? norms) =>
        new(year, earlier is null ? null : Added(form, JsonSerializer.Deserialize<EarlierReport[]>(earlier, JsonSerializerOptions.Web)!), norms is null ? null : Norms(form, norms));

    static long?[] Added(StatisticsForm form, EarlierReport[] reports)
    {
        var on = reports.Select(report => OtherForm.Figures(form, report.Form, report.Figures)).ToList();
        return [.. form.Columns.Select(column => Figure.SumOf(on.Select(figures => Figure.FromStored(figures[column.Index]))).ToStored())];
    }

    static Norm?[] Norms(StatisticsForm form, StoredNorms norms) =>
        [.. OtherForm.Columns(form, norms.Form).Select(column => column is { } at && norms.Counts[at] > 0 ? new Norm(norms.Counts[at], norms.Middles[at], norms.Spreads[at]) : null)];
}
