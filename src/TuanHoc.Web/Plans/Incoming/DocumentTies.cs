using Microsoft.EntityFrameworkCore;
using TuanHoc.Plans.Writing;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Plans.Issue;
using TuanHoc.Web.Plans.Writing;
using TuanHoc.Web.Units;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Plans.Incoming;

/// <summary>How a document that is brought in stands to others: the one it is under, and the one of its own unit that it replaces or corrects.</summary>
public sealed record DocumentTies(Guid? UpperId, Guid? AmendsId, string? Amendment)
{
    public const string UpperField = "upper", AmendsField = "amends";

    /// <summary>As the page's list of choices sends it.</summary>
    public string Amends => AmendsId is { } id ? $"{Amendment}:{id}" : "";
}

/// <summary>A document in force that may be chosen. <c>SpeaksFor</c>: of one above, its unit is the territory for which the agency that issues under it speaks.</summary>
public sealed record TiedDocument(Guid Id, string Type, string UnitName, string? Number, DateOnly? IssuedOn, bool SpeaksFor)
{
    /// <summary>"Kế hoạch số 12/KH-UBND ngày 01/09/2025".</summary>
    public string Word => (Number, IssuedOn) switch
    {
        ({ } number, { } day) => T["{0} số {1} ngày {2}", DraftWords.Of(DraftWords.TypeOf(Type)!.Value), number, day],
        _ => DraftWords.Of(DraftWords.TypeOf(Type)!.Value),
    };
}

/// <summary>What a document of a year may be under, and what it may replace or correct.</summary>
/// <param name="Above">Plans in force of the units above, and the Ministry's letters, the nearest first.</param>
/// <param name="Own">What the unit itself has in force.</param>
/// <param name="Kept">As it stands.</param>
/// <param name="IsAmending">What it amends is out of force by it, which stands.</param>
public sealed record TieChoices(IReadOnlyList<TiedDocument> Above, IReadOnlyList<TiedDocument> Own, DocumentTies Kept, bool IsAmending)
{
    /// <summary>What is preset: of a document nobody has saved yet, the plan in force above, and what its own words say that it replaces.</summary>
    public DocumentTies Preset(PlanFound plan, DocumentType type)
    {
        if (plan.State != StoredPlan.Read) return Kept;
        var replaced = Kept.AmendsId is not null ? null : Own.FirstOrDefault(own => own.Type == DraftWords.Stored(type) && own.Number is { } number && SaysReplaced(plan.Text, number));
        return new(Kept.UpperId ?? (Above.Count > 0 ? Above[0].Id : null), Kept.AmendsId ?? replaced?.Id, replaced is null ? Kept.Amendment : Amendments.Replaces);
    }

    /// <summary>What is chosen in the form; null and a word beside the field where it cannot be.</summary>
    public DocumentTies Chosen(FormReader form, DocumentType type)
    {
        var upper = form[DocumentTies.UpperField] is not { } typed ? Kept.UpperId : Above.FirstOrDefault(above => $"{above.Id}" == typed)?.Id;
        if (upper is null && form[DocumentTies.UpperField] is { Length: > 0 }) form.Refuse(DocumentTies.UpperField, T["Văn bản cấp trên đã chọn không còn hiệu lực, hoặc không cùng năm. Chọn lại."]);
        if (IsAmending) return Kept with { UpperId = upper };
        if (form[DocumentTies.AmendsField] is not { Length: > 0 } asked) return new(upper, null, null);
        var (amendment, own) = (asked.Split(':')[0], Own.FirstOrDefault(own => asked.EndsWith($":{own.Id}", StringComparison.Ordinal)));
        if (own is null || amendment is not (Amendments.Replaces or Amendments.Corrects)) form.Refuse(DocumentTies.AmendsField, T["Văn bản đã chọn không còn hiệu lực, hoặc không cùng năm. Chọn lại."]);
        else if (amendment == Amendments.Replaces && own.Type != DraftWords.Stored(type)) form.Refuse(DocumentTies.AmendsField, T["Chỉ thay thế được văn bản cùng loại."]);
        else if (amendment == Amendments.Corrects && type != DocumentType.Letter) form.Refuse(DocumentTies.AmendsField, T["Đính chính bằng công văn."]);
        return new(upper, own?.Id, amendment);
    }

