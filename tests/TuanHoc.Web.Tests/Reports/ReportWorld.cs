using TuanHoc.Web.Editions;

namespace TuanHoc.Web.Tests.Reports;

/// <summary>A province, a commune and its people, in the edition of 2025; every test makes schools of its own beneath them.</summary>
public sealed class ReportWorld(Postgres postgres) : IAsyncLifetime
{
    readonly SemaphoreSlim one = new(1);
    int schools;

    public App App { get; private set; } = null!;
    public TestData Data { get; private set; } = null!;
    public Edition Edition { get; private set; } = null!;
    public long Province { get; private set; }
    public long Commune { get; private set; }

    /// <summary>Coordinates the commune, which receives the schools' reports.</summary>
    public HttpClient Receiver { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        App = new App(await postgres.CloneAsync());
        Data = new TestData(App);
        Province = await Data.UnitAsync("province", "Tỉnh Mẫu");
        Commune = await Data.UnitAsync("commune", "Phường Tân Mẫu", Province);
        Edition = await Data.EditionAsync(2025);
        await Data.LedgerAsync(Edition);
        Receiver = await Data.BrowserAsync(await Data.PersonAsync("Hoàng Thị Sen", (Commune, "coordinator")));
    }

    /// <summary>A new unit of the commune with its open report, and its reporter signed in.</summary>
    public async Task<School> SchoolAsync(string kind = "school", Edition? edition = null)
    {
        var unit = await Data.UnitAsync(kind, $"Trường số {Interlocked.Increment(ref schools)}", Commune);
        await one.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            await Data.LedgerAsync(edition ?? Edition);
        }
        finally
        {
            one.Release();
        }
        var reporter = await Data.BrowserAsync(await Data.PersonAsync("Lò Văn Phúc", (unit, "reporter")));
        return new(this, unit, await Data.ReportAsync(edition ?? Edition, unit), reporter);
    }

    public async ValueTask DisposeAsync()
    {
        Receiver.Dispose();
        one.Dispose();
        await App.DisposeAsync();
    }
}

/// <summary>A reporting unit, the address of its report, and its reporter's browser.</summary>
public sealed record School(ReportWorld World, long Unit, string Report, HttpClient Reporter)
{
    public Guid Id => Guid.Parse(Report["/reports/".Length..], System.Globalization.CultureInfo.InvariantCulture);

    public async Task<HttpResponseMessage> SaveAsync(params (string Name, string? Value)[] typed) =>
        await Reporter.SendAsync((await Reporter.PageAsync(Report)).Form(Report), to: null, typed);

    public async Task<HttpResponseMessage> SubmitAsync(params (string Name, string? Value)[] typed) =>
        await Reporter.SendAsync((await Reporter.PageAsync(Report)).Form(Report), Report + "/submission", typed);

    public async Task<HttpResponseMessage> ReturnAsync(string reason)
    {
        var form = (await World.Receiver.PageAsync(Report)).Form(Report + "/return");
        return await World.Receiver.SendAsync(form, to: null, ("reason", reason));
    }

    /// <summary>The receiver keeps what came on paper, to enter it for the unit.</summary>
    public async Task<HttpResponseMessage> OnPaperAsync(byte[] file, string day)
    {
        using var content = new MultipartFormDataContent { { new ByteArrayContent(file), "file", "ban-giay.pdf" } };
        foreach (var (name, value) in (await World.Receiver.PageAsync(Report + "?tab=due")).Form(Report + "/behalf").Filled(("received", day))) if (name != "file") content.Add(new StringContent(value), name);
        return await World.Receiver.PostAsync(Report + "/behalf", content, TestContext.Current.CancellationToken);
    }

    public async Task<HttpResponseMessage> AcceptAsync() =>
        await World.Receiver.SendAsync((await World.Receiver.PageAsync(Report)).Form(Report + "/acceptance"));

    public Task<string> StateAsync() => World.Data.ScalarAsync<string>("select state from report where id = $1", Id);

    public Task<int> VersionAsync() => World.Data.ScalarAsync<int>("select version from report where id = $1", Id);

    /// <summary>The stored figure of a column of the form of 2024; null is blank.</summary>
    public async Task<long?> FigureAsync(string row, string measure)
    {
        var value = await World.Data.ScalarAsync<object>("""
            select r.figures[c.position] from report r join statistics_column c on c.form_key = r.form_key where r.id = $1 and c.row_key = $2 and c.measure = $3
            """, Id, row, measure);
        return value is DBNull ? null : (long)value;
    }

    /// <summary>Counts lines about this report in a table: audit, happening, report_step or report_snapshot.</summary>
    public Task<long> CountAsync(string table, string? what = null) => World.Data.ScalarAsync<long>(table switch
    {
        "audit" => "select count(*) from audit where thing = 'report' and thing_id = $1::text and ($2::text is null or what = $2)",
        "happening" => "select count(*) from happening where thing = 'report' and thing_id = $1::text and ($2::text is null or kind = 'report-' || $2)",
        "report_step" => "select count(*) from report_step where report_id = $1 and ($2::text is null or kind = $2)",
        _ => "select count(*) from report_snapshot where report_id = $1 and $2::text is null",
    }, Id, what);
}
