using AngleSharp.Dom;
using Microsoft.Extensions.DependencyInjection;
using TuanHoc.Plans;
using TuanHoc.Web.Plans;
using TuanHoc.Web.Plans.Issue;

namespace TuanHoc.Web.Tests.Reports;

/// <summary>A commune of its own with one school that owes it a report, and who coordinates the commune.</summary>
sealed record LedgerPlace(ReportWorld World, long Commune, string Name, School School, HttpClient Receiver)
{
    public static async Task<LedgerPlace> MakeAsync(ReportWorld world, string name)
    {
        var commune = await world.Data.UnitAsync("commune", name, world.Province);
        var unit = await world.Data.UnitAsync("school", "Trường của " + name, commune);
        await world.Data.LedgerAsync(world.Edition);
        var reporter = await world.Data.BrowserAsync(await world.Data.PersonAsync("Lò Thị Phượng", (unit, "reporter")));
        var receiver = await world.Data.BrowserAsync(await world.Data.PersonAsync("Quàng Văn Sơn", (commune, "coordinator")));
        return new(world, commune, "Trường của " + name, new(world, unit, await world.Data.ReportAsync(world.Edition, unit), reporter), receiver);
    }

    /// <summary>The issuer in the letterhead of what it orders.</summary>
    public string Letterhead { get; init; } = "XÃ MẪU";

    /// <summary>The type of the document that it orders with.</summary>
    public string Type { get; init; } = "KH";

    /// <summary>A plan of the commune with these sentences, as it is once it was read, saved and delivered; the first day is that of all.</summary>
    public async Task<Guid> OrderAsync(params string[] sentences)
    {
        var text = $"ỦY BAN NHÂN DÂN\n{Letterhead}\n\nSố: 12/KH-UBND\n\nKẾ HOẠCH\nTổ chức Tuần lễ hưởng ứng học tập suốt đời năm 2025\n\nVI. BÁO CÁO\n\n{string.Join("\n\n", sentences)}\n";
        var facts = PlanReader.Read(text);
        var due = facts.Deadlines.Where(deadline => deadline.What == Deliverable.Report).Min(deadline => (DateOnly?)deadline.Bound.LastDay(deadline.Date));
        var id = Guid.CreateVersion7();
        await World.Data.RunAsync("""
            insert into plan (id, unit_id, edition_id, state, type, file_name, text, facts, report_due, write_key, made_at, made_by, changed_at, changed_by)
            select $1, $2, $3, 'saved', $7, 'x.txt', $4, $5::jsonb, $6, $1, now(), min(id), now(), min(id) from person
            """, id, Commune, World.Edition.Id, text, PlanFacts.Write(facts), due, Type);
        await DeliverAsync();
        return id;
    }

    public async Task DeliverAsync()
    {
        await using var scope = World.App.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<DeliverPlans>().DeliverAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>What stands at the top of the page of the school's report, for who fills it.</summary>
    public async Task<string> HeadAsync() => (await School.Reporter.PageAsync(School.Report)).QuerySelector(".head")!.Said().Replace(" · ", " ", StringComparison.Ordinal);

    /// <summary>The names that the commune's list of what it receives shows.</summary>
    public async Task<IEnumerable<string>> ListedAsync(string query) =>
        (await Receiver.PageAsync("/reports?" + query)).QuerySelectorAll("[aria-labelledby='received'] tbody th a").Select(link => link.TextContent);
}
