using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NpgsqlTypes;

namespace TuanHoc.Web.Units;

/// <summary>One thing a unit carries beside its name, from one day until the day before another. Never overwritten; what was entered wrongly stays, replaced.</summary>
public sealed class UnitFact
{
    public long Id { get; init; }
    public required long UnitId { get; init; }

    /// <summary>One of <see cref="UnitFactKind"/>'s words.</summary>
    public required string Kind { get; init; }

    public required string Value { get; init; }
    public required NpgsqlRange<DateOnly> Valid { get; init; }

    /// <summary>Who entered it; null when it came with a file of the program.</summary>
    public long? EnteredBy { get; init; }
    public required DateTimeOffset EnteredAt { get; init; }

    /// <summary>When another value was entered for the same first day; null while it stands.</summary>
    public DateTimeOffset? ReplacedAt { get; init; }

    public DateOnly From => Valid.LowerBound;

    /// <summary>Its last day; null while it lasts.</summary>
    public DateOnly? Until => Valid.UpperBoundInfinite ? null : Valid.UpperBound.AddDays(-1);
}

sealed class UnitFactMap : IEntityTypeConfiguration<UnitFact>
{
    public void Configure(EntityTypeBuilder<UnitFact> fact)
    {
        fact.ToTable("unit_fact");
        fact.HasOne<Unit>().WithMany().HasForeignKey(f => f.UnitId).OnDelete(DeleteBehavior.NoAction);
        fact.Ignore(f => f.From);
        fact.Ignore(f => f.Until);
    }
}
