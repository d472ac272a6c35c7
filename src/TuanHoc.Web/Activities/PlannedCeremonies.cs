using Microsoft.EntityFrameworkCore;
using TuanHoc.Activities;
using TuanHoc.Plans;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Plans;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Activities;

/// <summary>What a plan in force says of opening ceremonies: <see cref="Step"/> is 0 for the unit's own plan, 1 for that of the unit above, and so on.</summary>
public sealed record CeremonyPlan(Guid Id, long UnitId, string UnitName, int Step, WeekPeriod? Period, IReadOnlyList<OpeningCeremony> Ceremonies, IssuerLevel? Level)
{
    /// <summary>The ceremony that the issuing unit itself holds, when its day is known.</summary>
    public OpeningCeremony? Own => PlanFacts.OwnCeremony(Ceremonies, Level);

    /// <summary>The days within which those below choose theirs.</summary>
    public OpeningCeremony? Window => Ceremonies.FirstOrDefault(c => c is { DateFrom: not null, DateTo: not null });
}

/// <summary>The documents of a unit and of those above it, the nearest first, and what they mean for the day of a ceremony.</summary>
public sealed record CeremonyPlans(IReadOnlyList<CeremonyPlan> Nearest)
{
    public OpeningCeremony? Own => Nearest.FirstOrDefault(plan => plan.Step == 0)?.Own;

    /// <summary>The nearest document that says which days are the Week.</summary>
    CeremonyPlan? Framed => Nearest.FirstOrDefault(plan => plan.Period is not null);

    /// <summary>The days that are the Week for the unit: as the nearest document says, else those of the edition.</summary>
    public (DateOnly First, DateOnly Last) Frame(DateOnly firstDay, DateOnly lastDay) => Framed is { Period: { } period } ? (period.Start, period.End) : (firstDay, lastDay);

    /// <summary>What is to be said of a day: outside what the plans or the Week give. Nothing of it is refused.</summary>
    public IEnumerable<string> Remarks(string kind, DateOnly day, DateOnly firstDay, DateOnly lastDay)
    {
        var isCeremony = kind == ActivityKinds.Ceremony;
        if (isCeremony && Nearest.FirstOrDefault(plan => plan.Step == 0) is { Own.Date: { } planned } own && planned != day)
            yield return T["Kế hoạch của {0} ghi lễ khai mạc ngày {1}; lễ này vào ngày {2}. Vẫn ghi được: kiểm tra lại nếu chưa chắc.", own.UnitName, planned, day];
        if (isCeremony && Nearest.FirstOrDefault(plan => plan.Window is not null) is { } chosen && chosen.Window is { DateFrom: { } from, DateTo: { } to } && (day < from || day > to))
            yield return T["Ngày {0} ngoài thời gian khai mạc theo kế hoạch của {1}: từ {2} đến {3}. Vẫn ghi được; cấp trên thấy câu này.", day, chosen.UnitName, from, to];
        var framed = Framed;
        var (first, last) = Frame(firstDay, lastDay);
        if (day >= first && day <= last) yield break;
        yield return framed is null
            ? T["Ngày {0} ngoài Tuần lễ: từ {1} đến {2}. Vẫn ghi được; cấp trên thấy câu này.", day, first, last]
            : T["Ngày {0} ngoài Tuần lễ theo kế hoạch của {1}: từ {2} đến {3}. Vẫn ghi được; cấp trên thấy câu này.", day, framed.UnitName, first, last];
    }
}

/// <summary>A ceremony that a unit's plan gives a day and that the unit has not recorded.</summary>
public sealed record CeremonyOffer(CeremonyPlan Plan, OpeningCeremony Ceremony);

public static class PlannedCeremonies
{
    /// <summary>The plans in force that bear on a unit's ceremony, its own first; of those above with the letters and guidances that change them, the latest first.</summary>
    public static async Task<CeremonyPlans> CeremonyPlansAsync(this AppDb db, int editionId, long unitId, DateOnly onDay, CancellationToken cancel) => new(Read(await db.Database.SqlQuery<Row>($"""
        select p.id, p.unit_id, v.name as unit_name, l.step::int - 1 as step,
               jsonb_build_object('header', p.facts -> 'header', 'period', p.facts -> 'period', 'openingCeremonies', p.facts -> 'openingCeremonies')::text as facts
          from unit_line({unitId}, {onDay}) with ordinality as l (id, step)
          join plan p on p.edition_id = {editionId} and p.state = 'saved'
                     and (p.unit_id = l.id and p.type = 'KH' or l.step > 1 and p.id in (select d.id from dispatches({editionId}) d where d.issuer = l.id))
          cross join lateral (select name from unit_version where unit_id = p.unit_id order by valid desc limit 1) v
         order by l.step, p.issued_on desc nulls last, p.id desc
        """).ToListAsync(cancel)));

    /// <summary>Ceremonies that the plans of the person's units give a day, and that are not recorded yet.</summary>
    public static async Task<IReadOnlyList<CeremonyOffer>> CeremonyOffersAsync(this AppDb db, CurrentUser user, int editionId, CancellationToken cancel)
    {
        var plans = Read(await db.Database.SqlQuery<Row>($"""
            select p.id, p.unit_id, v.name as unit_name, 0 as step, jsonb_build_object('header', p.facts -> 'header', 'openingCeremonies', p.facts -> 'openingCeremonies')::text as facts
              from plan p
              cross join lateral (select name from unit_version where unit_id = p.unit_id order by valid desc limit 1) v
             where p.unit_id = any ({user.UnitsAs(Roles.Filling)}) and p.edition_id = {editionId} and p.state = 'saved' and p.type = 'KH'
               and not exists (select from activity a where a.edition_id = {editionId} and a.unit_id = p.unit_id and a.kind = {ActivityKinds.Ceremony})
             order by p.unit_id
            """).ToListAsync(cancel));
        return [.. from plan in plans where plan.Own is not null select new CeremonyOffer(plan, plan.Own!)];
    }

    // Only what is asked for is taken out of the facts: a plan has hundreds of tasks.
    static List<CeremonyPlan> Read(List<Row> rows) => [.. from row in rows
                                                         let facts = PlanFacts.Read(row.Facts)
                                                         select new CeremonyPlan(row.Id, row.UnitId, row.UnitName, row.Step, facts.Period, facts.OpeningCeremonies ?? [], facts.Header?.IssuerLevel?.Value)];

    sealed record Row(Guid Id, long UnitId, string UnitName, int Step, string Facts);
}
