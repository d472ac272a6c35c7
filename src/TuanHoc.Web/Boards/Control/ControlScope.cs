using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Editions;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Units;

namespace TuanHoc.Web.Boards.Control;

/// <summary>
/// The unit whose board is looked at, in a year. <paramref name="Sees"/>: the person sees its branch, so that plans and reports open; otherwise they stand in for it as its standing agency.
/// <paramref name="UnitsDay"/>: whose units are followed: today's, of an earlier year those of its Week. <paramref name="Reminds"/>: the person may remind in its name.
/// </summary>
public sealed record ControlScope(Edition Edition, DateOnly UnitsDay, long UnitId, string Name, string Kind, bool Sees, bool Reminds)
{
    /// <summary>The Ministry follows those directly below it; anybody else its whole branch.</summary>
    public bool IsNation => UnitId == UnitDirectory.Nation;

    /// <summary>The board asked for, if the person may see it; without a unit the own, or that of the committee it stands in for; of an administrator the nation's.</summary>
    public static async Task<ControlScope?> FindAsync(AppDb db, CurrentUser user, int? year, long? unit, CancellationToken cancel)
    {
        var editions = await db.EditionsAsync(cancel);
        if (editions.Find(one => one.Year == (year ?? one.Year)) is not { } edition) return null;
        // The newest year is followed as the units stand; those before it as they stood.
        var day = edition == editions[0] || edition.LastDay > user.Today ? user.Today : edition.LastDay;
        var (id, isGiven) = (unit ?? user.Home?.UnitId ?? (user.IsAdministrator ? UnitDirectory.Nation : 0), unit is not null);
        var (mine, leading) = (user.UnitsAs(Roles.Coordinator, Roles.Reporter, Roles.Leader, Roles.Viewer), user.UnitsAs(Roles.Leading));
        var found = await db.Database.SqlQuery<Row>($"""
            select v.unit_id, v.name, v.kind, {user.IsAdministrator} or sees({user.Id}, v.unit_id, {user.Today}, {day}) as sees,
                   v.unit_id = any ({leading}) or coalesce(s.agency_id = any ({leading}), false) as reminds
              from (select coalesce((select s.unit_id from standing_agency s where not {isGiven} and s.edition_id = {edition.Id} and s.agency_id = {id} limit 1), {id}) as id) one
              join unit_version v on v.unit_id = one.id and v.valid @> {day}
              left join standing_agency s on s.edition_id = {edition.Id} and s.unit_id = v.unit_id
             where {user.IsAdministrator} or s.agency_id = any ({mine}) or sees({user.Id}, v.unit_id, {user.Today}, {day})
            """).ToListAsync(cancel);
        return found is [var row] ? new(edition, day, row.UnitId, row.Name, row.Kind, row.Sees, row.Reminds) : null;
    }

    sealed record Row(long UnitId, string Name, string Kind, bool Sees, bool Reminds);
}

/// <summary>What of a board is shown: one kind of unit, one output, one state, the names with some words in them, from a unit on; null: the first kind, every output, every state, every name, from the top.</summary>
public sealed record ControlFilter(int Year, long UnitId, string? Kind, string? Output, string? State, string? Words, long? After)
{
    /// <summary>The outputs a unit is followed by, in the order of its year.</summary>
    public static readonly string[] Outputs = ["plan", "schedule", "ceremony", "activities", "report", "tasks"];

    /// <summary>What can be asked for: late, due soon, waiting for a look, done; of plans also those being written and those nobody has begun; units in which nobody would read a reminder.</summary>
    public static readonly string[] States = [ControlCell.Late, ControlCell.Due, ControlCell.Sent, ControlCell.Done, Drafted, Missing, Nobody];

    public const string Drafted = "drafted", Missing = "missing", Nobody = "nobody";

    /// <summary>The address of the board so filtered.</summary>
    public string Path
    {
        get
        {
            var query = new QueryString().Add("year", Year.ToString(Vn.Culture)).Add("unit", UnitId.ToString(Vn.Culture));
            if (Kind is not null) query = query.Add("kind", Kind);
            if (Output is not null) query = query.Add("output", Output);
            if (State is not null) query = query.Add("state", State);
            if (Words is not null) query = query.Add("name", Words);
            if (After is { } after) query = query.Add("after", after.ToString(Vn.Culture));
            return "/control" + query;
        }
    }
}
