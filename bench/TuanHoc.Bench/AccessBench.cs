using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;
using TuanHoc.Web.Commands;
using TuanHoc.Web.Platform;

namespace TuanHoc.Bench;

/// <summary>
/// What the permission check adds to a page at national size, asked in turns as it is and with the rule of access taken out of its statements on the way to
/// the database: a thing is found without asking whose it is. A list without its branch would be another list; it is asked in turns with somebody who sees all.
/// </summary>
static class AccessBench
{
    const int Rounds = 5, Pairs = 120;

    /// <param name="All">Of a list: who is shown it without a rule.</param>
    sealed record Page(string Name, string Path, Visitor By, Visitor? All = null)
    {
        public List<double> Shares { get; } = [];
    }

    public static async Task<IEnumerable<(string Name, double Value)>> RunAsync()
    {
        await using var folder = await BenchFolder.OpenAsync();
        await NationalData.WriteAsync(folder.Source);
        await folder.CloseAsync();
        await using var data = await DataFolder.OpenAsync(folder.Path, connectionString: null);
        await using var app = Composition.Build(Composition.Builder(["--applicationName=tuanhoc", "--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=Warning"]), data.Source);
        var check = new CheckTakenOut();
        using var listening = DiagnosticListener.AllListeners.Subscribe(check);
        await app.StartAsync();
        var address = new Uri(app.Urls.First());
        using var province = await Visitor.SignInAsync(address, "tinh");
        using var commune = await Visitor.SignInAsync(address, "xa");
        using var nation = await Visitor.SignInAsync(address, "bo");
        var pages = await PagesAsync(data.Source, province, commune);
        pages.AddRange([new("plans", "/plans", province, nation), new("tasks", "/tasks", province, nation)]);
        foreach (var page in pages)
        {
            check.TakenOut = 0;
            await MeasureAsync(page, check);
            if (page.All is null && check.TakenOut < Pairs) throw new InvalidOperationException($"{page.Path} asks for no permission");
            page.Shares.Clear();
        }
        for (var round = 0; round < Rounds; round++)
            foreach (var page in pages) await MeasureAsync(page, check);
        await app.StopAsync();
        return
        [
            .. pages.Select(page => ($"access.{page.Name}.{(page.All is null ? "check_share" : "branch_share")}", Median.Of(page.Shares))),
            ("access.check_share_ratio", pages.Where(page => page.All is null).Max(page => Median.Of(page.Shares))),
        ];
    }

    static async Task<List<Page>> PagesAsync(NpgsqlDataSource source, Visitor province, Visitor commune)
    {
        var unit = await AskAsync<long>(source, "select unit_id from unit_on(date '2025-10-07') where kind = 'province' and code = '38'");
        var plan = await AskAsync<Guid>(source, string.Create(CultureInfo.InvariantCulture, $"select id from plan where unit_id = {unit}"));
        var report = await AskAsync<Guid>(source, "select r.id from report r join membership m on m.unit_id = r.receiver_id join person p on p.id = m.person_id and p.user_name = 'xa' where r.state = 'submitted' order by r.id limit 1");
        return
        [
            new("sheet", $"/reports/{report}", commune), new("plan", $"/plans/{plan}", province), new("province", string.Create(CultureInfo.InvariantCulture, $"/totals/2025/{unit}"), province),
            new("missing", string.Create(CultureInfo.InvariantCulture, $"/totals/2025/{unit}/missing"), province),
        ];
    }

    /// <summary>One round: the page with its rule and without, one after the other, so that whatever else the machine does falls on both.</summary>
    static async Task MeasureAsync(Page page, CheckTakenOut check)
    {
        var (with, without) = (new List<double>(Pairs), new List<double>(Pairs));
        for (var pair = 0; pair < Pairs; pair++)
        {
            // The first of two asked is not always the same one.
            foreach (var isOut in pair % 2 == 0 ? [false, true] : (bool[])[true, false])
            {
                check.IsOut = isOut && page.All is null;
                var start = Stopwatch.GetTimestamp();
                await (isOut ? page.All ?? page.By : page.By).BytesAsync(page.Path);
                (isOut ? without : with).Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }
        page.Shares.Add(Median.Of(with) / Median.Of(without) - 1);
    }

    static async Task<T> AskAsync<T>(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }
}

/// <summary>Rewrites the statements of the application on their way: every call of the rule becomes "true".</summary>
sealed partial class CheckTakenOut : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    public bool IsOut { get; set; }

    /// <summary>How many statements had a check.</summary>
    public int TakenOut { get; set; }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.EntityFrameworkCore") value.Subscribe(this, name => name == RelationalEventId.CommandExecuting.Name);
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (!IsOut || value.Value is not CommandEventData { Command: { } command } || !Check().IsMatch(command.CommandText)) return;
        command.CommandText = Check().Replace(command.CommandText, "true");
        TakenOut++;
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    // The functions of the rule, with what stands in their brackets, and "is among the units held". The flags stay (unit = any of the person's units): two numbers
    // compared, and without them it were another page.
    [GeneratedRegex(@"\b(sees|holds|reaches|manages_people)\(([^()]|\(([^()]|\([^()]*\))*\))*\)|(\([^()]*\)|[\w.]+) in \(select \* from units_held\([^()]*\)\)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Check();
}
