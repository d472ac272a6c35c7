using TuanHoc.Units;
using TuanHoc.Web.Editions;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Units;

namespace TuanHoc.Web.Boards;

/// <summary>Someone with a role in the unit.</summary>
public sealed record UnitPerson(string FullName, string Role, DateOnly Since);

/// <summary>A saved plan of the unit.</summary>
public sealed record UnitPlan(Guid Id, string? Number, DateOnly? IssuedOn, string? Title, int? Year);

/// <summary>The unit's report of an edition, and what it was called on the last day of that week.</summary>
public sealed record UnitReport(Guid Id, int Year, string State, string Name, DateTimeOffset? ChangedAt);

/// <summary>A unit that stands here and answers elsewhere.</summary>
public sealed record StandingHere(long UnitId, string Name, string ParentName, long ParentId);

/// <summary>The decision by which a unit ended.</summary>
public sealed record UnitEnding(long Id, string Number);

/// <summary>What the reader may do on the page of a unit, as the rule itself says it; each page behind it asks the same.</summary>
public sealed record UnitRights(bool Sees, bool EntersFacts, bool ManagesPeople, bool NamesAgency, bool ReadsAudit);

/// <summary>Everything the page of a unit shows, as of a day.</summary>
public sealed record UnitPage
{
    public required AsOf AsOf { get; init; }

    /// <summary>As it was on the day; on a day without it, as it last was, or before its time as it first was.</summary>
    public required UnitVersion Unit { get; init; }

    /// <summary>The day it is shown of.</summary>
    public required DateOnly SeenOn { get; init; }

    public required IReadOnlyList<UnitVersion> History { get; init; }
    public required IReadOnlyList<UnitVersion> Above { get; init; }

    /// <summary>The ground it stands on, where that is not its parent's.</summary>
    public required UnitVersion? Territory { get; init; }

    public required IReadOnlyDictionary<string, UnitFact> Facts { get; init; }
    public required IReadOnlyList<KindBelow> Below { get; init; }

    /// <summary>Whom it has named standing agency, in the newest editions first; empty where it names none.</summary>
    public IReadOnlyList<StandingAgency> Named { get; init; } = [];

    /// <summary>Whether it is a territory's committee, or the Ministry's nation: who has agencies of its own.</summary>
    public bool Governs { get; init; }

    /// <summary>The years in which it is itself a standing agency.</summary>
    public IReadOnlyList<int> StandsIn { get; init; } = [];
    public required IReadOnlyList<StandingHere> StandingHere { get; init; }
    public required IReadOnlyList<Relative> Predecessors { get; init; }
    public required IReadOnlyList<Relative> Successors { get; init; }

    /// <summary>Where those lay on their last or first day, by unit: "Huyện Long Thành, Tỉnh Đồng Nai".</summary>
    public required IReadOnlyDictionary<long, string> Places { get; init; }

    /// <summary>What its ground belongs to on the day; asked only when it has ended by then.</summary>
    public required IReadOnlyList<NamedUnit> Now { get; init; }

    /// <summary>By what it ended, where nothing took it over and that is known.</summary>
    public UnitEnding? Ending { get; init; }

    public required UnitRights Rights { get; init; }

    /// <summary>Where the years are seen on its ground of today; null for those who do not see the unit, and where there is no such ground or no year.</summary>
    public string? Results { get; init; }

    /// <summary>Null for those who do not see the unit.</summary>
    public IReadOnlyList<UnitPerson>? People { get; init; }
    public IReadOnlyList<UnitPlan>? Plans { get; init; }
    public required IReadOnlyList<UnitReport> Reports { get; init; }

    public UnitVersion? Parent => Above.Count > 0 ? Above[^1] : null;

    public DateOnly Began => History[0].From;

    public DateOnly? Ended => History[^1].Until;

    /// <summary>A territory of before the reform whose successor is not known; whatever else ended without one was closed.</summary>
    public bool IsLost => Ended < UnitNames.TwoTiers && Successors.Count == 0 && UnitNames.IsTerritory(Unit.Kind);

    public bool IsBefore => AsOf.Day < Began;

    public bool IsAfter => Ended < AsOf.Day;
}
