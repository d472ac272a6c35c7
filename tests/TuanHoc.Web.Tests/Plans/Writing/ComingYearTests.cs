using System.Net;
using TuanHoc.Plans;
using TuanHoc.Plans.Writing;
using TuanHoc.Web.Units;
using static TuanHoc.Web.Tests.Plans.Writing.WritingWorld;

namespace TuanHoc.Web.Tests.Plans.Writing;

/// <summary>A year is begun before it is opened: by the Ministry's letter, and by those to whom it has come.</summary>
public sealed class ComingYearTests(WritingWorld world) : IClassFixture<WritingWorld>
{
    const int Next = Year + 1;

    [Fact]
    public async Task The_Ministry_writes_the_letter_of_the_coming_year_and_a_province_begins_from_it()
    {
        var ministry = await world.KeeperAsync(UnitDirectory.Nation);
        var page = await ministry.PageAsync($"/plans/new?unit={UnitDirectory.Nation}&type=CV&year={Next}");
        Assert.Equal([$"{Year}", $"{Next}"], page.QuerySelectorAll("select[name=year] option").Select(option => option.GetAttribute("value")!));
        using var begun = await ministry.SendAsync(page.Form("/plans/new"), null, ("from", "blank"));
        Assert.Equal(HttpStatusCode.Redirect, begun.StatusCode);
        var draft = begun.Headers.Location!.ToString();
        Assert.Equal($"{Next}", Value(await ministry.PageAsync(draft), "week.0.year"));
        Assert.Equal("", await world.StoredAsync(draft, "edition_id"));
        Assert.Empty((await ministry.PageAsync($"/plans/new?unit={UnitDirectory.Nation}&type=KH")).QuerySelectorAll("select[name=year]"));

        var province = await world.KeeperAsync(world.Province);
        Assert.Empty((await province.PageAsync($"/plans/new?unit={world.Province}")).QuerySelectorAll("select[name=year]"));
        var letter = await LetterAsync();
        var choices = await province.PageAsync($"/plans/new?unit={world.Province}&year={Next}");
        Assert.Equal($"{letter}", choices.QuerySelector("input[name=from][checked]")!.GetAttribute("value"));
        Assert.Contains("Từ công văn của", choices.Body!.Said(), StringComparison.Ordinal);
        using var under = await province.SendAsync(choices.Form("/plans/new"));
        var plan = await province.PageAsync(under.Headers.Location!.ToString());
        Assert.Equal(($"{Next}", "Mỗi ngày một trang sách", $"01/10/{Next}"), (Value(plan, "week.0.year"), Value(plan, "week.0.theme"), Value(plan, "week.0.start")));
        Assert.Equal($"{letter}", await world.StoredAsync(under.Headers.Location!.ToString(), "upper_id"));
        // The year that is open stays where a person chooses it.
        var open = await province.PageAsync($"/plans/new?unit={world.Province}&year={Year}");
        Assert.Equal($"{Year}", open.QuerySelector("form[method=post] input[name=year]")!.GetAttribute("value"));
    }

    [Fact]
    public void A_letter_may_go_out_in_the_year_before_and_a_plan_may_not()
    {
        PlanDraft draft = new()
        {
            Year = Next,
            IssuedOn = new(Year, 12, 20),
            Issuer = "Bộ Giáo dục và Đào tạo",
            Notation = "BGDĐT-GDTX",
            Place = "Hà Nội",
            Title = "Tổ chức Tuần lễ",
        };
        Assert.DoesNotContain(PlanWriter.WhyNot(draft with { Type = DocumentType.Letter }), fault => fault.Field == nameof(draft.IssuedOn));
        Assert.Contains(PlanWriter.WhyNot(draft with { Type = DocumentType.Plan }), fault => fault.Field == nameof(draft.IssuedOn));
    }

    // As issued: the letter's facts are those of its draft.
    async Task<Guid> LetterAsync()
    {
        var id = Guid.CreateVersion7();
        var facts = PlanReader.Read(PlanWriter.Write(TuanHoc.Web.Tests.Plans.Issue.Written.Plan(Next) with { Number = 9, IssuedOn = new(Next, 1, 5) }).ToText());
        await world.Data.RunAsync("""
            insert into plan (id, unit_id, state, type, file_name, text, facts, number, issued_on, title, write_key, made_at, made_by, changed_at, changed_by)
            select $1, $2, 'saved', 'CV', '', '', $3::jsonb, '9/BGDĐT-GDTX', $4, 'Tổ chức Tuần lễ', $1, now(), p.id, now(), p.id from (select min(id) as id from person) p
            """, id, UnitDirectory.Nation, TuanHoc.Web.Plans.PlanFacts.Write(facts), new DateOnly(Year, 12, 20));
        return id;
    }
}
