using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;

namespace TuanHoc.Web.Plans.Bodies;

/// <summary>What a plan keeps of its bodies, within the transaction of its own write.</summary>
static class BodyWrites
{
    /// <summary>Keeps who the bodies are; one chosen before keeps who chose it.</summary>
    public static Task KeepBodiesAsync(this AppDb db, Guid plan, IEnumerable<BodyMatch> matches, long person, CancellationToken cancel)
    {
        var bodies = matches.ToList();
        string[] names = [.. bodies.Select(b => b.Name)];
        long?[] units = [.. bodies.Select(b => b.Is?.UnitId)];
        string?[] groups = [.. bodies.Select(b => b.Is?.GroupKept)];
        bool[] chosen = [.. bodies.Select(b => b.Chosen is not null)];
        return db.Database.ExecuteSqlAsync($"""
            with said as (select * from unnest({names}, {units}, {groups}, {chosen}) as b (name, unit_id, unit_group, is_chosen)),
            gone as (delete from plan_body where plan_id = {plan} and name <> all ({names}))
            insert into plan_body as kept (plan_id, name, unit_id, unit_group, chosen_by)
            select {plan}, name, unit_id, unit_group, case when is_chosen then {person} end from said
            on conflict (plan_id, name) do update set unit_id = excluded.unit_id, unit_group = excluded.unit_group, chosen_by = excluded.chosen_by
             where (kept.unit_id, kept.unit_group, kept.chosen_by is null) is distinct from (excluded.unit_id, excluded.unit_group, excluded.chosen_by is null)
            """, cancel);
    }
}
