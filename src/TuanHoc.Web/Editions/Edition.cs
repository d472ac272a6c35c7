using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NpgsqlTypes;
using TuanHoc.Units;

namespace TuanHoc.Web.Editions;

/// <summary>One year's Week, as the Ministry announced it.</summary>
public sealed class Edition
{
    public int Id { get; init; }
    public required int Year { get; init; }
    public string? Theme { get; set; }

    /// <summary>First day to last day, stored half-open as PostgreSQL does.</summary>
    public required NpgsqlRange<DateOnly> Week { get; set; }

    /// <summary>The statistics form asked of everybody; null when narrative and pictures are the report.</summary>
    public string? FormKey { get; set; }

    public required DateOnly DueUnits { get; set; }
    public required DateOnly DueCommunes { get; set; }
    public required DateOnly DueProvinces { get; set; }
    /// <summary>How often it was corrected.</summary>
    public int Version { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }
    public long? OpenedBy { get; init; }

    public DateOnly FirstDay => Week.LowerBound;

    /// <summary>Whether there were districts in its Week.</summary>
    public bool HasDistricts => FirstDay < UnitNames.TwoTiers;

    public DateOnly LastDay => Week.UpperBound.AddDays(Week.UpperBoundIsInclusive ? 0 : -1);
}

/// <summary>A row of the form that an edition does not ask, and why: never a figure, never 0.</summary>
public sealed class EditionRow
{
    public required int EditionId { get; init; }
    public required string RowKey { get; init; }
    public required string Why { get; init; }
}

sealed class EditionMap : IEntityTypeConfiguration<Edition>
{
    public void Configure(EntityTypeBuilder<Edition> edition)
    {
        edition.ToTable("edition");
        edition.HasIndex(e => e.Year).IsUnique();
        edition.HasOne<Forms.FormRecord>().WithMany().HasForeignKey(e => e.FormKey).OnDelete(DeleteBehavior.NoAction);
        edition.HasOne<Accounts.Person>().WithMany().HasForeignKey(e => e.OpenedBy).OnDelete(DeleteBehavior.NoAction);
    }
}

sealed class EditionRowMap : IEntityTypeConfiguration<EditionRow>
{
    public void Configure(EntityTypeBuilder<EditionRow> row)
    {
        row.ToTable("edition_row");
        row.HasKey(r => new { r.EditionId, r.RowKey });
        row.HasOne<Edition>().WithMany().HasForeignKey(r => r.EditionId).OnDelete(DeleteBehavior.NoAction);
    }
}
