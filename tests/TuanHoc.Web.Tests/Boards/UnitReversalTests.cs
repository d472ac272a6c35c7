using System.Globalization;
using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using static TuanHoc.Web.Tests.Boards.DecisionForms;

namespace TuanHoc.Web.Tests.Boards;

/// <summary>Counter-decisions of a later day, through the pages: what was decided stays true for its time, and what stood before stands again.</summary>
public sealed class UnitReversalTests(UnitChangesTests.Country country) : IClassFixture<UnitChangesTests.Country>
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_move_is_undone_and_the_report_goes_back_to_the_first_receiver()
    {
        var (from, to) = (country.Commune(), country.Commune());
        var school = await country.UnitAsync("school", "Trường Đi Rồi Về", from);
        var edition = await country.Data.EditionAsync(2022);
        await country.Data.RunAsync("insert into report (id, edition_id, unit_id, receiver_id) values (gen_random_uuid(), $1, $2, $3)", edition.Id, school, from);
        var decision = await DecideAsync($"/units/{school}/changes/move", Paper("01/03/2026", ("parent", await CodeAsync(to))));
        Assert.Equal(to, await ReceiverAsync());

        var path = Reversal(decision);
        var (paper, opened) = (Paper("01/08/2026"), await country.Administrator.PageAsync(path));
        var looked = await country.Administrator.PreviewAsync(path, paper);
        Assert.Contains("1 báo cáo chưa được duyệt", looked.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        await country.Administrator.SubmitChangeAsync(looked, path, [], "apply");

        Assert.Equal((from, to, from), (await ParentAsync(school, "2026-02-28"), await ParentAsync(school, "2026-07-31"), await ParentAsync(school, "2026-08-01")));
        Assert.Equal(from, await ReceiverAsync());
        Assert.Equal([$"{from} {to}", $"{to} {from}"], await country.AskAsync<string[]>("select array_agg((before ->> 'receiver_id') || ' ' || (after ->> 'receiver_id') order by id) from audit where thing = 'report' and what = 'redirected' and unit_id = $1", school));
        Assert.Contains("Hủy quyết định", (await country.Administrator.PageAsync($"/units/{school}/changes")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);

        // It is undone once: the page is gone, and one opened before says so.
        using (var gone = await country.Administrator.GetAsync(path, Cancel)) Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        using var again = await country.Administrator.SubmitChangeAsync(opened, path, paper, "preview");
        Assert.Contains("Quyết định này đã bị hủy rồi.", await RefusedAsync(again, HttpStatusCode.Conflict), StringComparison.Ordinal);

        Task<long> ReceiverAsync() => country.AskAsync<long>("select receiver_id from report where unit_id = $1", school);
    }

    [Fact]
    public async Task A_closed_commune_stands_again_with_its_code_its_school_and_its_people()
    {
        var (commune, other) = (country.Commune(), country.Commune());
        var school = await country.UnitAsync("school", "Trường Chờ Xã Về", commune);
        var (name, code) = (await country.NameAsync(commune, "2026-01-01"), await CodeAsync(commune));
        using var coordinator = await country.Data.BrowserAsync(await country.Data.PersonAsync("Người Của Xã Về", (commune, "coordinator")));
        var decision = await DecideAsync($"/units/{commune}/changes/close", Paper("01/02/2026", ("to", await CodeAsync(other))));
        Assert.Equal(other, await ParentAsync(school, "2026-02-01"));
        using (var closed = await coordinator.GetAsync($"/units/{commune}/people", Cancel)) Assert.Equal(HttpStatusCode.NotFound, closed.StatusCode);

        await DecideAsync(Reversal(decision), Paper("01/08/2026"));
        Assert.Equal((name, "–", "–", name), (await country.NameAsync(commune, "2026-01-31"), await country.NameAsync(commune, "2026-02-01"), await country.NameAsync(commune, "2026-07-31"), await country.NameAsync(commune, "2026-08-01")));
        Assert.Equal(code, await country.AskAsync<string>("select code from unit_on('2026-08-01') where unit_id = $1", commune));
        Assert.Equal((commune, other, commune), (await ParentAsync(school, "2026-01-31"), await ParentAsync(school, "2026-07-31"), await ParentAsync(school, "2026-08-01")));
        Assert.Contains("Người Của Xã Về", (await coordinator.PageAsync($"/units/{commune}/people")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_type_and_another_level_are_undone_and_stay_true_for_their_time()
    {
        var commune = country.Commune();
        var name = await country.NameAsync(commune, "2026-01-01");
        var ward = "Phường" + name[2..];
        await DecideAsync(Reversal(await DecideAsync($"/units/{commune}/changes/retype", Paper("01/03/2026", ("printedType", "phường")))), Paper("01/06/2026"));
        Assert.Equal((name, ward, ward, name), (await country.NameAsync(commune, "2026-02-28"), await country.NameAsync(commune, "2026-03-01"), await country.NameAsync(commune, "2026-05-31"), await country.NameAsync(commune, "2026-06-01")));

        var school = await country.UnitAsync("school", "Trường Lên Rồi Xuống", commune);
        await country.Data.RunAsync("update unit_version set level = 'lower-secondary' where unit_id = $1", school);
        await DecideAsync(Reversal(await DecideAsync($"/units/{school}/changes/retype", Paper("01/07/2026", ("level", "mixed")))), Paper("01/09/2026"));
        Assert.Equal("lower-secondary [2025-07-01,2026-07-01), mixed [2026-07-01,2026-09-01), lower-secondary [2026-09-01,)",
            await country.AskAsync<string>("select string_agg(level || ' ' || valid::text, ', ' order by valid) from unit_version where unit_id = $1", school));
    }

    [Fact]
    public async Task What_was_changed_or_built_upon_since_and_a_day_before_the_decision_stand_in_the_way()
    {
        var (from, to) = (country.Commune(), country.Commune());
        var school = await country.UnitAsync("school", "Trường Đổi Hai Lần", from);
        var moved = await DecideAsync($"/units/{school}/changes/move", Paper("01/03/2026", ("parent", await CodeAsync(to))));
        Assert.Contains("không thể trước ngày 01/03/2026", await RefusedAsync(await PreviewAsync(Reversal(moved), "28/02/2026"), HttpStatusCode.BadRequest), StringComparison.Ordinal);
        await DecideAsync($"/units/{school}/changes/move", Paper("01/05/2026", ("parent", await CodeAsync(country.Commune()))));
        var why = (await (await PreviewAsync(Reversal(moved), "01/08/2026")).PageAsync()).QuerySelector(".note.late")!;
        Assert.Contains("Trường Đổi Hai Lần đã thay đổi thêm theo quyết định 12/NQ-HĐND, dựa trên quyết định này; hủy quyết định ấy trước.", why.Text(), StringComparison.Ordinal);
        var last = await country.AskAsync<long>("select max(decision_id) from unit_decision_line where unit_id = $1", school);
        Assert.Equal($"/decisions/{last}", why.QuerySelector("a")!.GetAttribute("href"));

        var opened = await DecideAsync($"/units/{from}/changes/open", Paper("01/03/2026", ("kind", "agency"), ("new.name", "Phòng Mới Lập")));
        await DecideAsync($"/units/{school}/changes/move", Paper("01/06/2026", ("parent", "Phòng Mới Lập")));
        Assert.Contains("Trường Đổi Hai Lần nay trực thuộc hoặc đứng trên địa bàn Phòng Mới Lập; chuyển đi trước khi hủy quyết định.", await RefusedAsync(await PreviewAsync(Reversal(opened), "01/08/2026"), HttpStatusCode.Conflict), StringComparison.Ordinal);
        Assert.Equal(0, await country.AskAsync<long>("select count(*) from unit_decision where reverses in (select decision_id from unit_decision_line where unit_id = $1)", school));
    }

    [Fact]
    public async Task A_name_given_since_by_a_decision_and_a_code_given_since_by_a_file_stay_when_a_move_before_them_is_undone()
    {
        var (from, to) = (country.Commune(), country.Commune());
        var school = await country.UnitAsync("school", "Trường Thêm Mã", from);
        var moved = await DecideAsync($"/units/{school}/changes/move", Paper("01/03/2026", ("parent", await CodeAsync(to))));
        await DecideAsync($"/units/{school}/changes/rename", Paper("01/05/2026", ("shortName", "Trường Tên Sau")));
        await country.Data.RunAsync("""
            with ended as (update unit_version set valid = daterange(lower(valid), '2026-06-01') where unit_id = $1 and upper_inf(valid) returning *)
            insert into unit_version (unit_id, kind, code, name, short_name, parent_id, level, search_key, short_key, valid)
            select unit_id, kind, '12077', name, short_name, parent_id, level, search_key, short_key, '[2026-06-01,)' from ended
            """, school);
        await DecideAsync(Reversal(moved), Paper("01/08/2026"));
        Assert.Equal(("Trường Tên Sau", "12077", from), (await country.NameAsync(school, "2026-08-01"), await country.AskAsync<string>("select code from unit_on('2026-08-01') where unit_id = $1", school), await ParentAsync(school, "2026-08-01")));
        // The name is undone from a day before the code was given, and the code stays all the same.
        await DecideAsync(await ReversalOfAsync("rename", school), Paper("15/05/2026"));
        Assert.Equal("Trường Thêm Mã – [2025-07-01,2026-03-01), Trường Thêm Mã – [2026-03-01,2026-05-01), Trường Tên Sau – [2026-05-01,2026-05-15), Trường Thêm Mã – [2026-05-15,2026-06-01), Trường Thêm Mã 12077 [2026-06-01,2026-08-01), Trường Thêm Mã 12077 [2026-08-01,)",
            await country.AskAsync<string>("select string_agg(name || ' ' || coalesce(code, '–') || ' ' || valid::text, ', ' order by valid) from unit_version where unit_id = $1", school));
    }

    async Task<string> ReversalOfAsync(string kind, long unit) => $"/decisions/{await country.AskAsync<long>("select d.id from unit_decision d join unit_decision_line l on l.decision_id = d.id where l.unit_id = $1 and d.kind = $2", unit, kind)}/reversal";

    Task<IDocument> DecideAsync(string path, params (string Field, string Value)[] typed) => country.Administrator.DecideAsync(path, typed);

    async Task<HttpResponseMessage> PreviewAsync(string path, string onDay) => await country.Administrator.SubmitChangeAsync(await country.Administrator.PageAsync(path), path, Paper(onDay), "preview");

    static string Reversal(IDocument decision) => decision.QuerySelector<IHtmlAnchorElement>("a[href$=reversal]")!.PathName;

    static async Task<string> RefusedAsync(HttpResponseMessage answer, HttpStatusCode status)
    {
        Assert.Equal(status, answer.StatusCode);
        return (await answer.PageAsync()).QuerySelector("main")!.Text();
    }

    Task<string> CodeAsync(long unit) => country.AskAsync<string>("select code from unit_on('2026-01-01') where unit_id = $1", unit);

    Task<long> ParentAsync(long unit, string day) => country.AskAsync<long>("select parent_id from unit_on($2::date) where unit_id = $1", unit, DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture));
}
