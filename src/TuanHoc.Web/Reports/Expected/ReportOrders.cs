using Microsoft.EntityFrameworkCore;
using TuanHoc.Plans;
using TuanHoc.Plans.Bodies;
using TuanHoc.Web.Data;
using TuanHoc.Web.Editions;
using TuanHoc.Web.Plans;
using TuanHoc.Web.Plans.Bodies;

namespace TuanHoc.Web.Reports.Expected;

/// <summary>
/// What a document in force orders of reports becomes the ledger: whether pictures belong to them, to whom and through whom they go, and a row for every
/// unit below that is not asked yet. It may run again over the same document: what was ordered before is written anew, and nobody is asked twice.
/// </summary>
static class ReportOrders
{
    public const string Step = "Ghi sổ báo cáo phải nộp";

    public static async Task WriteAsync(AppDb db, PlanInForce plan, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"delete from report_order where plan_id = {plan.Id}", cancel);
        var stored = (await db.Database.SqlQuery<Row>($"select facts::text as facts, report_due from plan where id = {plan.Id}").ToListAsync(cancel))[0];
        if (stored.ReportDue is { } due) await OrderAsync(db, plan, PlanFacts.Read(stored.Facts), due, cancel);
        await GroupDays.WriteAsync(db, plan, cancel);
    }

    static async Task OrderAsync(AppDb db, PlanInForce plan, Plan facts, DateOnly due, CancellationToken cancel)
    {
        // The first day is that of those below; what is to be sent on a later one is the unit's own report to those above.
        var orders = facts.Deadlines.Where(deadline => deadline.What == Deliverable.Report && deadline.Bound.LastDay(deadline.Date) == due).ToList();
        await db.Database.ExecuteSqlAsync($"insert into report_order (plan_id, pictures) values ({plan.Id}, {orders.Exists(order => order.WithPictures)})", cancel);
        var level = facts.Header.IssuerLevel?.Value ?? IssuerLevel.Province;
        await NameAsync(db, plan, [.. orders.SelectMany(order => Bodies(order.To, level)).Distinct(StringComparer.Ordinal)], via: false, facts, cancel);
        await NameAsync(db, plan, [.. orders.SelectMany(order => Bodies(order.Via, level)).Distinct(StringComparer.Ordinal)], via: true, facts, cancel);
        // A plan of years ago that is brought in for the record asks nobody.
        if (plan.EditionId is { } edition && due >= plan.Today) await Ledger.OpenBelowAsync(db, await db.Set<Edition>().SingleAsync(e => e.Id == edition, cancel), plan.UnitId, plan.By, plan.At, cancel);
    }

    /// <summary>"Ủy ban nhân dân tỉnh và Sở Giáo dục và Đào tạo" are two, "Sở Văn hóa, Thể thao và Du lịch" is one.</summary>
    static IEnumerable<string> Bodies(string? named, IssuerLevel level) => named is null ? [] : BodyNames.Read(named, level).Parts.Select(part => part.Name);

    static async Task NameAsync(AppDb db, PlanInForce plan, string[] names, bool via, Plan facts, CancellationToken cancel)
    {
        if (names.Length == 0) return;
        var found = await db.FindBodiesAsync(plan.UnitId, names, await db.DayOfAsync(plan.UnitId, facts, plan.Today, cancel), cancel);
        // 0: several of that name, or none; then it stays words, and nobody reads the reports by it.
        long[] units = [.. names.Select((_, index) => found[index].ToList() is [var only] ? only.UnitId : 0)];
        await db.Database.ExecuteSqlAsync($"insert into report_order_to (plan_id, name, via, unit_id) select {plan.Id}, name, {via}, nullif(unit, 0) from unnest({names}, {units}) as named (name, unit)", cancel);
    }

    sealed record Row(string Facts, DateOnly? ReportDue);
}
