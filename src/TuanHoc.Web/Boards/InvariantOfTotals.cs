using Npgsql;
using NpgsqlTypes;
using TuanHoc.Statistics;
using TuanHoc.Web.Reports;

namespace TuanHoc.Web.Boards;

/// <summary>The totals that pages show are held in memory; here they are made afresh and compared, cell by cell, with plain SQL sums over the tables.</summary>
static class InvariantOfTotals
{
    public static readonly Invariant Held = new("Số tổng hợp bằng tổng tính lại bằng SQL", async (services, cancel) =>
    {
        var source = services.GetRequiredService<NpgsqlDataSource>();
        var faults = new List<string>();
        foreach (var (edition, year) in await EditionsAsync(source, cancel))
        {
            try
            {
                await CompareAsync(source, edition, year, faults, cancel);
            }
            catch (Exception e) when (e is ArgumentException or KeyNotFoundException or OverflowException)
            {
                faults.Add($"edition = {year}, {e.Message}");
            }
        }
        return faults;
    });

    static async Task CompareAsync(NpgsqlDataSource source, int edition, int year, List<string> faults, CancellationToken cancel)
    {
        var held = await TotalsReader.LoadAsync(source, edition, map: default, cancel);
        foreach (var totals in held.Provinces.Prepend(held)) await CompareAsync(source, edition, year, totals, isAll: totals == held, faults, cancel);
    }

    static async Task CompareAsync(NpgsqlDataSource source, int edition, int year, EditionTotals held, bool isAll, List<string> faults, CancellationToken cancel)
    {
        var columns = await ColumnsAsync(source, edition, held.Form, cancel);
        if (columns.Count != held.FormColumns) faults.Add($"edition = {year}, columns = {held.FormColumns}, in SQL = {columns.Count}");
        await using var command = source.CreateCommand(Sums(columns));
        command.CommandTimeout = 0;
        command.Parameters.Add(new() { Value = edition });
        command.Parameters.Add(new() { Value = isAll ? DBNull.Value : Branch(held), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        // Where units that ended before the week did hang, the tables alone do not tell: those sums are compared at the top.
        var hung = held.Units.Earlier.Keys.SelectMany(unit => held.Tree.PathTo(held.Tree.IndexOf(unit))).ToHashSet();
        var met = 0;
        while (await reader.ReadAsync(cancel))
        {
            var (id, received, accepted) = (reader.GetInt64(0), reader.GetFieldValue<long[]>(1), reader.GetFieldValue<long[]>(2));
            if (!held.Tree.TryIndexOf(id, out var unit)) { faults.Add($"edition = {year}, unit_id = {id}: not in the tree"); continue; }
            met++;
            if (hung.Contains(unit) && unit != 0) continue;
            Compare("received", held.Received(unit), received);
            Compare("accepted", held.Accepted(unit), accepted);

            void Compare(string which, ReadOnlySpan<long> totals, long[] sums)
            {
                for (var column = 0; column < sums.Length; column++)
                    if (totals[column] != sums[column]) faults.Add($"edition = {year}, unit_id = {id}, {which}, position = {column + 1}, held = {totals[column]}, in SQL = {sums[column]}");
            }
        }
        if (isAll && held.Units.Earlier.Count == 0 && met != held.Tree.Count) faults.Add($"edition = {year}, units = {held.Tree.Count}, in SQL = {met}");
    }

    static long[] Branch(EditionTotals held)
    {
        var top = held.Tree.IndexOf(held.TopId);
        return [.. Enumerable.Range(top, held.Tree.End(top) - top).Select(held.Tree.Id)];
    }

    /// <summary>Each unit with each unit above it, and the sum of every column over them; after the form's columns come the counts of reports asked and received, of all units and of communes, and of reports on another form.</summary>
    static string Sums(IReadOnlyList<string> columns)
    {
        string Row(string which) => string.Join(", ", columns.Select(c => $"coalesce(sum({c}) filter (where {which}), 0)::bigint").Concat(
        [
            "count(r.unit_id) filter (where r.ended_on is null)", $"count(*) filter (where {which})", "count(r.unit_id) filter (where r.ended_on is null and b.kind = 'commune')", $"count(*) filter (where {which} and b.kind = 'commune')",
            $"count(*) filter (where {which} and coalesce((select f.base_key from statistics_form f where f.key = r.form_key), r.form_key) is distinct from (select e.form_key from edition e where e.id = $1))",
        ]));
        return $"""
            with recursive here as materialized (
                select v.unit_id, v.parent_id, v.kind from edition e join unit_version v on v.valid @> (upper(e.week) - 1) where e.id = $1
                union all
                select r.unit_id, (select min(id) from unit where kind = 'nation'), u.kind from edition e join report r on r.edition_id = e.id join unit u on u.id = r.unit_id
                 where e.id = $1 and not exists (select from unit_version v where v.unit_id = r.unit_id and v.valid @> (upper(e.week) - 1))),
            line (unit_id, above, kind) as (
                select unit_id, unit_id, kind from here
                union all
                select line.unit_id, here.parent_id, line.kind from line join here on here.unit_id = line.above where here.parent_id is not null)
            select b.above, array[{Row("r.state in ('submitted', 'accepted')")}], array[{Row("r.state = 'accepted'")}]
              from line b left join report r on r.unit_id = b.unit_id and r.edition_id = $1
             where $2::bigint[] is null or b.above = any ($2)
             group by b.above
            """;
    }

    /// <summary>What each column adds to a sum, as SQL; the figure of a row that the edition does not ask adds nothing.</summary>
    static async Task<List<string>> ColumnsAsync(NpgsqlDataSource source, int edition, StatisticsForm? form, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            select case when n.row_key is not null then '0'
                        when c.adding = 'count' then format('case when {figure} >= 1 and b.kind = any (%L::text[]) then 1 else 0 end', c.counted_kinds)
                        else 'greatest({figure}, 0)' end
              from statistics_column c
              left join edition_row n on n.edition_id = $1 and n.row_key = c.row_key
             where c.form_key = $2
             order by c.position
            """);
        command.Parameters.Add(new() { Value = edition });
        command.Parameters.Add(new() { Value = form?.Key ?? "" });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var columns = new List<string>();
        while (await reader.ReadAsync(cancel)) columns.Add(reader.GetString(0).Replace("{figure}", FigureOf(form!, columns.Count), StringComparison.Ordinal));
        return columns;
    }

    /// <summary>A report's own figure for a column of a form, whichever form the report is on.</summary>
    static string FigureOf(StatisticsForm form, int column) =>
        $"case {string.Concat(StatisticsForm.Known.Where(key => OtherForm.Columns(form, key)[column] is not null).GroupBy(key => OtherForm.Columns(form, key)[column]).Select(on => $"when r.form_key in ({string.Join(", ", on.Select(key => $"'{key}'"))}) then r.figures[{on.Key + 1}] "))}end";

    static async Task<List<(int Id, int Year)>> EditionsAsync(NpgsqlDataSource source, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("select id, year from edition order by year");
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var editions = new List<(int, int)>();
        while (await reader.ReadAsync(cancel)) editions.Add((reader.GetInt32(0), reader.GetInt32(1)));
        return editions;
    }
}
