using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using Npgsql;
using TuanHoc.Office;
using TuanHoc.Plans;
using TuanHoc.Plans.Writing;
using TuanHoc.Web.Plans;
using TuanHoc.Web.Plans.Writing;
using WrittenPlan = TuanHoc.Core.Tests.Plans.Writing.LongPlan;

namespace TuanHoc.Bench;

/// <summary>Plans: one of forty pages read, one of fifteen written, the Ministry's issued to 3,321 communes while others go on reading, and the control board of a province.</summary>
static class PlansBench
{
    const int Clients = 16, Times = 15, Schools = 2_000;

    static readonly TimeSpan Turn = TimeSpan.FromSeconds(3), Patience = TimeSpan.FromSeconds(120);

    // What others read meanwhile, and what tells whether they are disturbed.
    static readonly string[] Others = ["/", "/plans", "/reports"];

    public static async Task<IEnumerable<(string Name, double Value)>> RunAsync()
    {
        var forty = LongPlan.Docx(40);
        List<(string, double)> lines =
        [
            ("plans.read_40_pages_ms", MedianOf(() => PlanReader.Read(PlanText.Read(new MemoryStream(forty)).Text!))),
            ("plans.docx_15_pages_ms", MedianOf(() => DocxWriter.Write(PlanWriter.Write(WrittenPlan.Draft), new MemoryStream()))),
        ];
        await using var folder = await BenchFolder.OpenAsync();
        await NationalData.WriteAsync(folder.Source);
        await folder.CloseAsync();
        await using var application = await Published.StartAsync(folder.Path);
        using var commune = await Visitor.SignInAsync(application.Address, "xa");
        using var nation = await Visitor.SignInAsync(application.Address, "bo");
        await LoadAsync(commune, Others, Task.Delay(Turn));
        var quiet = await LoadAsync(commune, Others, Task.Delay(Turn));
        var told = TellAsync(folder.Source, nation);
        var during = await LoadAsync(commune, Others, told);
        lines.AddRange([("plans.tell_communes", await CountAsync(folder.Source)), ("plans.tell_messages", await MessagesAsync(folder.Source)), ("plans.tell_s", (await told).TotalSeconds), ("plans.others_quiet_p95_ms", Median.At(quiet, 0.95)), ("plans.others_during_p95_ms", Median.At(during, 0.95))]);

        var board = await BoardAsync(folder.Source);
        // Until the application is compiled for it: the first seconds of a process are not what a day of work is like.
        string[] boards = [board, board + "&kind=school"];
        await LoadAsync(nation, boards, Task.Delay(3 * Turn));
        lines.Add(("plans.control_p95_ms", Median.At(await LoadAsync(nation, boards, Task.Delay(Turn)), 0.95)));
        lines.AddRange([("plans.control_communes_alone_ms", await AloneAsync(nation, boards[0])), ("plans.control_schools_alone_ms", await AloneAsync(nation, boards[1]))]);
        return lines;
    }

    static double MedianOf(Action act)
    {
        for (var i = 0; i < 5; i++) act();
        return Median.Of([.. Enumerable.Range(0, Times).Select(_ =>
        {
            var from = Stopwatch.GetTimestamp();
            act();
            return Stopwatch.GetElapsedTime(from).TotalMilliseconds;
        })]);
    }

    /// <summary>A board that nobody has looked at lately, asked by one person: the median.</summary>
    static async Task<double> AloneAsync(Visitor visitor, string path)
    {
        var times = new List<double>();
        for (var time = 0; time < Times; time++)
        {
            await Task.Delay(TimeSpan.FromSeconds(3.1));
            var from = Stopwatch.GetTimestamp();
            await visitor.BytesAsync(path);
            times.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
        }
        return Median.Of(times);
    }

