using TuanHoc.Plans;
using TuanHoc.Text;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Plans.Bodies;

/// <summary>What a named body may be: one unit ("unit:7"), a group, or "text".</summary>
/// <param name="Count">How many units it is on the day of the plan.</param>
public sealed record BodyOption(string Value, string Word, int Count)
{
    public const string AsText = "text";

    public UnitGroup? Group => UnitGroup.Parse(Value);

    public long? UnitId => Group is { Terms: [var only] } && only.StartsWith("unit:", StringComparison.Ordinal) ? long.Parse(only["unit:".Length..], Vn.Culture) : null;

    /// <summary>As it is kept beside the unit: null for one unit and for text.</summary>
    public string? GroupKept => UnitId is null ? Group?.ToString() : null;
}

/// <summary>Who a body named in a plan is, on the day of the plan.</summary>
/// <param name="ByName">What its name alone says; null where that is nobody, or several.</param>
/// <param name="Options">What it may be as well.</param>
public sealed record BodyMatch(string Name, BodyOption? ByName, IReadOnlyList<BodyOption> Options, Sentence? Doubt)
{
    public BodyOption? Is => Chosen ?? ByName;

    /// <summary>What a person said it is.</summary>
    public BodyOption? Chosen { get; init; }

    /// <summary>A group of which the directory has nobody on that day.</summary>
    public bool IsEmpty => Is is { Group: not null, Count: 0 };

    /// <summary>Asked, not ordered.</summary>
    public bool IsAsked { get; init; }

    /// <summary>"= 38 xã, phường"; "= Hội Khuyến học tỉnh · đề nghị".</summary>
    public string Word => Is is null ? "" : Is.Value == BodyOption.AsText ? T["giữ là chữ"] : "= " + Is.Word + (IsAsked ? " · " + T["đề nghị"] : "");
}
