using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;

namespace TuanHoc.Web.Plans.Issue;

/// <summary>How far the telling of a plan has come: null steps before it has begun.</summary>
public sealed record DeliveryProgress(int? Step, int? Steps, string? Name, int? Units, DateTimeOffset? NextAt);

/// <summary>A document beside the plan, and how it stands to it.</summary>
public sealed record Amending(Guid Id, string Amendment, string State, string? Number, string? Title, DateOnly? IssuedOn);

/// <summary>A signed file that came back: its letters were recognised by a machine (Recognised); it waits for a person, and is handed to nobody (Waits).</summary>
public sealed record SignedCopy(
    string Name, byte[] Sha256, bool Compared, string? Differs, string? DiffersSaid, bool Recognised, string? DoubtsSaid, DateTimeOffset? ConfirmedAt, string? ConfirmedBy, bool Waits, DateTimeOffset At, string By)
{
    public string Hash => Convert.ToHexStringLower(Sha256);

    /// <summary>What speaks against it.</summary>
    public IReadOnlyList<Difference> Doubts() => DoubtsSaid is null ? [] : JsonSerializer.Deserialize<Difference[]>(DoubtsSaid)!;
}

/// <summary>What the page of a plan in force shows of its issue: what it amends and what amends it, its signed file, how far it is told.</summary>
public sealed record IssuedPlan(
    Guid Id, string Type, string State, string? Number, DateTimeOffset? IssuedAt, string? IssuedBy, DateTimeOffset? DeliveredAt, int Recipients, int Opened,
    Guid? AmendsId, string? Amendment, string? AmendsNumber, DateOnly? AmendsOn)
{
    public bool IsIssued => IssuedAt is not null;

    public DeliveryProgress? Progress { get; init; }
    public IReadOnlyList<Amending> AmendedBy { get; init; } = [];

    /// <summary>The signed file in force, and then one that waits beside it.</summary>
    public IReadOnlyList<SignedCopy> Signed { get; init; } = [];

    /// <summary>The unit that issued it, and the id by which the exchange of documents knows that unit.</summary>
    public long UnitId { get; init; }
    public string? Organization { get; init; }

    /// <summary>Why it has a deadline before its own day or after the one set from above.</summary>
    public string? Reason { get; init; }
}

static class DeliveryQueries
{
    public static async Task<IssuedPlan> IssuedAsync(this AppDb db, Guid id, DateOnly today, CancellationToken cancel)
    {
        var issued = await db.Database.SqlQuery<IssuedRow>($"""
            select p.type, p.unit_id, (select f.value from unit_fact f where f.unit_id = p.unit_id and f.kind = 'organization' and f.valid @> {today} and f.replaced_at is null) as organization, p.state, p.number, p.issued_at, h.full_name as issued_by, p.delivered_at, d.recipients, d.opened, p.amends_id, p.amendment, p.late_reason, a.number as amends_number, a.issued_on as amends_on,
                   g.step, g.steps, g.name, g.units, g.next_at, exists (select from plan b where b.amends_id = p.id) as is_amended, exists (select from plan_signed_file s where s.plan_id = p.id) as is_signed
              from plan p
              left join person h on h.id = p.issued_by
              left join plan a on a.id = p.amends_id
              left join plan_delivery_progress g on g.plan_id = p.id
              cross join lateral (select count(*)::int as recipients, count(opened_at)::int as opened from plan_delivery where plan_id = p.id) d
             where p.id = {id}
            """).SingleAsync(cancel);
        return new(id, issued.Type, issued.State, issued.Number, issued.IssuedAt, issued.IssuedBy, issued.DeliveredAt, issued.Recipients, issued.Opened, issued.AmendsId, issued.Amendment, issued.AmendsNumber, issued.AmendsOn)
        {
            Progress = issued.DeliveredAt is null && issued.State == StoredPlan.Saved ? new(issued.Step, issued.Steps, issued.Name, issued.Units, issued.NextAt) : null,
            AmendedBy = issued.IsAmended ? await db.Database.SqlQuery<Amending>($"select id, amendment, state, number, title, issued_on from plan where amends_id = {id} order by id").ToListAsync(cancel) : [],
            UnitId = issued.UnitId,
            Organization = issued.Organization,
            Reason = issued.IssuedAt is null ? null : issued.LateReason,
            Signed = issued.IsSigned ? await db.SignedCopiesAsync(id, cancel) : [],
        };
    }

    static Task<List<SignedCopy>> SignedCopiesAsync(this AppDb db, Guid id, CancellationToken cancel) => db.Database.SqlQuery<SignedCopy>($"""
        select s.name, s.sha256, s.compared, s.differs, s.differs_said::text as differs_said, s.recognised, s.doubts::text as doubts_said, s.confirmed_at, c.full_name as confirmed_by, s.waits, s.at, w.full_name as by
          from plan_signed_file s join person w on w.id = s.by left join person c on c.id = s.confirmed_by
         where s.plan_id = {id} order by s.waits
        """).ToListAsync(cancel);

    /// <summary>Notes that somebody of a unit that the plan went to has opened it; the first time counts.</summary>
    public static Task NoteOpenedAsync(this AppDb db, Kit.CurrentUser user, Guid id, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"""
        with opened as (
            update plan_delivery set opened_at = {user.Now}, opened_by = {user.Id} where plan_id = {id} and unit_id in (select * from units_held({user.Id}, {user.Today})) and opened_at is null returning unit_id)
        insert into audit (at, person_id, unit_id, what, thing, thing_id, detail)
        select {user.Now}, {user.Id}, o.unit_id, 'opened', 'plan', {id.ToString()}, jsonb_build_object('number', p.number) from opened o join plan p on p.id = {id}
        """, cancel);

    sealed record IssuedRow(
        string Type, long UnitId, string? Organization, string State, string? Number, DateTimeOffset? IssuedAt, string? IssuedBy, DateTimeOffset? DeliveredAt, int Recipients, int Opened, Guid? AmendsId, string? Amendment,
        string? AmendsNumber, DateOnly? AmendsOn, int? Step, int? Steps, string? Name, int? Units, DateTimeOffset? NextAt, bool IsAmended, bool IsSigned, string? LateReason);
}
