using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Npgsql;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Tests.Activities;
using TuanHoc.Web.Tests.Plans.Issue;
using TuanHoc.Web.Tests.Plans.Writing;
using TuanHoc.Web.Tests.Tasks;
using TuanHoc.Web.Units;

namespace TuanHoc.Web.Tests.Messages;

/// <summary>An edition from the Ministry's letter to three days after the last deadline, everybody acting through the pages and the jobs run all day long; every message sent, to whom and when, read and approved.</summary>
public sealed class EditionOfMessagesTests(LaterWorld world) : IClassFixture<LaterWorld>
{
    static readonly TimeOnly[] Hours = [new(0, 10), new(6, 35), new(7, 35), new(12, 0), new(20, 55), new(23, 0)];

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    readonly Dictionary<string, string> names = new(StringComparer.Ordinal);
    readonly List<(DateTimeOffset At, string To, string Text)> letters = [];
    string ministry = "", province = "", leader = "", agency = "", first = "", second = "", deputy = "", school = "";

    [Fact]
    public async Task Every_message_of_an_edition_is_as_approved()
    {
        await PeopleAsync();
        var events = Events();
        await world.Data.LedgerAsync(world.Edition);
        for (var day = new DateOnly(2036, 8, 31); day <= new DateOnly(2036, 11, 2); day = day.AddDays(1))
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
        // Nothing more goes to an address that letters came back from.
        Assert.Equal("sai@tuanhoc.example", await world.Data.ScalarAsync<string>("select string_agg(recipient, ', ') from mail where state <> 'sent'"));
        await ApprovedAsync(await SaidAsync());
    }

    async Task PeopleAsync()
    {
        ministry = await SomeoneAsync("Vũ Thị Bộ", "bo", (1L, Roles.Coordinator));
        province = await SomeoneAsync("Tòng Văn Tỉnh", "tinh", (world.Province, Roles.Coordinator));
        leader = await SomeoneAsync("Lường Thị Chủ Tịch", "chutich", (world.Province, Roles.Leader));
        agency = await SomeoneAsync("Cà Thị Sở", "so", (world.Agency, Roles.Coordinator));
        first = await SomeoneAsync("Lò Thị Một", "mot", (world.First, Roles.Coordinator));
        // Without an address: what is said stands in the program alone.
        second = await SomeoneAsync("Giàng A Hai", email: null, (world.Second, Roles.Coordinator));
        deputy = await SomeoneAsync("Mùa A Phó", "pho", (world.Second, Roles.Leader));
        school = await SomeoneAsync("Hà Thị Trường", "truong", (world.School, Roles.Reporter));
        await SomeoneAsync("Bùi Thị Hội", "hoi", (await world.Data.UnitAsync("agency", "Hội Khuyến học Tỉnh Nghe", world.Province), Roles.Coordinator));
        await world.Data.UnitAsync("school", "Trường Tiểu học Thứ Hai", world.Second);
        // Letters to the head of the school come back.
        await SomeoneAsync("Đỗ Văn Hiệu", "sai", (world.School, Roles.Leader));
        world.Office.Refuses = to => to.StartsWith("sai@", StringComparison.Ordinal) ? "550 no such mailbox" : null;
    }

    async Task<string> SomeoneAsync(string fullName, string? email, params (long, string)[] roles)
    {
        var name = await world.PersonAsync(fullName, email is null ? null : email + "@tuanhoc.example", roles);
        names[name] = fullName;
        return name;
    }

