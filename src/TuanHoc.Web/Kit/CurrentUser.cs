using System.Globalization;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Kit;

/// <summary>How this installation runs: with the sample data, whose people are listed on the sign-in page, or for real.</summary>
public sealed record Mode(bool IsSample);

/// <summary>The roles a person can hold in a unit, as stored.</summary>
public static class Roles
{
    public const string Coordinator = "coordinator", Reporter = "reporter", Leader = "leader", Viewer = "viewer";

    /// <summary>Who fills and submits what the own unit reports.</summary>
    public static readonly string[] Filling = [Reporter, Coordinator];

    /// <summary>Who keeps the own unit's plans, and returns and accepts the reports it receives.</summary>
    public static readonly string[] Leading = [Coordinator, Leader];

    public static string Word(string role) => role switch
    {
        Coordinator => T["Điều phối"],
        Reporter => T["Người nhập"],
        Leader => T["Lãnh đạo"],
        _ => T["Người xem"],
    };
}

/// <summary>A role held today.</summary>
public sealed record Membership(long UnitId, string UnitName, string UnitKind, string Role);

/// <summary>Who is asking: loaded once a request, before the handler. What they may touch is asked in each handler's own query.</summary>
public sealed class CurrentUser(AppDb db, TimeProvider clock, Mode mode)
{
    // More than anybody holds; what a request reads is bounded.
    const int Most = 1000;

    public long Id { get; private set; }
    public string FullName { get; private set; } = "";
    public bool IsAdministrator { get; private set; }
    public IReadOnlyList<Membership> Memberships { get; private set; } = [];
    public bool IsKnown => Id != 0;
    public bool InSampleMode => mode.IsSample;

    /// <summary>The unit whose work is shown when no other is named.</summary>
    public Membership? Home => Memberships.Count > 0 ? Memberships[0] : null;

    public DateOnly Today { get; } = clock.Today();

    public bool Holds(long unitId, params ReadOnlySpan<string> roles)
    {
        foreach (var held in Memberships) if (held.UnitId == unitId && roles.Contains(held.Role)) return true;
        return false;
    }

    public async Task LoadAsync(ClaimsPrincipal principal, CancellationToken cancel)
    {
        if (!long.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), NumberStyles.None, CultureInfo.InvariantCulture, out var id)) return;
        var rows = await db.Database.SqlQuery<Row>($"""
            select p.full_name, p.is_administrator, m.unit_id, v.name as unit_name, u.kind as unit_kind, m.role
              from person p
              left join membership m on m.person_id = p.id and m.valid @> {Today}
              left join unit u on u.id = m.unit_id
              left join unit_version v on v.unit_id = m.unit_id and v.valid @> {Today}
             where p.id = {id}
             order by m.id limit {Most}
            """).ToListAsync(cancel);
        if (rows.Count == 0) return;
        Id = id;
        FullName = rows[0].FullName;
        IsAdministrator = rows[0].IsAdministrator;
        Memberships = [.. from r in rows where r.Role is not null select new Membership(r.UnitId!.Value, r.UnitName ?? "", r.UnitKind ?? "", r.Role!)];
    }

    sealed record Row(string FullName, bool IsAdministrator, long? UnitId, string? UnitName, string? UnitKind, string? Role);
}
