using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Npgsql;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Tests.Messages;

/// <summary>An edition from the Ministry's letter to three days after the last deadline, the jobs run all day long; every message sent, by whom it was read and approved.</summary>
public sealed class EditionOfMessagesTests(MessageWorld world) : IClassFixture<MessageWorld>
{
    static readonly TimeOnly[] Hours = [new(0, 10), new(6, 35), new(7, 35), new(12, 0), new(20, 55), new(23, 0)];

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    readonly Dictionary<string, string> names = new(StringComparer.Ordinal);
    readonly List<(DateTimeOffset At, string To, string Text)> letters = [];
    string ministry = "", province = "", agency = "", first = "", school = "";

    [Fact]
    public async Task Every_message_of_an_edition_is_as_approved()
    {
        await PeopleAsync();
        var events = Events();
        await world.Data.LedgerAsync(world.Edition);
        for (var day = new DateOnly(2026, 8, 31); day <= new DateOnly(2026, 11, 2); day = day.AddDays(1))
        {
            var today = events.Where(one => DateOnly.FromDateTime(one.At.DateTime) == day).ToList();
            foreach (var (at, what) in Hours.Select(hour => (At: new DateTimeOffset(day.ToDateTime(hour), TimeSpan.FromHours(7)), What: (Func<Task>?)null)).Concat(today.Select(one => (one.At, (Func<Task>?)one.What))).OrderBy(one => one.At))
            {
                world.Clock.Now = at;
                if (what is not null) await what();
                await world.RunJobsAsync();
                while (world.Office.Letters.TryDequeue(out var letter)) letters.Add((at, letter.To, letter.Text));
            }
        }

        Assert.All(letters, letter => Assert.InRange(TimeOnly.FromDateTime(letter.At.DateTime), new TimeOnly(6, 30), new TimeOnly(21, 0)));
        Assert.Equal(0, await world.Data.ScalarAsync<long>("select count(*) from (select 1 from message where once like 'day:%' group by person_id, vietnam_day(at) having count(*) > 1) twice"));
        Assert.Equal(0, await world.Data.ScalarAsync<long>("select count(*) from mail where state <> 'sent'"));
        await ApprovedAsync(await SaidAsync());
    }

    async Task PeopleAsync()
    {
        ministry = await SomeoneAsync("Vũ Thị Bộ", "bo", (1L, Roles.Coordinator));
        province = await SomeoneAsync("Tòng Văn Tỉnh", "tinh", (world.Province, Roles.Coordinator));
        await SomeoneAsync("Lường Thị Chủ Tịch", "chutich", (world.Province, Roles.Leader));
        agency = await SomeoneAsync("Cà Thị Sở", "so", (world.Agency, Roles.Coordinator));
        first = await SomeoneAsync("Lò Thị Một", "mot", (world.First, Roles.Coordinator));
        // Without an address: what is said stands in the program alone.
        await SomeoneAsync("Giàng A Hai", email: null, (world.Second, Roles.Coordinator));
        await SomeoneAsync("Mùa A Phó", "pho", (world.Second, Roles.Leader));
        school = await SomeoneAsync("Hà Thị Trường", "truong", (world.School, Roles.Reporter));
    }

    async Task<string> SomeoneAsync(string fullName, string? email, params (long, string)[] roles)
    {
        var name = await world.PersonAsync(fullName, email is null ? null : email + "@tuanhoc.example", roles);
        names[name] = fullName;
        return name;
    }

