using System.Net;
using AngleSharp.Dom;

namespace TuanHoc.Web.Tests.Activities;

/// <summary>Activities out of a spreadsheet: what the file says is checked as the form checks it, and recorded as a whole or not at all.</summary>
public sealed class ActivityImportTests(ActivityWorld world) : IClassFixture<ActivityWorld>
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_template_has_the_columns_and_the_kinds_and_is_reached_from_the_list()
    {
        var (reporter, unit) = await world.FreshAsync();
        var link = (await reporter.PageAsync($"/activities?unit={unit}&year=2025")).QuerySelector("a[href^='/activities/import']")!.GetAttribute("href")!;
        Assert.Equal($"/activities/import?unit={unit}&year=2025", link);
        var template = new ActivityFile(await reporter.GetByteArrayAsync((await reporter.PageAsync(link)).QuerySelector("a[download]")!.GetAttribute("href"), Cancel));
        Assert.Equal(["Loại hoạt động *", "Tên hoạt động *", "Ngày *", "Từ giờ *", "Đến giờ", "Ngày cuối"], template.Headings.Take(6));
        Assert.All(TuanHoc.Activities.ActivityKinds.All, kind => Assert.Contains(kind.Vi, template.Words("Danh mục")));
        using var blank = await PostAsync(reporter, unit, template.Content);
        await RefusedAsync(blank, "Tệp chưa có hoạt động nào");
    }

    [Fact]
    public async Task A_file_is_shown_first_then_recorded_with_all_it_says_and_once()
    {
        var (reporter, unit) = await world.FreshAsync();
        var file = (await TemplateAsync(reporter, unit))
            .Activity("Lễ khai mạc Tuần lễ", ("Loại hoạt động", "Lễ khai mạc"), ("Ngày", "#45931"), ("Từ giờ", "#0.3125"), ("Đến giờ", "10h"))
            .Activity("Chuyển đổi số cho mọi người", ("Ngày cuối", "03/10/2025"), ("Đến giờ", "17:00"), ("Địa chỉ", "Bản Nà Cúng"), ("Liên kết", "https://example.org/hop"), ("Nơi khác", "Nhà văn hóa bản Một\nNhà văn hóa bản Hai"), ("Đơn vị phối hợp", "Hội Khuyến học\nĐoàn Thanh niên"),
                ("Chương trình", "Khai mạc\nTham luận"), ("Đề nghị hiển thị công khai", "Có"), ("Giới thiệu", "Ai cũng đến được."), ("Dành cho", "Người lớn tuổi"), ("Từ tuổi", "50"), ("Đến tuổi", "90"), ("Số chỗ", "#120"), ("Phí mỗi người, đồng", "10000"), ("Cần biết khi đến", "Mang sổ"));
        var shown = await SentAsync(reporter, unit, file.Content);
        Assert.Contains("2 hoạt động mới", shown.Text(), StringComparison.Ordinal);
        Assert.Contains("07:30–10:00, thứ Tư 01/10/2025", shown.Text(), StringComparison.Ordinal);
        Assert.Equal(0L, await CountAsync(unit));

        var form = shown.Form(new Uri(shown.Url).AbsolutePath + "/application");
        Assert.Equal("Ghi 2 hoạt động", form.QuerySelector("button")!.TextContent);
        foreach (var _ in (int[])[1, 2])
        {
            using var pressed = await reporter.SendAsync(form);
            Assert.Equal(HttpStatusCode.Redirect, pressed.StatusCode);
        }
        Assert.Equal(2L, await CountAsync(unit));
        var recorded = await reporter.PageAsync(new Uri(shown.Url).AbsolutePath);
        Assert.Contains("Đã ghi 2 hoạt động", recorded.Text(), StringComparison.Ordinal);
        var page = (await reporter.PageAsync(recorded.QuerySelectorAll("section[aria-labelledby=recorded] a").Single(link => link.TextContent == "Chuyển đổi số cho mọi người").GetAttribute("href")!)).Text();
        foreach (var said in (string[])["08:30", "17:00", "03/10/2025", "Hội trường xã", "Bản Nà Cúng", "Nhà văn hóa bản Hai", "Hội Khuyến học", "Tham luận", "Ai cũng đến được.", "Người lớn tuổi", "10.000", "Mang sổ"])
            Assert.Contains(said, page, StringComparison.Ordinal);
        Assert.Equal("asked seminar.workshop 50 90 120", await world.Data.ScalarAsync<string>("select concat_ws(' ', showing, kind, from_age, to_age, seats) from activity where unit_id = $1 and kind <> 'ceremony'", unit));
        Assert.Equal(["received 2", "applied 2"], await LinesAsync(unit));
        Assert.Equal(2L, await world.Data.ScalarAsync<long>("select count(*) from audit where unit_id = $1 and thing = 'activity' and what = 'planned'", unit));
    }

    [Fact]
    public async Task The_same_file_again_records_nothing_and_with_a_row_more_it_records_that_row()
    {
        var (reporter, unit) = await world.FreshAsync();
        var file = (await TemplateAsync(reporter, unit)).Activity("Nói chuyện về sách").Activity("Nói chuyện về sách");
        var first = await SentAsync(reporter, unit, file.Content);
        Assert.Contains("1 dòng đã ghi trước đây hoặc lặp lại y hệt", first.Text(), StringComparison.Ordinal);
        await RecordAsync(reporter, first);
        Assert.Equal(1L, await CountAsync(unit));

        var again = await SentAsync(reporter, unit, file.Content, "ban-khac.xlsx");
        Assert.Contains("Không có gì để ghi", again.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain(again.Forms, form => form.Action.EndsWith("/application", StringComparison.Ordinal));
        using (var forced = await PressAsync(reporter, again, "/application")) Assert.Equal(HttpStatusCode.Conflict, forced.StatusCode);
        Assert.Equal(1L, await CountAsync(unit));

        await RecordAsync(reporter, await SentAsync(reporter, unit, file.Activity("Hội thảo khuyến học").Content));
        Assert.Equal(2L, await CountAsync(unit));
    }

    [Fact]
    public async Task Two_who_press_at_the_same_moment_record_the_rows_once()
    {
        var (reporter, unit) = await world.FreshAsync();
        var file = (await TemplateAsync(reporter, unit)).Activity("Nói chuyện về sách").Activity("Thi vẽ theo sách", ("Loại hoạt động", "Thi vẽ, xếp, kể chuyện, viết cảm nhận theo sách"));
        var (one, two) = (await SentAsync(reporter, unit, file.Content), await SentAsync(reporter, unit, file.Content));
        var answers = await Task.WhenAll(PressAsync(reporter, one, "/application"), PressAsync(reporter, two, "/application"));
        Assert.Equal([HttpStatusCode.Redirect, HttpStatusCode.Conflict], answers.Select(answer => answer.StatusCode).Order());
        foreach (var answer in answers) answer.Dispose();
        Assert.Equal(2L, await CountAsync(unit));
    }

    [Fact]
    public async Task Each_fault_is_said_with_its_line_and_column_and_nothing_is_recorded()
    {
        var (reporter, unit) = await world.FreshAsync();
        (string Heading, string Text, string Column, string Said)[] faults =
        [
            ("Loại hoạt động", "Dạ hội", "A – Loại hoạt động", "Không có loại hoạt động này."),
            ("Tên hoạt động", "=1+1", "B – Tên hoạt động", "Ô này là công thức"),
            ("Ngày", "31/09/2025", "C – Ngày", "Ghi ngày theo mẫu 05/10/2025."),
            ("Ngày", "02/10/2024", "C – Ngày", "Ngày phải trong năm 2025"),
            ("Đến giờ", "07:00", "E – Đến giờ", "Giờ kết thúc phải sau giờ bắt đầu."),
            ("Ngày cuối", "01/10/2025", "F – Ngày cuối", "Ngày cuối phải sau ngày đầu."),
            ("Nơi tổ chức", "", "G – Nơi tổ chức", "Ghi ít nhất một nơi tổ chức"),
            ("Liên kết", "javascript:alert(1)", "I – Liên kết", "bắt đầu bằng https:// hoặc http://"),
            ("Đề nghị hiển thị công khai", "có thể", "M – Đề nghị hiển thị công khai", "Ghi “Có” hoặc “Không”"),
            ("Dành cho", "Mọi loài", "O – Dành cho", "Chọn trong danh sách của ô"),
            ("Số chỗ", "nhiều", "R – Số chỗ", "Ghi một số nguyên"),
            ("Ngày", "20/11/2025", "U – Vì sao ngoài Tuần lễ", "ngoài Tuần lễ (01/10/2025 đến 07/10/2025)"),
        ];
        var file = (await TemplateAsync(reporter, unit)).Activity("Dòng đúng");
        // The last day asks for its hour.
        foreach (var (heading, text, _, said) in faults) file.Activity("Buổi " + said, heading == "Ngày cuối" ? [(heading, text), ("Đến giờ", "10:00")] : [(heading, text)]);
        var page = await SentAsync(reporter, unit, file.Activity("Ngoài Tuần lễ có lý do", ("Ngày", "20/11/2025"), ("Vì sao ngoài Tuần lễ", "Ngày Nhà giáo")).Content);
        var lines = page.QuerySelectorAll("section[aria-labelledby=faults] tbody tr").Select(row => row.Children.Select(cell => cell.Text()).ToArray()).ToList();
        Assert.Equal(faults.Select((fault, at) => $"{ActivityFile.First + 1 + at} {fault.Column}"), lines.Select(cells => $"{cells[0]} {cells[1]}"));
        Assert.All(faults.Zip(lines), both => Assert.Contains(both.First.Said, both.Second[3], StringComparison.Ordinal));
        Assert.Equal(["Dòng đúng", "Ngoài Tuần lễ có lý do"], page.QuerySelectorAll("section[aria-labelledby=planned] tbody th").Select(cell => cell.FirstChild!.TextContent));
        using var forced = await PressAsync(reporter, page, "/application");
        Assert.Equal(HttpStatusCode.Conflict, forced.StatusCode);
        Assert.Contains("Tệp còn 12 lỗi nên chưa ghi gì", (await forced.PageAsync()).Text(), StringComparison.Ordinal);
        Assert.Equal(0L, await CountAsync(unit));
    }

    [Fact]
    public async Task What_is_perhaps_there_already_is_named_beside_its_row()
    {
        var (reporter, unit) = await world.FreshAsync();
        var own = await ActivityWorld.RecordAsync(reporter, unit);
        var (others, beside) = await world.FreshAsync();
        using (var made = await ActivityWorld.SendNewAsync(others, beside, 2025, ("kind", "seminar.workshop"), ("title", "Hội thảo chuyển đổi số"), ("day", "02/10/2025"), ("from", "9h"), ("place.0.name", "Hội trường xã"))) Assert.Equal(HttpStatusCode.Redirect, made.StatusCode);
        var school = await world.Data.UnitAsync("school", "Trường Tiểu học bên cạnh", beside);
        var page = await SentAsync(await world.PersonAsync(school), school, (await TemplateAsync(reporter, unit)).Activity("Hội thảo chuyển đổi số").Content);
        Assert.Contains("Có thể trùng Hội thảo chuyển đổi số", page.Text(), StringComparison.Ordinal);
        Assert.Contains("Xã Thử", page.QuerySelector("section[aria-labelledby=planned] td:last-child")!.Text(), StringComparison.Ordinal);

        var twice = await SentAsync(reporter, unit, (await TemplateAsync(reporter, unit))
            .Activity("Khai mạc", ("Loại hoạt động", "Lễ khai mạc"), ("Ngày", "01/10/2025"))
            .Activity("Thi viết cảm nhận theo sách")
            .Activity("Thi viết cảm nhận về sách", ("Từ giờ", "14:00")).Content);
        var rows = twice.QuerySelectorAll("section[aria-labelledby=planned] tbody tr");
        Assert.Equal(own, rows[0].QuerySelector("td:last-child a")!.GetAttribute("href"));
        Assert.Equal("Dòng 5: Thi viết cảm nhận theo sách", rows[1].QuerySelector("td:last-child")!.Text());
        Assert.Contains("2 trong đó có thể trùng", twice.Text(), StringComparison.Ordinal);
        await RecordAsync(reporter, twice);
        Assert.Equal(4L, await CountAsync(unit));
    }

    [Fact]
    public async Task What_is_no_such_file_is_refused_in_a_sentence()
    {
        var (reporter, unit) = await world.FreshAsync();
        var file = (await TemplateAsync(reporter, unit)).Activity("Nói chuyện về sách").Content;
        foreach (var (content, said) in ((byte[], string)[])
        [
            ([], "Chọn một tệp .xlsx"),
            ("Loại hoạt động,Tên"u8.ToArray(), "Tệp không phải bảng tính Excel"),
            ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1], "bảng tính đời cũ"),
            (file[..(file.Length / 2)], "bị hỏng"),
            (new ActivityFile(file).Rename("Ngày", "Khi nào").Content, "Không thấy dòng tiêu đề có đủ các cột: “Loại hoạt động”, “Tên hoạt động”, “Ngày”, “Từ giờ”"),
            (new ActivityFile(file).Rename("Đến giờ", "Từ giờ").Content, "Cột “Từ giờ” có hai lần"),
        ])
        {
            using var answer = await PostAsync(reporter, unit, content);
            await RefusedAsync(answer, said);
        }
        using var large = await PostAsync(reporter, unit, new byte[10_500_000]);
        await RefusedAsync(large, "Tệp lớn hơn 10 MB", HttpStatusCode.RequestEntityTooLarge);
        Assert.Equal(0L, await world.Data.ScalarAsync<long>("select count(*) from activity_import where unit_id = $1", unit));
        var odd = await SentAsync(reporter, unit, new ActivityFile(file).Rename("Số chỗ", "Ghế").Content);
        Assert.Contains("Không đọc các cột lạ: Ghế.", odd.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_unit_that_has_ended_holds_nothing_after_its_end()
    {
        var (reporter, unit) = await world.FreshAsync();
        var file = (await TemplateAsync(reporter, unit)).Activity("Nói chuyện về sách", ("Ngày", "02/10/2090")).Activity("Hội thảo khuyến học", ("Ngày", "01/10/2090"));
        await world.Data.RunAsync("update unit_version set valid = daterange(lower(valid), '2090-10-02') where unit_id = $1", unit);
        var fault = Assert.Single((await SentAsync(reporter, unit, file.Content, year: 2090)).QuerySelectorAll("section[aria-labelledby=faults] tbody tr"));
        Assert.Contains("đã kết thúc ngày 01/10/2090, nên không tổ chức được hoạt động ngày này", fault.Text(), StringComparison.Ordinal);
        Assert.Equal(["4", "C – Ngày", "02/10/2090"], fault.Children.Take(3).Select(cell => cell.Text()));
    }

    [Fact]
    public async Task A_file_is_put_away_unwritten_and_another_unit_neither_sends_nor_sees_it()
    {
        var ((reporter, unit), (other, _)) = (await world.FreshAsync(), await world.FreshAsync());
        var file = (await TemplateAsync(reporter, unit)).Activity("Nói chuyện về sách").Content;
        var page = await SentAsync(reporter, unit, file);
        var path = new Uri(page.Url).AbsolutePath;
        foreach (var step in (string[])["/application", "/removal"])
        {
            using var refused = await other.PostAsync(path + step, new FormUrlEncodedContent(await other.TokenAsync()), Cancel);
            Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        }
        using (var away = await PressAsync(reporter, page, "/removal")) Assert.Equal(HttpStatusCode.Redirect, away.StatusCode);
        using (var late = await PressAsync(reporter, page, "/application")) Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Equal("removed", await world.Data.ScalarAsync<string>("select state from activity_import where unit_id = $1 and reading is null", unit));
        Assert.Equal(["received 1", "removed 0"], await LinesAsync(unit));
        Assert.Equal(0L, await CountAsync(unit));
    }

    [Fact]
    public async Task Two_thousand_rows_are_recorded_in_one_press()
    {
        var (reporter, unit) = await world.FreshAsync();
        var file = new MemoryStream();
        string[] kinds = [.. TuanHoc.Activities.ActivityKinds.All.Where(kind => kind.Needs == TuanHoc.Activities.ActivityNeeds.Place).Select(kind => kind.Vi)];
        TuanHoc.Office.XlsxWriter.Write([new("Hoạt động", [.. Enumerable.Repeat(new TuanHoc.Office.SheetColumn(20), 5)])
        {
            Header = [TuanHoc.Documents.DocumentRow.Of("Loại hoạt động", "Tên hoạt động", "Ngày", "Từ giờ", "Nơi tổ chức")],
            Rows = Enumerable.Range(0, 2000).Select(at => (IReadOnlyList<TuanHoc.Office.SheetCell>)[kinds[at % kinds.Length], $"Buổi số {at}", $"0{1 + at % 7}/10/2025", "08:00", $"Nhà văn hóa bản {at}"]),
        }], file);
        var page = await SentAsync(reporter, unit, file.ToArray());
        Assert.Contains("2.000 hoạt động mới", page.Text(), StringComparison.Ordinal);
        Assert.Equal(300, page.QuerySelectorAll("section[aria-labelledby=planned] tbody tr").Length);
        await RecordAsync(reporter, page);
        Assert.Equal(2000L, await CountAsync(unit));
    }

    async Task<ActivityFile> TemplateAsync(HttpClient reporter, long unit) => new(await reporter.GetByteArrayAsync($"/activities/import/template.xlsx?unit={unit}&year=2025", Cancel));

    static async Task<HttpResponseMessage> PostAsync(HttpClient reporter, long unit, byte[] file, string name = "hoat-dong.xlsx", int year = 2025)
    {
        var page = await reporter.PageAsync($"/activities/import?unit={unit}&year={year}");
        using var content = new MultipartFormDataContent { { new ByteArrayContent(file), "file", name } };
        foreach (var (field, value) in page.Form("/activities/import").Filled().Where(field => field.Key != "file")) content.Add(new StringContent(value), field);
        return await reporter.PostAsync("/activities/import", content, Cancel);
    }

    static async Task<IDocument> SentAsync(HttpClient reporter, long unit, byte[] file, string name = "hoat-dong.xlsx", int year = 2025)
    {
        using var answer = await PostAsync(reporter, unit, file, name, year);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return await reporter.PageAsync(answer.Headers.Location!.ToString());
    }

    static async Task RefusedAsync(HttpResponseMessage answer, string said, HttpStatusCode status = HttpStatusCode.BadRequest)
    {
        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(said, (await answer.PageAsync()).QuerySelector("[role=alert]")!.Text(), StringComparison.Ordinal);
    }

    static async Task<HttpResponseMessage> PressAsync(HttpClient reporter, IDocument page, string step) =>
        await reporter.PostAsync(new Uri(page.Url).AbsolutePath + step, new FormUrlEncodedContent(await reporter.TokenAsync()), Cancel);

    static async Task RecordAsync(HttpClient reporter, IDocument page)
    {
        using var answer = await reporter.SendAsync(page.Form(new Uri(page.Url).AbsolutePath + "/application"));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    Task<long> CountAsync(long unit) => world.Data.ScalarAsync<long>("select count(*) from activity where unit_id = $1", unit);

    async Task<string[]> LinesAsync(long unit) =>
        (await world.Data.ScalarAsync<string>("select string_agg(what || ' ' || (detail ->> 'activities'), ',' order by id) from audit where unit_id = $1 and thing = 'activity-import'", unit)).Split(',');
}