    List<(DateTimeOffset At, Func<Task> What)> Events()
    {
        static DateTimeOffset At(int month, int day, int hour, int minute = 0) => MessageWorld.At(2036, month, day, hour, minute);
        const string guide = "Hướng dẫn các trường tổ chức ngày hội đọc sách", fair = "Tổ chức ngày hội đọc sách", members = "Vận động hội viên tham gia Tuần lễ";
        string letter = "", plan = "", ofFirst = "";
        return
        [
            (At(8, 31, 8), WishesAsync),
            (At(8, 31, 9), () => AsAsync(ministry, async bo => letter = await LetterAsync(bo))),
            (At(9, 3, 16), () => AsAsync(province, async tinh => plan = await PlanAsync(tinh, $"/plans/new?unit={world.Province}", null, "12", "03/09/2036",
                [("Sở Giáo dục và Đào tạo Tỉnh Nghe", "", guide, "Document", "28/09/2036"), ("Hội Khuyến học Tỉnh Nghe", "asked", members, "", "20/09/2036")],
                PlanHands.Communes, [("Plan", "Before", "14/09/2036"), ("CeremonySchedule", "", "25/09/2036"), ("Report", "Before", "16/10/2036")]))),
            // Some units open it; the second commune and the association do not, and are reminded.
            (At(9, 4, 8), () => AsAsync(agency, so => so.PageAsync(plan))),
            (At(9, 4, 9), () => AsAsync(first, xa => xa.PageAsync(plan))),
            (At(9, 8, 14), () => AsAsync(province, tinh => PressAsync(tinh, plan + "/recipients", plan + "/reminder"))),
            // Late in the evening: the letter waits until the morning.
            (At(9, 10, 21, 30), () => AsAsync(first, async xa => ofFirst = await PlanAsync(xa, $"/plans/new?unit={world.First}", null, "3", "10/09/2036", [("Trường Tiểu học Thứ Nhất", "", fair, "Activity", "05/10/2036")], "Các trường học", [("Report", "", "10/10/2036")]))),
            (At(9, 11, 8), () => AsAsync(school, truong => truong.PageAsync(ofFirst))),
            // The standing agency gives those who have none yet more days.
            (At(9, 12, 10), () => AsAsync(agency, so => PlanAsync(so, $"/plans/new?unit={world.Agency}&type=HD", "blank", "7", "12/09/2036", [], PlanHands.Communes, [("Plan", "", "18/09/2036")]))),
            (At(9, 19, 9), () => AsAsync(province, tinh => RemindAsync(tinh, world.Second))),
            (At(9, 24, 10), () => AsAsync(first, xa => CeremonyAsync(xa, world.First))),
            (At(9, 26, 15), () => SayAsync(agency, world.Agency, guide, "Đã gửi công văn tới các trường.")),
            (At(9, 26, 22, 10), () => AnswerAsync(province, world.Agency, guide, "return", ("reason", "Chưa kèm danh sách trường."))),
            (At(9, 27, 9), () => SayAsync(agency, world.Agency, guide, "Đã gửi, kèm danh sách 12 trường.")),
            (At(9, 28, 9), () => AnswerAsync(province, world.Agency, guide, "acceptance")),
            (At(9, 29, 8), () => AsAsync(second, xa => PlanAsync(xa, $"/plans/new?unit={world.Second}", null, "5", "29/09/2036", [], "Các trường học", late: "Ban hành muộn do mưa lũ."))),
            (At(9, 29, 9), () => AsAsync(second, xa => CeremonyAsync(xa, world.Second))),
            (At(10, 3, 15), () => AsAsync(first, InspectAsync)),
            (At(10, 5, 17), () => SayAsync(school, world.School, fair, "Ngày hội có 420 học sinh dự.")),
            (At(10, 6, 9), () => AnswerAsync(first, world.School, fair, "acceptance")),
            (At(10, 7, 9), () => SayAsync(school, world.School, "Bổ sung bảng ghi số sách", "Đã bổ sung ở thư viện.")),
            (At(10, 7, 10), () => AnswerAsync(first, world.School, "Bổ sung bảng ghi số sách", "acceptance")),
            (At(10, 9, 15), () => AsAsync(school, truong => SubmitAsync(truong, world.School))),
            (At(10, 10, 9), () => AsAsync(first, xa => PressReportAsync(xa, world.School, "return", ("reason", "Thiếu số người tham gia.")))),
            (At(10, 12, 9), () => AsAsync(school, truong => SubmitAsync(truong, world.School))),
            (At(10, 12, 16), () => AsAsync(first, xa => PressReportAsync(xa, world.School, "acceptance"))),
            (At(10, 14, 9), () => AsAsync(first, xa => SubmitAsync(xa, world.First))),
            (At(10, 15, 9), () => AsAsync(second, xa => ExtendAsync(xa, world.Second))),
            (At(10, 15, 14), () => AsAsync(province, tinh => GrantAsync(tinh, world.Second))),
            (At(10, 16, 9), () => AsAsync(province, tinh => PressReportAsync(tinh, world.First, "acceptance"))),
            (At(10, 31, 9), () => AsAsync(province, tinh => SubmitAsync(tinh, world.Province))),
            (At(11, 2, 9), () => AsAsync(ministry, bo => PressReportAsync(bo, world.Province, "acceptance"))),
        ];
    }