    List<(DateTimeOffset At, Func<Task> What)> Events()
    {
        static DateTimeOffset At(int month, int day, int hour, int minute = 0) => MessageWorld.At(2026, month, day, hour, minute);
        var of = new DateOnly(2026, 9, 1);
        DateOnly Sep(int day) => of.AddDays(day - 1);
        return
        [
            (At(8, 31, 9), () => PlanAsync(1, "CV", "4321/BGDĐT-GDTX", "Tổ chức Tuần lễ hưởng ứng học tập suốt đời năm 2026", ministry, [new(world.Province, "Ban hành kế hoạch tổ chức Tuần lễ", "plan", Sep(15), "before")])),
            (At(9, 3, 16), () => PlanAsync(world.Province, "KH", "88/KH-UBND", "Kế hoạch tổ chức Tuần lễ hưởng ứng học tập suốt đời năm 2026 trên địa bàn tỉnh", province,
                [new(world.First, "Ban hành kế hoạch của xã", "plan", Sep(20), "before"), new(world.Second, "Ban hành kế hoạch của xã", "plan", Sep(20), "before"),
                 new(world.First, "Gửi lịch lễ khai mạc", "schedule", Sep(25), "by"), new(world.Second, "Gửi lịch lễ khai mạc", "schedule", Sep(25), "by"),
                 new(world.Agency, "Hướng dẫn các trường tổ chức ngày hội đọc sách", "document", Sep(28), "by")])),
            // The unit opens it; the second commune does not.
            (At(9, 4, 8), () => world.Data.RunAsync("update plan_delivery set opened_at = $2, opened_by = (select id from person where user_name = $3) where unit_id = any ($1)", new[] { world.First, world.Agency, world.Province }, world.Clock.GetUtcNow(), first)),
            // Late in the evening: the letter waits until the morning.
            (At(9, 10, 21, 30), () => PlanAsync(world.First, "KH", "12/KH-UBND", "Kế hoạch Tuần lễ hưởng ứng học tập suốt đời năm 2026 của Xã Thứ Nhất", first, [new(world.School, "Tổ chức ngày hội đọc sách", "activity", of.AddDays(34), "on")])),
            (At(9, 11, 8), () => world.Data.RunAsync("update plan_delivery set opened_at = $2 where unit_id = $1", world.School, world.Clock.GetUtcNow())),
            (At(9, 24, 10), () => CeremonyAsync(world.First)),
            (At(9, 26, 15), () => SaidAsync(world.Agency, agency, "Hướng dẫn các trường tổ chức ngày hội đọc sách", "Đã gửi công văn tới các trường.")),
            (At(9, 26, 22, 10), () => AnsweredAsync(world.Agency, province, "Hướng dẫn các trường tổ chức ngày hội đọc sách", "returned", "Chưa kèm công văn.")),
            (At(9, 27, 9), () => SaidAsync(world.Agency, agency, "Hướng dẫn các trường tổ chức ngày hội đọc sách", "Đã gửi, kèm công văn số 77.")),
            (At(9, 28, 9), () => AnsweredAsync(world.Agency, province, "Hướng dẫn các trường tổ chức ngày hội đọc sách", "accepted", reason: null)),
            (At(9, 29, 8), () => PlanAsync(world.Second, "KH", "5/KH-UBND", "Kế hoạch của Xã Thứ Hai", first, [])),
            (At(9, 29, 9), () => CeremonyAsync(world.Second)),
            (At(10, 5, 17), () => SaidAsync(world.School, school, "Tổ chức ngày hội đọc sách", "Ngày hội có 420 học sinh dự.")),
            (At(10, 6, 9), () => AnsweredAsync(world.School, first, "Tổ chức ngày hội đọc sách", "accepted", reason: null)),
            (At(10, 9, 15), () => ReportAsync(world.School, school, "submitted", reason: null)),
            (At(10, 10, 9), () => ReportAsync(world.School, first, "returned", "Thiếu số người tham gia.")),
            (At(10, 12, 9), () => ReportAsync(world.School, school, "submitted", reason: null)),
            (At(10, 12, 16), () => ReportAsync(world.School, first, "accepted", reason: null)),
            (At(10, 14, 9), () => ReportAsync(world.First, first, "submitted", reason: null)),
            (At(10, 16, 9), () => ReportAsync(world.First, province, "accepted", reason: null)),
            (At(10, 31, 9), () => ReportAsync(world.Province, province, "submitted", reason: null)),
            (At(11, 2, 9), () => ReportAsync(world.Province, ministry, "accepted", reason: null)),
        ];
    }

    async Task PlanAsync(long unit, string type, string number, string title, string by, IReadOnlyList<Asked> tasks) => await world.PlanAsync(unit, type, number, title, await world.IdAsync(by), tasks);

