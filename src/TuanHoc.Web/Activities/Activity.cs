using System.Text.Json;
using TuanHoc.Activities;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Activities;

/// <summary>The states of an activity, as stored, and what of each may follow.</summary>
public static class ActivityStates
{
    public const string Planned = "planned", Held = "held", Cancelled = "cancelled";

    public static readonly IReadOnlyList<string> Known = [Planned, Held, Cancelled];

    public static string Word(string state) => state switch
    {
        Held => T["Đã tổ chức"],
        Cancelled => T["Đã hủy"],
        _ => T["Dự kiến"],
    };

    /// <summary>How a state is shown; a planned one that has begun waits for its results.</summary>
    public static (string Kind, string Icon, string Word) Shown(string state, DateTimeOffset from, DateTimeOffset now) => state switch
    {
        Held => ("ok", "okc", Word(state)),
        Cancelled => ("nil", "nil", Word(state)),
        _ when from < now => ("due", "clock", T["Chờ ghi kết quả"]),
        _ => ("", "cal", Word(state)),
    };
}

/// <summary>A place of an activity: the first is the main one, others are remote sites; one online has its link. Where it is in degrees (WGS 84), where somebody said it.</summary>
public sealed record ActivityPlace(string Name, string? Link, string? Address = null, double? Latitude = null, double? Longitude = null);

/// <summary>An activity with what its page needs to know about the one who looks.</summary>
/// <param name="KeptBy">The unit whose people record it now: its own, or the one that took it whole.</param>
public sealed record Activity(
    Guid Id, int EditionId, int Year, DateOnly FirstDay, DateOnly LastDay, long UnitId, string UnitName, string Kind, string Title, DateTimeOffset FromAt, DateTimeOffset? ToAt, string State, string? Programme, string Listed,
    int? Sessions, int? People, string Counted, string? Outcome, string? Evidence, string? WhyCancelled, string? WhyOutside, bool IsOfWeek,
    string? About, string Audience, int? FromAge, int? ToAge, long Fee, string? Conditions, int? Seats, Guid? Series, string[] Partners,
    string Showing, DateTimeOffset? ShowingAt, string? ShowingBy, string? ShowingWhy, long ReviewerId, string ReviewerName, bool MayShow,
    int Version, Guid WriteKey, DateTimeOffset ChangedAt, string ChangedBy, bool MayFill, long KeptBy)
{
    public DateOnly Day => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(FromAt, Vn.Zone).DateTime);

    public string Path => $"/activities/{Id}";

    public PublicFacts Facts => new(About, Audience, FromAge, ToAge, Fee, Conditions, Seats);

    public ActivityKind Of => ActivityKinds.Of(Kind);

    /// <summary>What its kind asks beside how many there were and how many came, by the key of the count.</summary>
    public IReadOnlyDictionary<string, long> Counts => field ??= JsonSerializer.Deserialize<Dictionary<string, long>>(Counted)!;

    /// <summary>What is written down of it beside its programme, by the key of the list.</summary>
    public IReadOnlyDictionary<string, string> Lists => field ??= JsonSerializer.Deserialize<Dictionary<string, string>>(Listed)!;

    /// <summary>Why its time and places cannot be changed, in a sentence; null when they can.</summary>
    public string? WhyNotChange => State == ActivityStates.Cancelled ? T["Hoạt động này đã hủy nên không sửa được. Nếu vẫn tổ chức, ghi một hoạt động mới."] : null;

    /// <summary>Why it cannot be said to have been held, in a sentence; null when it can.</summary>
    public string? WhyNotHold(DateTimeOffset now) =>
        State == ActivityStates.Cancelled ? T["Hoạt động này đã hủy nên không có kết quả."]
        : FromAt > now ? T["Hoạt động bắt đầu lúc {0}: ghi kết quả từ lúc ấy. Nếu đã tổ chức sớm hơn, sửa ngày giờ trước.", FromAt]
        : null;

    /// <summary>Why it cannot be cancelled or removed, in a sentence; null when it can.</summary>
    public string? WhyNotDrop => State switch
    {
        ActivityStates.Held => T["Hoạt động này đã tổ chức và có kết quả, nên không hủy, không xóa được. Nếu kết quả sai, sửa kết quả."],
        ActivityStates.Cancelled => T["Hoạt động này đã hủy; nó ở lại trong danh sách kèm lý do."],
        _ => null,
    };
}

/// <summary>An activity that waits to be shown to everybody.</summary>
public sealed record AskedActivity(Guid Id, int Version, string Title, string Kind, DateTimeOffset FromAt, string UnitName, string? About, string? Place)
{
    /// <summary>The activity as it was seen, for who says yes to it.</summary>
    public string Seen => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Id} {Version}");
}

/// <summary>How many of an organisation's members, workers or pupils an activity reached.</summary>
public sealed record ReachedBody(string Name, int People);

/// <summary>Another activity of the same unit on the same day: perhaps the same, recorded twice.</summary>
public sealed record ActivityTwin(Guid Id, string Title, DateTimeOffset FromAt);

/// <summary>An activity of another unit that is perhaps the same.</summary>
public sealed record OthersTwin(Guid Id, string Title, DateTimeOffset FromAt, string UnitName);

/// <summary>An activity that was held, and how many came.</summary>
public sealed record HeldActivity(Guid Id, string Title, DateTimeOffset FromAt, int? People);