    // Everybody acts through the pages, signed in at that time.
    async Task AsAsync(string name, Func<HttpClient, Task> act)
    {
        using var browser = await world.BrowserAsync(name);
        await act(browser);
    }

    static async Task PressAsync(HttpClient browser, string page, string action, params (string, string?)[] typed)
    {
        using var answer = await browser.SendAsync((await browser.PageAsync(page)).Form(action), null, typed);
        Assert.True(answer.StatusCode == HttpStatusCode.Redirect, $"{action} answered {(int)answer.StatusCode}");
    }

    // One reads every day what is open, one rests long, one wishes no letters of reminders.
    async Task WishesAsync()
    {
        await AsAsync(deputy, pho => PressAsync(pho, "/me/messages", "/me/messages", ("digest", "daily")));
        await AsAsync(agency, so => PressAsync(so, "/me/messages", "/me/messages", ("from", "19:00"), ("to", "09:00")));
        await AsAsync(leader, chutich => PressAsync(chutich, "/me/messages", "/me/messages", ("mail-reminder", null)));
    }

    async Task<string> LetterAsync(HttpClient bo)
    {
        var draft = await PlanHands.BeginAsync(bo, await bo.PageAsync($"/plans/new?unit={UnitDirectory.Nation}&type=CV"), "blank");
        var page = await (await WritingWorld.PressAsync(bo, await bo.PageAsync(draft), "add:addressees")).PageAsync();
        const string provinces = "Ủy ban nhân dân các tỉnh, thành phố trực thuộc Trung ương";
        await PlanHands.WriteAsync(bo, page, [("addressees.0.text", provinces)], provinces, ("Plan", "", "15/09/2036"), ("Report", "", "30/10/2036"));
        var path = draft[..^"/draft".Length];
        await world.IssueAsync(bo, path, "5", "31/08/2036");
        return path;
    }

    // A document with tasks of named bodies and deadlines of a group; what comes from above stays as it is.
    async Task<string> PlanAsync(HttpClient writer, string start, string? from, string number, string day, (string Agency, string Mode, string Text, string Output, string Due)[] tasks, string who, (string What, string Bound, string Date)[]? deadlines = null, string? late = null)
    {
        var draft = await PlanHands.BeginAsync(writer, await writer.PageAsync(start), from);
        var page = await writer.PageAsync(draft);
        var typed = new List<(string, string?)>();
        foreach (var (agencyName, mode, text, output, due) in tasks)
        {
            page = await (await WritingWorld.PressAsync(writer, page, "add:assignments", [.. typed])).PageAsync();
            var row = page.QuerySelectorAll("input[name^='assignments.'][name$='.agency']").Last().GetAttribute("name")!.Split('.')[1];
            typed.AddRange([($"assignments.{row}.agency", agencyName), ($"assignments.{row}.mode", mode)]);
            page = await (await WritingWorld.PressAsync(writer, page, $"add:assignments.{row}.tasks", [.. typed])).PageAsync();
            var task = page.QuerySelectorAll($"textarea[name^='assignments.{row}.tasks.'][name$='.text']").Last().GetAttribute("name")![..^".text".Length];
            typed.AddRange([($"{task}.text", text), ($"{task}.output", output), ($"{task}.due", due)]);
        }
        if (late is not null) typed.Add(("lateReason", late));
        await PlanHands.WriteAsync(writer, page, [.. typed], who, deadlines ?? []);
        var path = draft[..^"/draft".Length];
        await world.IssueAsync(writer, path, number, day);
        return path;
    }

