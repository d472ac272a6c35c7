using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TuanHoc.Plans;
using TuanHoc.Web.Editions;
using TuanHoc.Web.Plans.Writing;

namespace TuanHoc.Web.Plans;

/// <summary>A plan as it stands in the database: the text as it was read, and the facts as they were read or corrected.</summary>
public sealed class StoredPlan
{
    /// <summary>Read from a file, a person has yet to look; or saved by one, so that it counts.</summary>
    public const string Read = "read", Saved = "saved";

    /// <summary>Written here and not issued yet; or out of force, because another took its place.</summary>
    public const string Draft = "draft", Replaced = "replaced";

    /// <summary>The type of a plan, as its notation has it; "CV" is a letter, "HD" a guidance.</summary>
    public const string PlanType = "KH";

    /// <summary>The key of the form that brought it in, so that a form posted twice brings one plan.</summary>
    public required Guid Id { get; init; }

    /// <summary>The unit that issues the plan.</summary>
    public required long UnitId { get; init; }
    public int? EditionId { get; set; }
    public required string State { get; set; }
    public required string FileName { get; init; }
    public required string Text { get; init; }
    public required string Facts { get; set; }
    public string? Number { get; set; }
    public DateOnly? IssuedOn { get; set; }
    public string? Title { get; set; }

    /// <summary>When those below report to the unit, as the plan orders it.</summary>
    public DateOnly? ReportDue { get; set; }

    /// <summary>The statistics form that those below report on; null follows the plan above.</summary>
    public string? FormKey { get; set; }

    /// <summary>Those below report in words and pictures alone.</summary>
    public bool WithoutForm { get; set; }
    public int Version { get; set; } = 1;

    /// <summary>The key of the form that saved it last.</summary>
    public required Guid WriteKey { get; set; }
    public required DateTimeOffset MadeAt { get; init; }
    public required long MadeBy { get; init; }
    public required DateTimeOffset ChangedAt { get; set; }
    public required long ChangedBy { get; set; }
}

/// <summary>The facts of a plan as they are stored. A fact whose words a person corrected has an empty place: the text does not state it.</summary>
public static class PlanFacts
{
    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) } };

    public static string Write(Plan plan) => JsonSerializer.Serialize(plan, Options);

    public static Plan Read(string facts) => JsonSerializer.Deserialize<Plan>(facts, Options)!;

    /// <summary>The facts of a plan as its page needs them: what was read before types were told is of the type it is kept as.</summary>
    public static Plan ReadFacts(this PlanFound plan)
    {
        var facts = Read(plan.Facts);
        return facts.Header.Type is null ? facts with { Header = facts.Header with { Type = new(DraftWords.TypeOf(plan.Type)!.Value, default) } } : facts;
    }

    /// <summary>The ceremony that the issuing unit itself holds, when its day is known.</summary>
    public static OpeningCeremony? OwnCeremony(this Plan plan) => OwnCeremony(plan.OpeningCeremonies, plan.Header.IssuerLevel?.Value);

    public static OpeningCeremony? OwnCeremony(IReadOnlyList<OpeningCeremony> ceremonies, IssuerLevel? level) =>
        ceremonies.FirstOrDefault(c => c.Date is not null && (c.Level is null || level is null || c.Level == level));
}

sealed class StoredPlanMap : IEntityTypeConfiguration<StoredPlan>
{
    public void Configure(EntityTypeBuilder<StoredPlan> plan)
    {
        plan.ToTable("plan");
        plan.Property(p => p.Facts).HasColumnType("jsonb");
        plan.HasIndex(p => p.WriteKey).IsUnique();
        plan.HasOne<Edition>().WithMany().HasForeignKey(p => p.EditionId).OnDelete(DeleteBehavior.NoAction);
        plan.HasOne<Accounts.Person>().WithMany().HasForeignKey(p => p.MadeBy).OnDelete(DeleteBehavior.NoAction);
        plan.HasOne<Accounts.Person>().WithMany().HasForeignKey(p => p.ChangedBy).OnDelete(DeleteBehavior.NoAction);
    }
}
