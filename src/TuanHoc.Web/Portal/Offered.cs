using TuanHoc.Activities;
using TuanHoc.Text;
using TuanHoc.Web.Activities;

namespace TuanHoc.Web.Portal;

/// <summary>An activity that everybody may see, as lists show it. Its unit stands in a commune and a province; one of a province or of the nation in none.</summary>
public sealed record Offered(
    Guid Id, long UnitId, string UnitName, long? CommuneId, string? CommuneName, long? ProvinceId, string? ProvinceName, string Kind, string Title, DateTimeOffset FromAt, DateTimeOffset? ToAt, string State,
    string Audience, int? FromAge, int? ToAge, long Fee, int? Seats, string? Place, string? Address, double? Latitude, double? Longitude, bool IsOnline, bool IsOnSite, DateTimeOffset ChangedAt)
{
    public DateOnly FirstDay { get; } = ActivityTime.DayOf(FromAt);

    public DateOnly LastDay { get; } = ActivityTime.DayOf(ToAt ?? FromAt);

    /// <summary>The category of its kind, by which lists are narrowed.</summary>
    public string Category { get; } = Kind.Split('.')[0];

    public bool IsCancelled => State == ActivityStates.Cancelled;

    public PublicFacts Facts => new(About: null, Audience, FromAge, ToAge, Fee, Conditions: null, Seats);

    public string Path => $"/week/activities/{Id}";

    /// <summary>What is looked through when words are sought: without marks, a space before each word.</summary>
    internal string Key { get; } = " " + SearchKey.Of($"{Title} {Place} {Address} {UnitName} {CommuneName} {ProvinceName} {ActivityKinds.Find(Kind)?.Vi}");

    /// <summary>Whether it is held on a day, begun or still going on.</summary>
    public bool IsOn(DateOnly day) => FirstDay <= day && day <= LastDay;

    /// <summary>Whether it is over, as far as its hours say; one without an end lasts its day.</summary>
    public bool IsOver(DateTimeOffset now) => ToAt is { } end ? end < now : ActivityTime.StartOf(FirstDay.AddDays(1)) <= now;

    /// <summary>Kilometres to a point, along the ground of a sphere; null where nobody said where it is.</summary>
    public double? KilometresTo((double Latitude, double Longitude) point)
    {
        if (Latitude is not { } latitude || Longitude is not { } longitude) return null;
        const double radius = 6371, degree = Math.PI / 180;
        var (y, x) = ((latitude - point.Latitude) * degree, (longitude - point.Longitude) * degree);
        var half = Math.Pow(Math.Sin(y / 2), 2) + Math.Cos(latitude * degree) * Math.Cos(point.Latitude * degree) * Math.Pow(Math.Sin(x / 2), 2);
        return 2 * radius * Math.Asin(Math.Sqrt(half));
    }
}
