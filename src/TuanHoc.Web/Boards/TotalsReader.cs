using System.Runtime.CompilerServices;
using Npgsql;
using TuanHoc.Statistics;
using TuanHoc.Web.Forms;
using TuanHoc.Web.Plans;

namespace TuanHoc.Web.Boards;

/// <summary>Reads the totals of an edition out of the tables: the units of a map and every report's figures.</summary>
public static class TotalsReader
{
    /// <exception cref="KeyNotFoundException">There is no such edition.</exception>
    public static async Task<EditionTotals> LoadAsync(NpgsqlDataSource source, int editionId, TotalsMap map, CancellationToken cancel)
    {
        var (day, form) = await EditionAsync(source, editionId, cancel);
        var notAsked = form is null ? new HashSet<int>() : await NotAskedAsync(source, editionId, form, cancel);
        var provinces = await ProvincesAsync(source, editionId, cancel);
        var totals = await EditionTotals.LoadAsync(await MapReader.LoadAsync(source, editionId, day, map, cancel), form, notAsked, provinces, ReportsAsync(source, editionId, ids: null, cancel));
        totals.PlanDues = await source.ReportDuesAsync(editionId, cancel);
        totals.OwnDays = await OwnDaysAsync(source, editionId, cancel);
        return totals;
    }

    /// <summary>The days of reports that are not those of all beside them, by unit.</summary>
    public static async Task<IReadOnlyDictionary<long, OwnDay>> OwnDaysAsync(NpgsqlDataSource source, int editionId, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("select unit_id, extended_to, granted_to is not null from report where edition_id = $1 and extended_to is not null");
        command.Parameters.Add(new() { Value = editionId });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var days = new Dictionary<long, OwnDay>();
        while (await reader.ReadAsync(cancel)) days[reader.GetInt64(0)] = new(reader.GetFieldValue<DateOnly>(1), reader.GetBoolean(2));
        return days;
    }

    /// <summary>The forms on which provinces ask rows of their own behind those of the edition.</summary>
    public static async Task<List<ProvinceForm>> ProvincesAsync(NpgsqlDataSource source, int editionId, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("select f.owner_id, f.key from edition e join statistics_form f on f.year = e.year and f.base_key = e.form_key where e.id = $1 order by f.owner_id");
        command.Parameters.Add(new() { Value = editionId });
        var found = new List<(long UnitId, string Form)>();
        await using (var reader = await command.ExecuteReaderAsync(cancel))
            while (await reader.ReadAsync(cancel)) found.Add((reader.GetInt64(0), reader.GetString(1)));
        // Issued by another process a moment ago.
        if (found.Exists(one => !StatisticsForm.Knows(one.Form))) await FormTables.LearnAsync(source, cancel);
        return found.ConvertAll(one => new ProvinceForm(one.UnitId, StatisticsForm.Load(one.Form)));
    }

    /// <summary>The reports of an edition as they stand now; of the given ids alone when there are any.</summary>
    public static async IAsyncEnumerable<ReportedFigures> ReportsAsync(NpgsqlDataSource source, int editionId, Guid[]? ids, [EnumeratorCancellation] CancellationToken cancel)
    {
        // What is not asked is left out: a statement is planned once for all its values, and this one would read every report for the one that has changed.
        await using var command = source.CreateCommand($"""
            select unit_id, case when ended_on is null then state else 'ended' end, case when state in ('submitted', 'accepted') then figures end, form_key, nothing_occurred
              from report where edition_id = $1 {(ids is null ? "" : "and id = any ($2)")}
            """);
        command.Parameters.Add(new() { Value = editionId });
        if (ids is not null) command.Parameters.Add(new() { Value = ids });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            yield return new(reader.GetInt64(0), StandingOf(reader.GetString(1)), await reader.IsDBNullAsync(3, cancel) ? null : reader.GetString(3), await reader.IsDBNullAsync(2, cancel) ? null : reader.GetFieldValue<long?[]>(2), reader.GetBoolean(4));
        }
    }

    static Standing StandingOf(string state) => state switch
    {
        "submitted" => Standing.Received,
        "accepted" => Standing.Accepted,
        "returned" => Standing.Returned,
        "ended" => Standing.NotAsked,
        _ => Standing.Missing,
    };

    static async Task<(DateOnly Day, StatisticsForm? Form)> EditionAsync(NpgsqlDataSource source, int editionId, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("select upper(week) - 1, form_key from edition where id = $1");
        command.Parameters.Add(new() { Value = editionId });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        if (!await reader.ReadAsync(cancel)) throw new KeyNotFoundException($"no edition {editionId}");
        return (reader.GetFieldValue<DateOnly>(0), await reader.IsDBNullAsync(1, cancel) ? null : StatisticsForm.Load(reader.GetString(1)));
    }

    static async Task<HashSet<int>> NotAskedAsync(NpgsqlDataSource source, int editionId, StatisticsForm form, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("select row_key from edition_row where edition_id = $1");
        command.Parameters.Add(new() { Value = editionId });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var columns = new HashSet<int>();
        while (await reader.ReadAsync(cancel)) columns.UnionWith(form.Row(reader.GetString(0)).Columns.Select(column => column.Index));
        return columns;
    }
}