    async Task CeremonyAsync(long unit) => await world.Data.RunAsync("""
        insert into activity (id, edition_id, unit_id, kind, title, from_at, state, write_key, made_at, made_by, changed_at, changed_by)
        values ($1, $2, $3, 'ceremony', 'Lễ khai mạc', '2026-10-01 01:00Z', 'planned', $1, $4, $5, $4, $5)
        """, Guid.CreateVersion7(), world.Edition.Id, unit, world.Clock.GetUtcNow(), await world.IdAsync(first));

    async Task SaidAsync(long unit, string by, string task, string sentence)
    {
        var id = await world.UnitTaskAsync(task, unit);
        await world.Data.RunAsync("insert into task_account (unit_task_id, at, by, sentence, write_key) values ($1, $2, $3, $4, $5)", id, world.Clock.GetUtcNow(), await world.IdAsync(by), sentence, Guid.CreateVersion7());
        await HappenedAsync(unit, "task-said", "task", id.ToString(CultureInfo.InvariantCulture));
    }

    async Task AnsweredAsync(long unit, string by, string task, string verdict, string? reason)
    {
        var id = await world.UnitTaskAsync(task, unit);
        await world.Data.RunAsync("update task_account set verdict = $2, verdict_at = $3, verdict_by = $4, reason = $5::text where unit_task_id = $1 and verdict is null", id, verdict, world.Clock.GetUtcNow(), await world.IdAsync(by), reason);
        await HappenedAsync(unit, "task-" + verdict, "task", id.ToString(CultureInfo.InvariantCulture));
    }

    async Task ReportAsync(long unit, string by, string state, string? reason)
    {
        var id = await world.Data.ScalarAsync<Guid>("update report set state = $3, changed_at = $4, changed_by = $5 where edition_id = $1 and unit_id = $2 returning id", world.Edition.Id, unit, state, world.Clock.GetUtcNow(), await world.IdAsync(by));
        await world.Data.RunAsync("insert into report_step (report_id, kind, version, at, by, reason, write_key) values ($1, $2, 1, $3, $4, $5::text, $6)", id, state, world.Clock.GetUtcNow(), await world.IdAsync(by), reason, Guid.CreateVersion7());
        await HappenedAsync(unit, "report-" + state, "report", id.ToString());
    }

    Task HappenedAsync(long unit, string kind, string thing, string id) =>
        world.Data.RunAsync("insert into happening (at, unit_id, edition_id, kind, thing, thing_id) values ($1, $2, $3, $4, $5, $6)", world.Clock.GetUtcNow(), unit, world.Edition.Id, kind, thing, id);

    async Task<string> SaidAsync()
    {
        var said = new StringBuilder();
        await using var command = world.Data.Source.CreateCommand("""
            select m.at, p.full_name, m.kind, m.subject, m.text, l.sent_at
              from message m join person p on p.id = m.person_id left join mail l on l.message_id = m.id order by m.at, p.full_name collate "vi-x-icu", m.subject
            """);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(Cancel);
        while (await reader.ReadAsync(Cancel))
        {
            var letter = await reader.IsDBNullAsync(5, Cancel) ? "không có thư" : "thư lúc " + Vn.Moment(reader.GetFieldValue<DateTimeOffset>(5));
            said.Append(CultureInfo.InvariantCulture, $"{Vn.Moment(reader.GetFieldValue<DateTimeOffset>(0))} · {reader.GetString(1)} · {reader.GetString(2)} · {letter}\n  {reader.GetString(3)}\n");
            foreach (var line in reader.GetString(4).Split('\n').Where(line => line.Length > 0)) said.Append("    ").Append(line).Append('\n');
        }
        return said.ToString();
    }

    // The text received is left beside the approved one: whoever agrees with it renames it.
    static async Task ApprovedAsync(string received, [CallerFilePath] string here = "")
    {
        var file = Path.Combine(Path.GetDirectoryName(here)!, "edition.approved.txt");
        var approved = File.Exists(file) ? await File.ReadAllTextAsync(file, Cancel) : "";
        if (received != approved) await File.WriteAllTextAsync(file.Replace("approved", "received", StringComparison.Ordinal), received, Cancel);
        Assert.Equal(approved, received);
    }
}
