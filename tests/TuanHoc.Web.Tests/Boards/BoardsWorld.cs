using Microsoft.Extensions.DependencyInjection;
using TuanHoc.Web.Boards;
using TuanHoc.Web.Editions;

namespace TuanHoc.Web.Tests.Boards;

/// <summary>The country of 2025 with schools and learning centres under ten communes of Lai Châu, and reports in every state from everybody.</summary>
public sealed class BoardsWorld(Postgres postgres) : IAsyncLifetime
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public string ConnectionString { get; private set; } = "";
    public App App { get; private set; } = null!;
    public TestData Data { get; private set; } = null!;
    public Edition Edition { get; private set; } = null!;
    public long Province { get; private set; }
    public long Commune { get; private set; }
    public long School { get; private set; }

    /// <summary>Coordinates the nation, the province, the commune; reports for the school.</summary>
    public HttpClient Nation { get; private set; } = null!;
    public HttpClient OfProvince { get; private set; } = null!;
    public HttpClient OfCommune { get; private set; } = null!;
    public HttpClient OfSchool { get; private set; } = null!;

    public LiveTotals Live => App.Services.GetRequiredService<LiveTotals>();

    public async ValueTask InitializeAsync()
    {
        ConnectionString = await postgres.CloneAsync();
        App = new App(ConnectionString);
        Data = new TestData(App);
        Province = await Data.ScalarAsync<long>("select unit_id from unit_on('2025-10-07') where kind = 'province' and code = '12'");
        var communes = await Data.ScalarAsync<long[]>("select array_agg(unit_id order by code) from (select * from unit_on('2025-10-07') where parent_id = $1 and kind = 'commune' order by code limit 10) c", Province);
        Commune = communes[0];
        foreach (var commune in communes)
        {
            for (var school = 1; school <= 3; school++) await Data.UnitAsync("school", $"Trường Tiểu học số {school} của {commune}", commune);
            await Data.UnitAsync("clc", $"Trung tâm học tập cộng đồng {commune}", commune);
        }
        School = await Data.ScalarAsync<long>("select min(unit_id) from unit_version where parent_id = $1 and kind = 'school'", Commune);
        Edition = await Data.EditionAsync(2025);
        await Data.RunAsync(Reports);
        Nation = await Data.BrowserAsync(await Data.PersonAsync("Trịnh Quốc Khải", (1, "coordinator")));
        OfProvince = await Data.BrowserAsync(await Data.PersonAsync("Vàng Thị Mẩy", (Province, "coordinator")));
        OfCommune = await Data.BrowserAsync(await Data.PersonAsync("Hoàng Thị Sen", (Commune, "coordinator")));
        OfSchool = await Data.BrowserAsync(await Data.PersonAsync("Lò Văn Ơn", (School, "reporter")));
    }

    // A third of the figures are blank or "không phát sinh"; open, draft and returned reports hold figures that must not count.
    const string Reports = """
        insert into report (id, edition_id, unit_id, receiver_id, form_key, state, figures, version, changed_at, narrative)
        select gen_random_uuid(), e.id, v.unit_id, v.parent_id, e.form_key, s.state,
               (select array_agg(case when (v.unit_id * 31 + c.position * 17) % 7 = 0 then null when (v.unit_id * 13 + c.position * 5) % 11 = 0 then -1 else (v.unit_id * 7 + c.position * 3) % 90 end order by c.position)
                  from statistics_column c where c.form_key = e.form_key),
               1, case when s.state <> 'open' then '2025-10-09 08:00+07'::timestamptz + (v.unit_id % 600) * interval '1 minute' end,
               '{"strengths": "Người dân hưởng ứng."}'
          from edition e
          join unit_version v on v.valid @> (upper(e.week) - 1) and v.kind in ('province', 'commune', 'school', 'clc')
         cross join lateral (select (array['open', 'draft', 'returned', 'submitted', 'submitted', 'submitted', 'accepted', 'accepted', 'accepted', 'accepted', 'accepted', 'accepted', 'accepted'])[v.unit_id % 13 + 1] as state) s
        """;

    /// <summary>What plain SQL says of a unit's branch: every sum by row and measure, and how many reports were counted.</summary>
    public async Task<Dictionary<string, long>> SumsAsync(long unit, params string[] states)
    {
        await using var command = Data.Source.CreateCommand("""
            select c.row_key || '/' || c.measure, sum(case when c.adding = 'sum' then greatest(f.figure, 0) when f.figure >= 1 and u.kind = any (c.counted_kinds) then 1 else 0 end)::bigint
              from report r join unit u on u.id = r.unit_id
             cross join lateral unnest(r.figures) with ordinality as f (figure, position)
              join statistics_column c on c.form_key = r.form_key and c.position = f.position
             where r.edition_id = $1 and r.state = any ($2) and r.unit_id in (select unit_branch($3, '2025-10-07')) and not c.derived group by 1
            """);
        foreach (var value in new object[] { Edition.Id, states, unit }) command.Parameters.Add(new() { Value = value });
        await using var reader = await command.ExecuteReaderAsync(Cancel);
        var sums = new Dictionary<string, long>();
        while (await reader.ReadAsync(Cancel)) sums[reader.GetString(0)] = reader.IsDBNull(1) ? 0 : reader.GetInt64(1);
        foreach (var measure in new[] { "sessions", "people" })
            sums["classes/" + measure] = sums.Where(sum => sum.Key.StartsWith("classes.", StringComparison.Ordinal) && sum.Key.EndsWith(measure, StringComparison.Ordinal)).Sum(sum => sum.Value);
        return sums;
    }

    public Task<long> CountAsync(long unit, string kind, params string[] states) => Data.ScalarAsync<long>(
        "select count(*) from report r join unit u on u.id = r.unit_id where edition_id = $1 and ($2 = '' or u.kind = $2) and state = any ($3) and unit_id in (select unit_branch($4, '2025-10-07'))",
        Edition.Id, kind, states, unit);

    /// <summary>Writes a report as the Reports room does, and tells every process.</summary>
    public Task WriteAsync(long unit, string state, long?[]? figures, bool nothingOccurred = false) => Data.RunAsync("""
        with written as (update report set state = $3, figures = coalesce($4::bigint[], figures), nothing_occurred = $5, changed_at = now() where edition_id = $1 and unit_id = $2 returning *)
        insert into happening (unit_id, edition_id, kind, thing, thing_id) select unit_id, edition_id, 'report-submitted', 'report', id::text from written
        """, Edition.Id, unit, state, figures, nothingOccurred);

    public async ValueTask DisposeAsync()
    {
        foreach (var browser in new[] { Nation, OfProvince, OfCommune, OfSchool }) browser.Dispose();
        await App.DisposeAsync();
    }
}
