using Microsoft.EntityFrameworkCore;
using TuanHoc.Text;
using TuanHoc.Web.Data;
using TuanHoc.Web.Plans.Writing;

namespace TuanHoc.Web.Plans.Issue;

/// <summary>A letterhead is taken from the directory on the day a draft is begun; a unit may be renamed before the document is issued.</summary>
static class Letterhead
{
    /// <summary>What the letterhead of a draft still has of an earlier day, each with what it is on the day of issue. What somebody typed of their own is theirs.</summary>
    public static async Task<IReadOnlyList<Sentence>> OutdatedAsync(this AppDb db, DraftToIssue plan, DateOnly day, CancellationToken cancel)
    {
        if (await PartsAsync(db, plan, day, cancel) is not { } now) return [];
        var earlier = await db.Database.SqlQuery<DateOnly>($"""
            select distinct lower(v.valid) as "Value" from unit_version v
             where lower(v.valid) < {day} and v.unit_id in (select u.unit_id from unit_version u where u.unit_id = {plan.UnitId} union select u.parent_id from unit_version u where u.unit_id = {plan.UnitId})
            """).ToListAsync(cancel);
        string?[] typed = [plan.Draft.Issuer, plan.Draft.ParentBody, plan.Draft.Place];
        var why = new Dictionary<int, Sentence>();
        foreach (var before in earlier)
        {
            if (await PartsAsync(db, plan, before, cancel) is not { } then) continue;
            foreach (var part in Enumerable.Range(0, typed.Length))
                if (Key(typed[part]) is { Length: > 0 } key && key == Key(then[part]) && key != Key(now[part]))
                    why[part] = new("Phần đầu văn bản ghi “{0}”, tên trước đây; ngày {1} là “{2}”. Mở bản nháp, sửa phần đầu văn bản.", typed[part]!, day, now[part] ?? "–");
        }
        return [.. why.OrderBy(part => part.Key).Select(part => part.Value)];
    }

    static async Task<string?[]?> PartsAsync(AppDb db, DraftToIssue plan, DateOnly day, CancellationToken cancel) =>
        await db.DraftUnitAsync(plan.UnitId, editionId: null, day, cancel) is { } unit && unit.AsIssuer(plan.Draft.Type) is var issuer ? [issuer.Name, issuer.ParentBody, issuer.Place] : null;

    static string Key(string? text) => SearchKey.Of(text ?? "");
}