    async Task RemindAsync(HttpClient tinh, long unit)
    {
        var token = (await tinh.TokenAsync()).Single();
        using var answer = await tinh.PostAsync("/control/reminders", new FormUrlEncodedContent([token, new("year", "2036"), new("unit", $"{world.Province}"), new("only", $"{unit}")]), Cancel);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    static async Task CeremonyAsync(HttpClient writer, long unit)
    {
        using var made = await ActivityWorld.SendNewAsync(writer, unit, 2036, ("title", "Lễ khai mạc"), ("day", "01/10/2036"), ("from", "8h00"), ("place.0.name", "Nhà văn hóa"));
        Assert.Equal(HttpStatusCode.Redirect, made.StatusCode);
    }

    async Task InspectAsync(HttpClient inspector)
    {
        var form = (await inspector.PageAsync("/inspections/new")).Form("/inspections");
        using var drawn = await inspector.PostAsync("/inspections", new FormUrlEncodedContent([.. form.Filled(), new("kinds", "school")]), Cancel);
        var visit = new Uri((await inspector.PageAsync(drawn.Headers.Location!.ToString())).QuerySelector<IHtmlAnchorElement>("section[aria-labelledby=visits] li p a")!.Href).AbsolutePath;
        await PressAsync(inspector, visit, visit, ("day", "03/10/2036"), ("findings", "Bổ sung bảng ghi số sách"), ("due", "08/10/2036"));
    }

    async Task SayAsync(string by, long unit, string task, string sentence)
    {
        var id = await world.UnitTaskAsync(task, unit);
        await AsAsync(by, async doer =>
        {
            using var said = await TaskWorld.SayAsync(doer, id, sentence, "%PDF-1.7\nvăn bản"u8.ToArray());
            Assert.Equal(HttpStatusCode.Redirect, said.StatusCode);
        });
    }

    async Task AnswerAsync(string by, long unit, string task, string verdict, params (string, string?)[] typed)
    {
        var id = await world.UnitTaskAsync(task, unit);
        var account = await world.Data.ScalarAsync<long>("select max(id) from task_account where unit_task_id = $1", id);
        await AsAsync(by, giver => PressAsync(giver, $"/tasks/{id}", $"/tasks/{id}/accounts/{account}/{verdict}", typed));
    }

    async Task<string> ReportAsync(long unit) => "/reports/" + await world.Data.ScalarAsync<Guid>("select id from report where edition_id = $1 and unit_id = $2", world.Edition.Id, unit);

    async Task SubmitAsync(HttpClient reporter, long unit)
    {
        var report = await ReportAsync(unit);
        using var sent = await reporter.SendAsync((await reporter.PageAsync(report)).Form(report), report + "/submission", ("classes.professional.sessions", "2"), ("classes.professional.people", "61"));
        Assert.True(sent.StatusCode == HttpStatusCode.Redirect, (await sent.PageAsync()).QuerySelector("main")?.Text());
    }

    async Task PressReportAsync(HttpClient receiver, long unit, string verdict, params (string, string?)[] typed)
    {
        var report = await ReportAsync(unit);
        await PressAsync(receiver, report, $"{report}/{verdict}", typed);
    }

    async Task ExtendAsync(HttpClient reporter, long unit)
    {
        var report = await ReportAsync(unit);
        await PressAsync(reporter, report + "?tab=due", report + "/extensions", ("until", "20/10/2036"), ("reason", "Mưa lũ, đường bị chia cắt."));
    }

    async Task GrantAsync(HttpClient receiver, long unit)
    {
        var page = await receiver.PageAsync(await ReportAsync(unit) + "?tab=due");
        var form = page.Forms.Single(one => one.GetAttribute("action")!.Contains("/extensions/", StringComparison.Ordinal));
        using var granted = await receiver.SendAsync(form, to: null, ("verdict", "granted"));
        Assert.Equal(HttpStatusCode.Redirect, granted.StatusCode);
    }

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
