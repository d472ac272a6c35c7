using Npgsql;
using TuanHoc.Statistics;
using TuanHoc.Web.Boards;
using TuanHoc.Web.Commands;
using TuanHoc.Web.Platform;

namespace TuanHoc.Web.Tests.Samples;

public sealed class SampleDataTests(SampleDatabase sample, Postgres postgres) : IClassFixture<SampleDatabase>
{
    // Everything that the sample writes; the rest holds moments of the day it was loaded, as the transaction of a happening (tx) does, when the ledger changed (ledger_at), and the moment (at) of a line that a trigger wrote.
    static readonly string[] Tables =
    [
        "unit_version", "succession", "person", "membership", "edition", "edition_row", "plan", "task", "statistics_form", "statistics_row", "statistics_column",
        "report", "report_snapshot", "report_step", "report_picture", "report_order", "report_order_to", "audit", "happening",
    ];

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_the_same_in_every_database_and_a_second_run_changes_nothing()
    {
        var other = await postgres.CloneAsync();
        await SampleDatabase.LoadAsync(other);
        var first = await PrintAsync(other);
        await SampleDatabase.LoadAsync(other);
        Assert.Equal(first, await PrintAsync(other));
        Assert.Equal(await PrintAsync(sample.ConnectionString), first);
    }

    [Fact]
    public Task Every_invariant_holds() => ReadAsync(async source =>
    {
        var output = new StringWriter();
        Assert.Equal((0, ""), (await Verify.RunAsync(Invariants.All, SampleDatabase.Services(source), output, Cancel), string.Join('\n', output.ToString().Split('\n').Where(line => line.Contains(':', StringComparison.Ordinal) && !line.StartsWith("Nhật ký: ", StringComparison.Ordinal)))));
    });

    [Theory]
    [InlineData("unit where kind = 'school'", 240)]
    [InlineData("unit where kind = 'clc'", 38)]
    [InlineData("unit_on('2025-10-07') c join unit_on('2025-10-07') p on p.unit_id = c.parent_id where c.kind = 'commune' and p.code = '12'", 38)]
    [InlineData("unit_on('2025-10-07') s join unit_on('2025-10-07') d on d.unit_id = s.parent_id join unit_on('2025-10-07') c on c.unit_id = s.territory_id where s.level = 'upper-secondary' and d.name = 'Sở Giáo dục và Đào tạo' and c.kind = 'commune'", 22)]
    [InlineData("person where is_sample and not exists (select from membership m where m.person_id = person.id)", 0)]
    [InlineData("person where password_hash is not null", 0)]
    [InlineData("report r join unit u on u.id = r.unit_id where u.kind = 'commune'", 3321)]
    [InlineData("report r join unit u on u.id = r.unit_id where u.kind = 'province'", 34)]
    [InlineData("edition_row where row_key = 'openings.districts'", 1)]
    [InlineData("audit where thing = 'report' and extract(hour from at at time zone 'Asia/Ho_Chi_Minh') not between 7 and 17", 0)]
    public Task It_has(string what, long count) => ReadAsync(async source => Assert.Equal(count, await SampleDatabase.AskAsync<long>(source, "select count(*) from " + what)));

    [Theory]
    [InlineData("open")]
    [InlineData("draft")]
    [InlineData("submitted")]
    [InlineData("returned")]
    [InlineData("accepted")]
    public Task Schools_have_reports_in_every_state(string state) => ReadAsync(async source =>
        Assert.InRange(await SampleDatabase.AskAsync<long>(source, $"select count(*) from report r join unit u on u.id = r.unit_id where u.kind = 'school' and r.state = '{state}'"), 5, 200));

    [Theory]
    [InlineData("handed_on is not null and missing = '{}'", 70, 97)]
    [InlineData("cardinality(missing) > 0", 3, 30)]
    [InlineData("handed_on is not null and nothing_occurred", 1, 6)]
    public Task Of_what_came_in_so_many_percent_are(string which, int least, int most) => ReadAsync(async source => Assert.InRange(
        await SampleDatabase.AskAsync<long>(source, $"select count(*) filter (where {which}) * 100 / count(*) from report where handed_on is not null"), least, most));

    [Theory]
    [InlineData("coordinator", "nation")]
    [InlineData("coordinator", "province")]
    [InlineData("leader", "province")]
    [InlineData("viewer", "province")]
    [InlineData("coordinator", "agency")]
    [InlineData("coordinator", "commune")]
    [InlineData("leader", "commune")]
    [InlineData("reporter", "school")]
    [InlineData("reporter", "clc")]
    public Task Somebody_is_listed_for(string role, string kind) => ReadAsync(async source => Assert.True(await SampleDatabase.AskAsync<long>(source, $"""
        select count(*) from membership m join unit u on u.id = m.unit_id join person p on p.id = m.person_id
         where p.is_sample and upper_inf(m.valid) and m.role = '{role}' and u.kind = '{kind}' and p.user_name ~ '^[a-z.0-9]+$'
        """) > 0));

    [Fact]
    public Task What_was_submitted_could_be_submitted() => ReadAsync(async source =>
    {
        var form = StatisticsForm.Load("2024");
        await using var command = source.CreateCommand("select id, figures, notes::text from report where state in ('submitted', 'accepted', 'returned') and not nothing_occurred");
        await using var reader = await command.ExecuteReaderAsync(Cancel);
        var met = 0;
        for (; await reader.ReadAsync(Cancel); met++)
        {
            var notes = System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, string>>(reader.GetString(2))!;
            var why = Checks.WhyNotSubmit(new(form, form.NotApplicable(hasDistricts: false), reader.GetFieldValue<long?[]>(1), Beside.Nothing), notes);
            Assert.True(why is null, $"{reader.GetGuid(0)}: {why}");
        }
        Assert.True(met > 200);
    });

    [Fact]
    public async Task It_is_not_loaded_into_data_for_real_use()
    {
        var real = await postgres.CloneAsync();
        await using (var source = NpgsqlDataSource.Create(real))
        await using (var command = source.CreateCommand("insert into person (full_name, user_name) values ('Một người', 'mot.nguoi')"))
            await command.ExecuteNonQueryAsync(Cancel);
        await Assert.ThrowsAnyAsync<Refusal>(() => SampleDatabase.LoadAsync(real));
    }

    async Task ReadAsync(Func<NpgsqlDataSource, Task> ask)
    {
        await using var source = NpgsqlDataSource.Create(sample.ConnectionString);
        await ask(source);
    }

    static async Task<string> PrintAsync(string connectionString)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        var lines = new List<string>();
        foreach (var table in Tables)
            lines.Add(await SampleDatabase.AskAsync<string>(source, $"select '{table} ' || count(*) || ' ' || coalesce(md5(string_agg(row, e'\\n' order by row collate \"C\")), '') from (select (to_jsonb(t) - 'tx' - 'ledger_at' - case when to_jsonb(t) ->> 'what' like 'row-%' then 'at' else 'tx' end)::text as row from {table} t) rows"));
        return string.Join('\n', lines);
    }
}
