using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TuanHoc.Web.Accounts;
using TuanHoc.Web.Editions;
using TuanHoc.Web.Forms;
using TuanHoc.Web.Units;

namespace TuanHoc.Web.Reports;

/// <summary>The states of a report, as stored: open until something is written, then draft, submitted, and returned or accepted.</summary>
public static class ReportStates
{
    public const string Open = "open", Draft = "draft", Submitted = "submitted", Returned = "returned", Accepted = "accepted";

    /// <summary>As lists and totals read it: not handed in, and asked of nobody since its unit ended.</summary>
    public const string Ended = "ended";
}

/// <summary>What one unit says of one edition: its own figures, never those of the units below.</summary>
public sealed class Report
{
    public required Guid Id { get; init; }
    public required int EditionId { get; init; }
    public required long UnitId { get; init; }

    /// <summary>The unit that checks it: the one above on the edition's last day.</summary>
    public long? ReceiverId { get; init; }

    /// <summary>Null when narrative and pictures are the report.</summary>
    public string? FormKey { get; init; }

    public string State { get; set; } = ReportStates.Open;

    /// <summary>Stored figures, one a column of the form; null until something was filled.</summary>
    public long?[]? Figures { get; set; }

    /// <summary>Notes by row key; the text of a text row stands here too.</summary>
    public Dictionary<string, string> Notes { get; set; } = [];

    /// <summary>Texts by section of the outline.</summary>
    public Dictionary<string, string> Narrative { get; set; } = [];

    /// <summary>Said in so many words: the unit held nothing.</summary>
    public bool NothingOccurred { get; set; }

    public int Version { get; set; }
    public Guid? WriteKey { get; set; }
    public DateTimeOffset? ChangedAt { get; set; }
    public long? ChangedBy { get; set; }
}

/// <summary>A report as it was sent, kept for each submission.</summary>
public sealed class ReportSnapshot
{
    public required Guid ReportId { get; init; }
    public required int Version { get; init; }
    public long?[]? Figures { get; init; }
    public Dictionary<string, string> Notes { get; init; } = [];
    public Dictionary<string, string> Narrative { get; init; } = [];
    public bool NothingOccurred { get; init; }
}

/// <summary>Submitted, returned or accepted: which version, who, when and, on a return, why.</summary>
public sealed class ReportStep
{
    public long Id { get; init; }
    public required Guid ReportId { get; init; }
    public required string Kind { get; init; }
    public required int Version { get; init; }
    public required DateTimeOffset At { get; init; }
    public required long By { get; init; }
    public string? Reason { get; init; }
    public required Guid WriteKey { get; init; }
}

/// <summary>Texts kept in one jsonb column.</summary>
static class Texts
{
    public static string Json(IReadOnlyDictionary<string, string> texts) => JsonSerializer.Serialize(texts, Options);

    public static Dictionary<string, string> Read(string? json) => json is null ? [] : JsonSerializer.Deserialize<Dictionary<string, string>>(json) ?? [];

    public static PropertyBuilder<Dictionary<string, string>> IsTexts(this PropertyBuilder<Dictionary<string, string>> property) =>
        property.HasColumnType("jsonb").HasConversion(texts => Json(texts), json => Read(json), new ValueComparer<Dictionary<string, string>>(
            (one, other) => Json(one ?? new()) == Json(other ?? new()), texts => Json(texts).GetHashCode(StringComparison.Ordinal), texts => new(texts)));

    public static readonly JsonSerializerOptions Options = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}

sealed class ReportMap : IEntityTypeConfiguration<Report>
{
    public void Configure(EntityTypeBuilder<Report> report)
    {
        report.ToTable("report");
        report.Property(r => r.Notes).IsTexts();
        report.Property(r => r.Narrative).IsTexts();
        report.HasIndex(r => new { r.EditionId, r.UnitId }).IsUnique();
        report.HasOne<Edition>().WithMany().HasForeignKey(r => r.EditionId).OnDelete(DeleteBehavior.NoAction);
        report.HasOne<Unit>().WithMany().HasForeignKey(r => r.UnitId).OnDelete(DeleteBehavior.NoAction);
        report.HasOne<Unit>().WithMany().HasForeignKey(r => r.ReceiverId).OnDelete(DeleteBehavior.NoAction);
        report.HasOne<FormRecord>().WithMany().HasForeignKey(r => r.FormKey).OnDelete(DeleteBehavior.NoAction);
        report.HasOne<Person>().WithMany().HasForeignKey(r => r.ChangedBy).OnDelete(DeleteBehavior.NoAction);
    }
}

sealed class ReportSnapshotMap : IEntityTypeConfiguration<ReportSnapshot>
{
    public void Configure(EntityTypeBuilder<ReportSnapshot> snapshot)
    {
        snapshot.ToTable("report_snapshot");
        snapshot.HasKey(s => new { s.ReportId, s.Version });
        snapshot.Property(s => s.Notes).IsTexts();
        snapshot.Property(s => s.Narrative).IsTexts();
        snapshot.HasOne<Report>().WithMany().HasForeignKey(s => s.ReportId).OnDelete(DeleteBehavior.NoAction);
    }
}

sealed class ReportStepMap : IEntityTypeConfiguration<ReportStep>
{
    public void Configure(EntityTypeBuilder<ReportStep> step)
    {
        step.ToTable("report_step");
        step.HasIndex(s => s.WriteKey).IsUnique();
        step.HasOne<Report>().WithMany().HasForeignKey(s => s.ReportId).OnDelete(DeleteBehavior.NoAction);
        step.HasOne<Person>().WithMany().HasForeignKey(s => s.By).OnDelete(DeleteBehavior.NoAction);
    }
}
