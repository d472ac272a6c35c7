using Microsoft.EntityFrameworkCore;
using TuanHoc.Plans;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Plans;

namespace TuanHoc.Web.Materials;

/// <summary>Where slogans come from, with the propaganda outline that stands beside them: a unit's plan, or what it typed here.</summary>
public sealed record SloganSource(long UnitId, string UnitName, string? PlanNumber, bool IsPlan, IReadOnlyList<string> Slogans, string? Outline);

/// <summary>What a unit typed for an edition.</summary>
public sealed record SloganSheet(string[] Slogans, string? Outline, int Version, Guid WriteKey, DateTimeOffset ChangedAt, string ChangedBy);

/// <summary>The slogans of an edition as a unit sees them: of those above it and its own, from the nation down.</summary>
public static class SloganQueries
{
    /// <summary>All sources that have slogans or an outline. They are written to hang in the street, so whoever is below is shown them, whether or not the plan itself was sent there.</summary>
    public static async Task<IReadOnlyList<SloganSource>> SlogansAsync(this AppDb db, int editionId, long unitId, DateOnly today, CancellationToken cancel)
    {
        var rows = await db.Database.SqlQuery<Row>($"""
            with recursive line (id, step) as (
                select {unitId}::bigint, 0
                union all
                select v.parent_id, line.step + 1 from line join unit_version v on v.unit_id = line.id and v.valid @> {today} where v.parent_id is not null and line.step < 10)
            select s.unit_id, coalesce(unit_name(s.unit_id, {today}), '') as unit_name, s.number, s.facts, s.text, s.slogans, s.outline
              from line
             cross join lateral (
                   select p.unit_id, p.number, p.facts::text as facts, p.text, null::text[] as slogans, null::text as outline, 0 as place, p.id
                     from plan p where p.unit_id = line.id and p.edition_id = {editionId} and p.state = 'saved'
                      and (jsonb_array_length(coalesce(p.facts -> 'slogans', '[]')) > 0 or p.facts @? '$.annexes[*] ? (@.kind == "propaganda-outline")')
                   union all
                   select t.unit_id, null, null, null, t.slogans, t.outline, 1, null from slogan_sheet t where t.unit_id = line.id and t.edition_id = {editionId}) s
             order by line.step desc, s.place, s.id
            """).ToListAsync(cancel);
        return [.. rows.Select(Source).Where(source => source.Slogans.Count > 0 || source.Outline is not null)];
    }

    /// <summary>What stands in the unit's own sheet; null before it typed anything.</summary>
    public static Task<SloganSheet?> SloganSheetAsync(this AppDb db, int editionId, long unitId, CancellationToken cancel) => db.Database.SqlQuery<SloganSheet>($"""
        select t.slogans, t.outline, t.version, t.write_key, t.changed_at, p.full_name as changed_by from slogan_sheet t join person p on p.id = t.changed_by where t.unit_id = {unitId} and t.edition_id = {editionId}
        """).SingleOrDefaultAsync(cancel);

    /// <summary>Writes the unit's sheet with its audit line; false when another saved it since version <paramref name="seen"/> (0: there was none).</summary>
    public static async Task<bool> SaveSlogansAsync(this AppDb db, CurrentUser user, int editionId, long unitId, string[] slogans, string? outline, int seen, Guid key, DateTimeOffset at, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var written = seen == 0
            ? await db.Database.ExecuteSqlAsync($"insert into slogan_sheet (unit_id, edition_id, slogans, outline, write_key, changed_at, changed_by) values ({unitId}, {editionId}, {slogans}, {outline}::text, {key}, {at}, {user.Id}) on conflict (unit_id, edition_id) do nothing", cancel)
            : await db.Database.ExecuteSqlAsync($"update slogan_sheet set slogans = {slogans}, outline = {outline}::text, version = version + 1, write_key = {key}, changed_at = {at}, changed_by = {user.Id} where unit_id = {unitId} and edition_id = {editionId} and version = {seen}", cancel);
        if (written == 0) return false;
        await db.Database.ExecuteSqlAsync($"insert into audit (at, person_id, unit_id, what, thing, thing_id) values ({at}, {user.Id}, {unitId}, 'saved', 'slogans', {editionId.ToString(Vn.Culture)})", cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    static SloganSource Source(Row row)
    {
        if (row.Facts is null) return new(row.UnitId, row.UnitName, PlanNumber: null, IsPlan: false, row.Slogans ?? [], row.Outline);
        var plan = PlanFacts.Read(row.Facts);
        return new(row.UnitId, row.UnitName, row.Number, IsPlan: true, [.. plan.Slogans.Select(slogan => slogan.Value).Distinct(StringComparer.Ordinal)], OutlineOf(plan, row.Text ?? ""));
    }

    /// <summary>The words of the annex: from behind its title to the next annex.</summary>
    static string? OutlineOf(Plan plan, string text)
    {
        if (plan.Annexes.FirstOrDefault(annex => annex.Kind == AnnexKind.PropagandaOutline) is not { } outline) return null;
        var (from, to) = (outline.At.To, plan.Annexes.Select(annex => annex.At.From).Where(at => at > outline.At.From).DefaultIfEmpty(text.Length).Min());
        return from < to && to <= text.Length && text[from..to].Replace("*", "", StringComparison.Ordinal).Trim() is { Length: > 0 } words ? words : null;
    }

    sealed record Row(long UnitId, string UnitName, string? Number, string? Facts, string? Text, string[]? Slogans, string? Outline);
}
