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

    /// <summary>Who has any role.</summary>
    public static readonly string[] All = [Coordinator, Reporter, Leader, Viewer];

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

    /// <summary>Counting further would tell nobody more.</summary>
    public const int MostUnread = 100;

    /// <summary>The claim of the cookie that names its row in <c>session</c>.</summary>
    public const string SessionClaim = "session";

    public long Id { get; private set; }
    public string UserName { get; private set; } = "";
    public string FullName { get; private set; } = "";
    /// <summary>The sign-in this request belongs to.</summary>
    public Guid SessionId { get; private set; }
    /// <summary>When this sign-in was last seen, to the quarter hour.</summary>
    public DateTimeOffset SeenAt { get; private set; }
    /// <summary>When the person last showed a password or a second factor.</summary>
    public DateTimeOffset ProvedAt { get; private set; }
    public bool IsAdministrator { get; private set; }
    public IReadOnlyList<Membership> Memberships { get; private set; } = [];
    public bool IsKnown => Id != 0;
    /// <summary>One of the sample people, in sample mode: signs in with a button, so there is nothing to show again.</summary>
    /// <summary>A person of the sample data, in whatever mode the application runs.</summary>
    public bool IsSample { get; private set; }
    public bool IsSampleHere { get; private set; }
    public bool HasSecondFactor { get; private set; }
    /// <summary>Since when a second factor is asked of the person.</summary>
    public DateTimeOffset? SecondFactorAskedAt { get; private set; }
    /// <summary>Whether the person's roles ask for a second factor.</summary>
    public bool NeedsSecondFactor => !IsSampleHere && (IsAdministrator || Memberships.Any(held => held.Role is Roles.Coordinator or Roles.Leader));

    /// <summary>Whether a role is held in a unit that is closed: it counts for nothing until its successor takes the person over.</summary>
    public bool HasClosedUnit { get; private set; }

    /// <summary>Messages not read yet, counted up to <see cref="MostUnread"/>.</summary>
    public int UnreadMessages { get; private set; }

    public bool InSampleMode => mode.IsSample;

    /// <summary>The unit whose work is shown when no other is named.</summary>
    public Membership? Home => Memberships.Count > 0 ? Memberships[0] : null;

    public DateOnly Today { get; } = clock.Today();
    public DateTimeOffset Now => clock.GetUtcNow();

    public bool Holds(long unitId, params ReadOnlySpan<string> roles)
    {
        foreach (var held in Memberships) if (held.UnitId == unitId && roles.Contains(held.Role)) return true;
        return false;
    }

    /// <summary>Whether the person sees a unit without a look at the tree: an administrator does, and whoever has a role in it.</summary>
    public bool IsOf(long unitId)
    {
        if (IsAdministrator) return true;
        foreach (var held in Memberships) if (held.UnitId == unitId) return true;
        return false;
    }

    /// <summary>The units in which one of these roles is held today, for a statement to compare with.</summary>
    public long[] UnitsAs(params ReadOnlySpan<string> roles)
    {
        var units = new List<long>();
        foreach (var held in Memberships) if (roles.Contains(held.Role)) units.Add(held.UnitId);
        return [.. units];
    }

    /// <summary>Stays unknown when the sign-in was ended, or the password changed since. Without a sign-in (the program acting for somebody) the person is enough.</summary>
    public async Task LoadAsync(ClaimsPrincipal principal, CancellationToken cancel)
    {
        // Authentication asks first, so that what needs a signed-in person turns away who no longer is.
        if (IsKnown) return;
        if (!long.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), NumberStyles.None, CultureInfo.InvariantCulture, out var id)) return;
        var signIn = principal.FindFirstValue(SessionClaim);
        if (signIn is null && principal.Identity is { IsAuthenticated: true }) return;
        var session = signIn is null ? Guid.Empty : Guid.Parse(signIn, CultureInfo.InvariantCulture);
        var rows = await db.OftenAskedAsync<Row>($"""
            select p.user_name, p.full_name, p.is_administrator, p.is_sample, p.two_factor_enabled as has_second_factor, p.second_factor_asked_at, s.seen_at, s.proved_at, m.unit_id, v.name as unit_name, u.kind as unit_kind, m.role,
                   (select count(*)::int from (select from message g where g.person_id = p.id and g.read_at is null limit {MostUnread}) n) as unread_messages
              from person p
              left join session s on s.id = {session} and s.person_id = p.id and s.security_stamp = p.security_stamp
              left join membership m on m.person_id = p.id and m.valid @> {Today}
              left join unit u on u.id = m.unit_id
              left join unit_version v on v.unit_id = m.unit_id and v.valid @> {Today}
             where p.id = {id}
             order by m.id limit {Most}
            """, cancel);
        if (rows.Count == 0 || (signIn is not null && rows[0].SeenAt is null)) return;
        Id = id;
        SessionId = session;
        UserName = rows[0].UserName;
        FullName = rows[0].FullName;
        SeenAt = rows[0].SeenAt ?? default;
        ProvedAt = rows[0].ProvedAt ?? default;
        IsAdministrator = rows[0].IsAdministrator;
        IsSample = rows[0].IsSample;
        IsSampleHere = rows[0].IsSample && mode.IsSample;
        HasSecondFactor = rows[0].HasSecondFactor;
        UnreadMessages = rows[0].UnreadMessages;
        SecondFactorAskedAt = rows[0].SecondFactorAskedAt;
        Memberships = [.. from r in rows where r is { Role: not null, UnitName: not null } select new Membership(r.UnitId!.Value, r.UnitName!, r.UnitKind ?? "", r.Role!)];
        HasClosedUnit = rows.Exists(r => r is { Role: not null, UnitName: null });
    }

    sealed record Row(string UserName, string FullName, bool IsAdministrator, bool IsSample, bool HasSecondFactor, DateTimeOffset? SecondFactorAskedAt,
        DateTimeOffset? SeenAt, DateTimeOffset? ProvedAt, long? UnitId, string? UnitName, string? UnitKind, string? Role, int UnreadMessages);
}
