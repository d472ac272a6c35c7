using TuanHoc.Plans;
using TuanHoc.Text;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Units;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Plans.Bodies;

/// <summary>The bodies on the review page: who each row is, what a search for another unit found, and what a person said.</summary>
static class BodySheet
{
    // Names are shared all over the country: of many found, those that this plan may name are few.
    const int MostFound = 10, MostSought = 200;

    /// <summary>Matches the rows as they are typed, and answers the searches sent with them. Returns the counts in the text that the directory does not bear out.</summary>
    public static async Task<IReadOnlyList<Told<Sentence>>> MatchBodiesAsync(this PlanSheet sheet, AppDb db, CurrentUser user, PlanFound plan, Plan facts, CancellationToken cancel)
    {
        var day = await db.DayOfAsync(plan.UnitId, facts, user.Today, cancel);
        var matches = await db.MatchAsync(plan.UnitId, sheet.AsTyped(facts), sheet.Chosen, day, cancel);
        foreach (var row in sheet.Bodies)
        {
            row.Body = matches.GetValueOrDefault(PlanSheet.BodyOf(row));
            if (row.Sought is null) continue;
            var found = await db.SearchUnitsAsync(row.Sought, day, MostSought, cancel);
            var nameable = await db.NameableAsync(plan.UnitId, [.. found.Select(f => f.Unit.UnitId)], day, cancel);
            row.Found = [.. (from f in found where nameable.ContainsKey(f.Unit.UnitId) select new BodyOption(UnitGroup.Unit(f.Unit.UnitId), f.ParentName is { } above ? $"{f.Unit.Name} ({above})" : f.Unit.Name, 1)).Take(MostFound)];
        }
        return await db.CountDoubtsAsync(plan.UnitId, facts, day, cancel);
    }

    /// <summary>What the form says of the bodies: what was chosen, and what was doubtful and taken as it stood. Whom this plan may not name is refused in the form, and so is a group of nobody that is given something to do, until a person says what becomes of it.</summary>
    /// <param name="isGivenOut">What it orders is followed from now on; it is no draft.</param>
    public static async Task<IReadOnlyDictionary<string, string>> ChosenAsync(this PlanSheet sheet, AppDb db, CurrentUser user, PlanFound plan, bool isGivenOut, CancellationToken cancel)
    {
        var typed = sheet.AsTyped(PlanFacts.Read(plan.Facts));
        var chosen = sheet.Chosen.ToDictionary(StringComparer.Ordinal);
        var matches = await db.MatchAsync(plan.UnitId, typed, chosen, await db.DayOfAsync(plan.UnitId, typed, user.Today, cancel), cancel);
        foreach (var row in sheet.Bodies)
        {
            if (matches.GetValueOrDefault(PlanSheet.BodyOf(row)) is not { } match) continue;
            // One body may stand among those charged and in "Nơi nhận": what is taken of one row below says nothing of the other.
            if (sheet.Chosen.ContainsKey(match.Name) && match.Chosen is null) sheet.Input.Refuse($"{row.Name}.{PlanSheet.BodyField}", T["Kế hoạch này không gửi được cho đơn vị ấy: chọn đơn vị ở trong, ở trên hoặc bên cạnh đơn vị ban hành."]);
            else if (isGivenOut && row.Kind != FactKinds.Recipients && match is { Chosen: null, IsEmpty: true } && !row.IsSeen)
                sheet.Input.Refuse($"{row.Name}.{PlanSheet.BodyField}", T["Danh bạ ngày của kế hoạch không có đơn vị nào như vậy: chọn đơn vị khác, giữ là chữ, hoặc đánh dấu “Đã xem”."]);
            else if (row.IsSeen && match is { Chosen: null, Doubt: not null }) chosen[match.Name] = match.Is?.Value ?? BodyOption.AsText;
        }
        return chosen;
    }

    static Plan AsTyped(this PlanSheet sheet, Plan facts)
    {
        var rows = sheet.Bodies.Where(row => PlanSheet.BodyOf(row) != "").ToList();
        return facts with
        {
            Assignments = [.. from row in rows where row.Kind != FactKinds.Recipients select new Assignment(PlanSheet.BodyOf(row), row.Kind == FactKinds.Assignments ? row.Fields[1].Value : null, null, [], default)],
            Recipients = [.. from row in rows where row.Kind == FactKinds.Recipients select new Told<string>(FactRow.Plain(PlanSheet.BodyOf(row)), default)],
        };
    }
}