    /// <summary>Asks for pages in turn until something is over; the times of the answers.</summary>
    static async Task<IReadOnlyCollection<double>> LoadAsync(Visitor visitor, string[] paths, Task until)
    {
        var times = new ConcurrentBag<double>();
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async client =>
        {
            for (var turn = client; !until.IsCompleted; turn++)
            {
                var from = Stopwatch.GetTimestamp();
                await visitor.BytesAsync(paths[turn % paths.Length]);
                times.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
            }
        }));
        return times;
    }

    /// <summary>Issues a plan of the Ministry through its page that gives every commune three tasks, and waits until the application has told them all.</summary>
    static async Task<TimeSpan> TellAsync(NpgsqlDataSource source, Visitor nation)
    {
        var draft = WrittenPlan.Draft with
        {
            Issuer = "Bộ Giáo dục và Đào tạo",
            Notation = "KH-BGDĐT",
            Year = 2025,
            IssuedOn = null,
            Number = null,
            Week = new(new(2025, 10, 1), new(2025, 10, 7)),
            Frame = null,
            Ceremonies = [],
            StandingPlans = [],
            Deadlines = [],
            Bases = [WrittenPlan.Draft.Bases[0]],
            Assignments = [new("Ủy ban nhân dân các xã, phường, đặc khu", IsAsked: false,
            [
                new("Xây dựng kế hoạch của địa phương", TaskOutput.Plan, new(2025, 9, 20), DeadlineBound.Before, null, null),
                new("Tổ chức Lễ khai mạc Tuần lễ", TaskOutput.Ceremony, new(2025, 10, 1), DeadlineBound.On, null, null),
                new("Báo cáo kết quả", TaskOutput.Report, new(2025, 10, 15), DeadlineBound.By, null, null),
            ])],
            Recipients = ["UBND các xã, phường, đặc khu", "Lưu: VT"],
        };
        Guid id;
        await using (var command = source.CreateCommand("""
            insert into plan (id, unit_id, state, type, file_name, text, facts, draft, title, write_key, made_at, made_by, changed_at, changed_by)
            select gen_random_uuid(), 1, 'draft', 'KH', '', '', $1::jsonb, $2::jsonb, $3, gen_random_uuid(), now(), p.id, now(), p.id from person p where p.user_name = 'bo' returning id
            """))
        {
            foreach (var value in (object[])[PlanFacts.Write(PlanReader.Read("")), DraftJson.Write(draft), draft.Title]) command.Parameters.Add(new() { Value = value });
            id = (Guid)(await command.ExecuteScalarAsync())!;
        }
        var fields = Visitor.Hidden(await nation.ReadAsync($"/plans/{id}/issue"));
        (fields["number"], fields["day"]) = ("1", "05/09/2025");
        var began = Stopwatch.GetTimestamp();
        using (var answer = await nation.PostAsync($"/plans/{id}/issue", fields))
            if (answer.StatusCode != HttpStatusCode.Redirect) throw new InvalidOperationException($"the plan was not issued: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        while (await AskAsync<bool>(source, "select exists (select from plan where unit_id = 1 and delivered_at is null)"))
        {
            if (Stopwatch.GetElapsedTime(began) > Patience) throw new TimeoutException("the plan was not told");
            await Task.Delay(50);
        }
        return Stopwatch.GetElapsedTime(began);
    }

    static Task<double> MessagesAsync(NpgsqlDataSource source) => AskAsync<double>(source, "select count(*)::double precision from message where kind = 'plan'");

    static Task<double> CountAsync(NpgsqlDataSource source) => AskAsync<double>(source, "select count(distinct u.unit_id)::double precision from unit_task u join task t on t.id = u.task_id join plan p on p.id = t.plan_id where p.unit_id = 1");

    /// <summary>The control board of the province with the most communes, below which as many schools stand.</summary>
    static async Task<string> BoardAsync(NpgsqlDataSource source)
    {
        var province = await AskAsync<long>(source, "select parent_id from unit_on(date '2025-10-07') where kind = 'commune' group by parent_id order by count(*) desc limit 1");
        await using (var command = source.CreateCommand("""
            insert into unit_task (task_id, unit_id)
            select t.id, s.unit_id from (select min(t.id) as id from task t join plan p on p.id = t.plan_id where p.unit_id = $1) t
              cross join (select b.id as unit_id from unit_branch($1, date '2025-10-07') as b (id) join unit_on(date '2025-10-07') v on v.unit_id = b.id and v.kind = 'school' limit $2) s
            on conflict do nothing
            """))
        {
            command.Parameters.Add(new() { Value = province });
            command.Parameters.Add(new() { Value = Schools });
            await command.ExecuteNonQueryAsync();
        }
        return string.Create(CultureInfo.InvariantCulture, $"/control?year=2025&unit={province}");
    }

    static async Task<T> AskAsync<T>(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