    /// <summary>What follows from saving it, in a sentence.</summary>
    public string Follows(string unitName, DocumentType type, int? year, DocumentTies ties)
    {
        var amended = Own.FirstOrDefault(own => own.Id == ties.AmendsId);
        var receiver = Above.FirstOrDefault(above => above.Id == ties.UpperId && above.SpeaksFor)?.UnitName ?? unitName;
        return (type, ties.Amendment) switch
        {
            (_, Amendments.Replaces) when amended is not null => T["Khi lưu: văn bản này thay thế {0}, văn bản ấy hết hiệu lực; nhiệm vụ giống nhau giữ nguyên những gì đơn vị đã báo.", amended.Word],
            (_, Amendments.Corrects) when amended is not null => T["Khi lưu: {0} vẫn còn hiệu lực, trên trang của văn bản ấy ghi có công văn đính chính này.", amended.Word],
            (DocumentType.Plan, _) => T["Khi lưu: đây là kế hoạch của {0} cho Tuần lễ {1}; nhiệm vụ được giao, các đơn vị nhận được báo tin và soạn kế hoạch của mình theo đó.", unitName, $"{year}"],
            _ => T["Khi lưu: kế hoạch của {0} vẫn còn hiệu lực; ngày gửi kế hoạch, lịch khai mạc, báo cáo ghi ở đây thay cho ngày đã ghi trước đó, nhiệm vụ được giao và các đơn vị nhận được báo tin.", receiver],
        };
    }

    // "thay thế Kế hoạch số 12/KH-UBND".
    static bool SaysReplaced(string text, string number)
    {
        const int reach = 60;
        for (var at = text.IndexOf(number, StringComparison.Ordinal); at >= 0; at = text.IndexOf(number, at + 1, StringComparison.Ordinal))
            if (TuanHoc.Text.SearchKey.Of(text[Math.Max(0, at - reach)..at]).Contains("thay the", StringComparison.Ordinal)) return true;
        return false;
    }
}

static class DocumentTieQueries
{
    public static async Task<TieChoices> TieChoicesAsync(this AppDb db, PlanFound plan, int? year, DateOnly today, CancellationToken cancel)
    {
        // What it is under may have been replaced since: then it is under what stands in its place.
        var upper = plan.UpperId is { } was ? (await db.PlanAboveAsync(was, plan.UnitId, today, cancel))?.Id : null;
        var kept = new DocumentTies(upper, plan.AmendsId, plan.Amendment);
        var isAmending = plan is { State: not StoredPlan.Read, AmendsId: not null };
        return year is not { } of ? new([], [], kept, isAmending) : new(await db.AboveAsync(plan.UnitId, of, today, cancel), await db.OwnAsync(plan, of, cancel), kept, isAmending);
    }

    static Task<List<TiedDocument>> AboveAsync(this AppDb db, long unitId, int year, DateOnly today, CancellationToken cancel) => db.Database.SqlQuery<TiedDocument>($"""
        with recursive line (id, steps, speaks) as (
            select v.parent_id, 1, v.kind = 'agency' from unit_version v where v.unit_id = {unitId} and v.valid @> {today}
            union all
            select v.parent_id, l.steps + 1, false from line l join unit_version v on v.unit_id = l.id and v.valid @> {today} where v.parent_id is not null)
        select p.id, p.type, who.name as unit_name, p.number, p.issued_on, l.speaks as speaks_for
          from line l
          join plan p on p.unit_id = l.id and p.state = {StoredPlan.Saved} and (p.type = 'KH' or p.type = 'CV' and p.unit_id = {UnitDirectory.Nation}) and p.amendment is distinct from 'corrects'
          left join edition e on e.id = p.edition_id
          cross join lateral (select case p.unit_id when {UnitDirectory.Nation} then 'Bộ Giáo dục và Đào tạo' else v.name end as name from unit_version v where v.unit_id = p.unit_id order by v.valid desc limit 1) who
         where coalesce(e.year, (p.facts -> 'header' -> 'year' ->> 'value')::integer) = {year}
         order by p.type = 'KH' desc, l.steps, p.issued_on desc nulls last, p.id desc
        """).ToListAsync(cancel);

    static Task<List<TiedDocument>> OwnAsync(this AppDb db, PlanFound plan, int year, CancellationToken cancel) => db.Database.SqlQuery<TiedDocument>($"""
        select p.id, p.type, {plan.UnitName} as unit_name, p.number, p.issued_on, false as speaks_for
          from plan p
          left join edition e on e.id = p.edition_id
         where p.unit_id = {plan.UnitId} and p.state = {StoredPlan.Saved} and p.id <> {plan.Id} and coalesce(e.year, (p.facts -> 'header' -> 'year' ->> 'value')::integer) = {year}
         order by p.type = 'KH' desc, p.issued_on desc nulls last, p.id desc
        """).ToListAsync(cancel);
}
