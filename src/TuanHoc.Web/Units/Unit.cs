using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NpgsqlTypes;
using TuanHoc.Text;
using TuanHoc.Units;

namespace TuanHoc.Web.Units;

/// <summary>A territory or a body: the same one, whatever it is called, for as long as it lasts. Its kind never changes.</summary>
public sealed class Unit
{
    public long Id { get; init; }
    public required UnitKind Kind { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>What a unit was called, and where it stood, from one day until the day before another. Never overwritten; the next one begins where it ends.</summary>
public sealed class UnitVersion
{
    public long Id { get; init; }
    public required long UnitId { get; init; }
    public required UnitKind Kind { get; init; }
    public string? Code { get; init; }

    /// <summary>As a letterhead names it: "Phường Đức Nhuận".</summary>
    public required string Name { get; init; }

    /// <summary>Without its type: "Đức Nhuận".</summary>
    public required string ShortName { get; init; }

    /// <summary>"phường", "xã", "đặc khu", "tỉnh", "thành phố", "quận" …</summary>
    public string? PrintedType { get; init; }

    /// <summary>Whom it answers to: its reports go there, and the roll-up follows it. Null for the nation alone.</summary>
    public long? ParentId { get; init; }

    /// <summary>The territory it stands in, where that is not its parent's: a THPT stands in a commune and answers to the Sở.</summary>
    public long? TerritoryId { get; init; }

    /// <summary>Of a school: preschool, primary, lower-secondary, upper-secondary, mixed, college, university.</summary>
    public string? Level { get; init; }

    /// <summary>Name and short name as <see cref="Text.SearchKey"/> folds them.</summary>
    public string SearchKey { get; init; } = "";
    public string ShortKey { get; init; } = "";

    public required NpgsqlRange<DateOnly> Valid { get; init; }

    public DateOnly From => Valid.LowerBound;

    /// <summary>Its last day; null while it lasts.</summary>
    public DateOnly? Until => Valid.UpperBoundInfinite ? null : Valid.UpperBound.AddDays(-1);

    /// <summary>A version from its names, with the keys they are searched by.</summary>
    public static UnitVersion Of(long unitId, UnitKind kind, string? code, string name, string shortName, string? printedType, long? parentId, DateOnly from, DateOnly? to = null, string? level = null, long? territoryId = null) => new()
    {
        UnitId = unitId,
        Kind = kind,
        Code = code,
        Name = name,
        ShortName = shortName,
        PrintedType = printedType,
        ParentId = parentId,
        TerritoryId = territoryId,
        Level = level,
        SearchKey = Text.SearchKey.Of(name),
        ShortKey = Text.SearchKey.Of(shortName),
        Valid = Range(from, to),
    };

    /// <summary>From a day until the day before <paramref name="to"/>, or for good.</summary>
    public static NpgsqlRange<DateOnly> Range(DateOnly from, DateOnly? to) =>
        new(from, lowerBoundIsInclusive: true, lowerBoundInfinite: false, to ?? default, upperBoundIsInclusive: false, upperBoundInfinite: to is null);
}

/// <summary>On that day one unit went into another, as a whole or in part; the share only where it is known.</summary>
public sealed class Succession
{
    public required long FromUnit { get; init; }
    public required long ToUnit { get; init; }
    public required DateOnly OnDay { get; init; }
    public required bool Whole { get; init; }
    public decimal? Share { get; init; }

    /// <summary>The decision that made it; null where the edge came with the program.</summary>
    public long? DecisionId { get; init; }

    /// <summary>The source gives no code: joined by the name within the old district, not held against the law.</summary>
    public bool ByName { get; init; }
}

sealed class UnitMap : IEntityTypeConfiguration<Unit>
{
    public void Configure(EntityTypeBuilder<Unit> unit)
    {
        unit.ToTable("unit");
        unit.Property(u => u.Kind).HasConversion(kind => UnitKinds.Word(kind), word => UnitKinds.Parse(word));
        unit.Property(u => u.CreatedAt).HasDefaultValueSql("now()");
    }
}

sealed class UnitVersionMap : IEntityTypeConfiguration<UnitVersion>
{
    public void Configure(EntityTypeBuilder<UnitVersion> version)
    {
        version.ToTable("unit_version");
        version.Property(v => v.Kind).HasConversion(kind => UnitKinds.Word(kind), word => UnitKinds.Parse(word));
        version.HasOne<Unit>().WithMany().HasForeignKey(v => new { v.UnitId, v.Kind }).HasPrincipalKey(u => new { u.Id, u.Kind }).OnDelete(DeleteBehavior.NoAction);
        version.HasOne<Unit>().WithMany().HasForeignKey(v => v.ParentId).OnDelete(DeleteBehavior.NoAction);
        version.HasOne<Unit>().WithMany().HasForeignKey(v => v.TerritoryId).OnDelete(DeleteBehavior.NoAction);
        version.Ignore(v => v.From);
        version.Ignore(v => v.Until);
    }
}

sealed class SuccessionMap : IEntityTypeConfiguration<Succession>
{
    public void Configure(EntityTypeBuilder<Succession> succession)
    {
        succession.ToTable("succession");
        succession.HasKey(s => new { s.FromUnit, s.ToUnit, s.OnDay });
        succession.Property(s => s.Share).HasPrecision(9, 8);
        succession.HasOne<Unit>().WithMany().HasForeignKey(s => s.FromUnit).OnDelete(DeleteBehavior.NoAction);
        succession.HasOne<Unit>().WithMany().HasForeignKey(s => s.ToUnit).OnDelete(DeleteBehavior.NoAction);
    }
}
