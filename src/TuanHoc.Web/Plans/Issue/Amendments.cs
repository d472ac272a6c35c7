using Microsoft.EntityFrameworkCore;
using TuanHoc.Plans.Writing;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Plans.Writing;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Plans.Issue;

/// <summary>What is issued is changed by another document alone: one that takes its place, or a letter that corrects an error of form (công văn đính chính).</summary>
public static class Amendments
{
    public const string Replaces = "replaces", Corrects = "corrects";

    public static async Task<IResult> Start(Guid id, IFormCollection posted, AppDb db, CurrentUser user, CancellationToken cancel)
    {
        if (await ToAmendAsync(db, user, id, cancel) is not { } plan || posted["amendment"].ToString() is not (Replaces or Corrects)) return PageResults.Missing();
        var amendment = posted["amendment"].ToString();
        if (plan.State != StoredPlan.Saved)
            return PageResults.Refused(StatusCodes.Status409Conflict, T["Chưa soạn được"], plan.IsIssued ? T["Văn bản này đã được thay thế; soạn từ văn bản đang có hiệu lực."] : T["Văn bản chưa ban hành thì cứ sửa thẳng bản nháp."], $"/plans/{id}");
        if (plan.Number is null || plan.Draft.IssuedOn is null)
            return PageResults.Refused(StatusCodes.Status409Conflict, T["Chưa soạn được"], T["Văn bản này chưa ghi số hoặc ngày ban hành: sửa cho đủ, rồi soạn văn bản thay thế hoặc đính chính."], $"/plans/{id}");
        return TypedResults.LocalRedirect($"/plans/{await StartAsync(db, user, plan, amendment, cancel)}");
    }

    // What was written here; and what came as a file, by what it states.
    static async Task<DraftToIssue?> ToAmendAsync(AppDb db, CurrentUser user, Guid id, CancellationToken cancel)
    {
        if (await db.ToIssueAsync(user, id, cancel) is { } written) return written;
        if (await db.PlanAsync(user, id, cancel) is not { CanCorrect: true, State: StoredPlan.Saved or StoredPlan.Replaced } brought) return null;
        var (facts, type) = (brought.ReadFacts(), DraftWords.TypeOf(brought.Type)!.Value);
        if (await db.DraftUnitAsync(brought.UnitId, brought.EditionId, user.Today, cancel) is not { } unit) return null;
        var draft = DraftStart.OfFile(facts, brought.Text, facts.Header.Year?.Value ?? user.Today.Year, unit.AsIssuer(type)) with { Type = type, FormKey = brought.FormKey };
        return new(id, brought.UnitId, brought.UnitName, brought.Type, brought.State, DraftJson.Write(draft), facts.Header.Number?.Value, brought.AmendsId, brought.Amendment, brought.UpperId, IsHalfTyped: false, LateReason: null, brought.Version, brought.WriteKey);
    }

    // One draft of a kind at a time: who asks again, or a colleague, goes on with the one begun.
    static async Task<Guid> StartAsync(AppDb db, CurrentUser user, DraftToIssue plan, string amendment, CancellationToken cancel)
    {
        var (id, now) = (Guid.CreateVersion7(), user.Now);
        var draft = amendment == Replaces ? Replacing(plan) : Correcting(plan);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Two who ask at once: the second waits for the first.
        await db.Database.ExecuteSqlAsync($"select from plan where id = {plan.Id} for no key update", cancel);
        var begun = await db.Database.SqlQuery<Guid>($"select id as \"Value\" from plan where amends_id = {plan.Id} and amendment = {amendment} and state = {StoredPlan.Draft}").ToListAsync(cancel);
        if (begun.Count > 0) return begun[0];
        await db.Database.ExecuteSqlAsync($"""
            insert into plan (id, unit_id, edition_id, state, type, file_name, text, facts, draft, title, form_key, without_form, upper_id, amends_id, amendment, write_key, made_at, made_by, changed_at, changed_by)
            select {id}, unit_id, edition_id, {StoredPlan.Draft}, {(amendment == Replaces ? plan.Type : "CV")}, '', '', {PlanFacts.Write(TuanHoc.Plans.PlanReader.Read(""))}::jsonb, {DraftJson.Write(draft)}::jsonb, {draft.Title}, case when {amendment} = {Replaces} then form_key end, {amendment} = {Replaces} and without_form, upper_id, id, {amendment}, {id}, {now}, {user.Id}, {now}, {user.Id}
              from plan where id = {plan.Id}
            """, cancel);
        await db.Database.ExecuteSqlAsync($"insert into plan_body (plan_id, name, unit_id, unit_group, chosen_by) select {id}, name, unit_id, unit_group, chosen_by from plan_body where plan_id = {plan.Id} and chosen_by is not null", cancel);
        await db.Database.ExecuteSqlAsync($"insert into audit (at, person_id, unit_id, what, thing, thing_id, detail) values ({now}, {user.Id}, {plan.UnitId}, 'amendment-begun', 'plan', {id.ToString()}, jsonb_build_object('number', {plan.Number}::text, 'amendment', {amendment}::text))", cancel);
        await transaction.CommitAsync(cancel);
        return id;
    }

    static PlanDraft Replacing(DraftToIssue plan) => plan.Draft with { Number = null, IssuedOn = null };

    static PlanDraft Correcting(DraftToIssue plan) => new()
    {
        Type = DocumentType.Letter,
        ParentBody = plan.Draft.ParentBody,
        Issuer = plan.Draft.Issuer,
        Notation = plan.Draft.Type == DocumentType.Letter ? plan.Draft.Notation : plan.Draft.Notation[(plan.Draft.Notation.LastIndexOf('-') + 1)..] + "-VX",
        Place = plan.Draft.Place,
        Year = plan.Draft.Year,
        Title = $"đính chính văn bản số {plan.Number}",
        Addressees = [.. plan.Draft.Recipients.Where(r => !r.StartsWith("Lưu", StringComparison.OrdinalIgnoreCase))],
        Sections = [new("", SectionKind.Words, $"{plan.Draft.Issuer} đính chính văn bản số {plan.Number} {TuanHoc.Documents.DocumentDate.Of(plan.Draft.IssuedOn!.Value).InFull} về {plan.Draft.Title} như sau:\n- Tại phần …, đã in là: “…”.\n- Nay sửa lại là: “…”.\nCác nội dung khác không thay đổi.")],
        Recipients = plan.Draft.Recipients,
        Signature = plan.Draft.Signature,
    };
}
