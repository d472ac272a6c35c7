using Microsoft.EntityFrameworkCore;
using TuanHoc.Plans.Writing;
using TuanHoc.Web.Data;
using TuanHoc.Web.Forms;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Plans.Writing;

namespace TuanHoc.Web.Plans.Issue;

/// <summary>A draft as the page that issues it needs it.</summary>
public sealed record DraftToIssue(
    Guid Id, long UnitId, string UnitName, string Type, string State, string DraftText, string? Number, Guid? AmendsId, string? Amendment, Guid? UpperId,
    bool IsHalfTyped, string? LateReason, int Version, Guid WriteKey)
{
    public PlanDraft Draft { get; } = DraftJson.Read(DraftText);

    public bool IsIssued => State != StoredPlan.Draft;
}

/// <summary>A document of a unit, to be named in a sentence.</summary>
public sealed record NamedDocument(Guid Id, string? Number, string? Title, DateOnly? IssuedOn);

/// <summary>What is asked before a plan is issued.</summary>
static class IssueQueries
{
    /// <summary>What is written here by a unit that the person leads, a draft or issued already.</summary>
    public static Task<DraftToIssue?> ToIssueAsync(this AppDb db, CurrentUser user, Guid id, CancellationToken cancel) => db.Database.SqlQuery<DraftToIssue>($"""
        select p.id, p.unit_id, v.name as unit_name, p.type, p.state, p.draft::text as draft_text, p.number, p.amends_id, p.amendment,
               p.upper_id, p.typed is not null as is_half_typed, p.late_reason, p.version, p.write_key
          from plan p
          cross join lateral (select name from unit_version where unit_id = p.unit_id order by valid desc limit 1) v
         where p.id = {id} and p.draft is not null and p.unit_id = any ({user.UnitsAs(Roles.Leading)})
        """).SingleOrDefaultAsync(cancel);

    /// <summary>What was issued here, if the person may see it: as the page of the plan.</summary>
    public static async Task<IssuedText?> IssuedTextAsync(this AppDb db, CurrentUser user, Guid id, CancellationToken cancel)
    {
        if (await db.PlanAsync(user, id, cancel) is not { } plan) return null;
        var issued = await db.Database.SqlQuery<IssuedText>($"""
            select id, unit_id, {plan.UnitShortName} as unit_short_name, number, title, draft::text as draft_text, {plan.CanCorrect} as can_lead from plan where id = {id} and issued_at is not null
            """).SingleOrDefaultAsync(cancel);
        if (issued?.Draft.PrintedFormKey is { } printed) await db.KnowFormAsync(printed, cancel);
        return issued;
    }

    /// <summary>The document of the unit that has this number in the year already, issued here or brought in as a file.</summary>
    public static Task<NamedDocument?> WithNumberAsync(this AppDb db, long unitId, string type, Guid except, int serial, int year, CancellationToken cancel) => db.Database.SqlQuery<NamedDocument>($"""
        select id, number, title, issued_on from plan
         where unit_id = {unitId} and type = {type} and extract(year from issued_on) = {year} and coalesce(serial, serial_of(number)) = {serial} and state in ('saved', 'replaced') and id <> {except} limit 1
        """).SingleOrDefaultAsync(cancel);

    /// <summary>The plan of the unit in force for the Week of a year, unless the one asked about replaces it.</summary>
    public static Task<NamedDocument?> InForceAsync(this AppDb db, DraftToIssue plan, int? editionId, CancellationToken cancel) => db.Database.SqlQuery<NamedDocument>($"""
        select id, number, title, issued_on from plan
         where unit_id = {plan.UnitId} and edition_id = {editionId ?? -1} and type = 'KH' and state = 'saved' and id not in ({plan.Id}, {(plan.Amendment == Amendments.Replaces ? plan.AmendsId : null) ?? plan.Id})
        """).SingleOrDefaultAsync(cancel);

    /// <summary>The document that another amends, or the one that amends it.</summary>
    public static Task<NamedDocument?> NamedAsync(this AppDb db, Guid id, CancellationToken cancel) =>
        db.Database.SqlQuery<NamedDocument>($"select id, number, title, issued_on from plan where id = {id}").SingleOrDefaultAsync(cancel);
}
