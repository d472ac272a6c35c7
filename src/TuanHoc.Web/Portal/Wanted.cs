using System.Globalization;
using TuanHoc.Activities;
using TuanHoc.Text;
using TuanHoc.Web.Activities;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Portal;

/// <summary>What somebody looks for. The list, the calendar, the map and the feeds are the same question answered in different ways, and its address is the same but for its path.</summary>
public sealed record Wanted
{
    public const string Now = "now";

    /// <summary>Words, with or without marks.</summary>
    public string? Q { get; init; }

    /// <summary>A unit: what it holds itself, and what is held on its ground.</summary>
    public long? Place { get; init; }

    /// <summary>The units of the year asked whose ground <see cref="Place"/> is today; null where it is the place alone.</summary>
    internal IReadOnlySet<long>? Ground { get; init; }

    /// <summary>The year; null is the newest.</summary>
    public int? Year { get; init; }

    /// <summary>A day as typed; "now", or nothing, is from today on.</summary>
    public string? Day { get; init; }

    /// <summary>A category of kinds.</summary>
    public string? Kind { get; init; }

    /// <summary>For whom (<see cref="Audiences"/>).</summary>
    public string? For { get; init; }

    /// <summary>An age in years.</summary>
    public int? Age { get; init; }

    public string? Free { get; init; }
    public string? Online { get; init; }

    /// <summary>Only where seats are free, or nobody counts them.</summary>
    public string? Seats { get; init; }

    /// <summary>Those without a free seat at this moment, where it is asked for seats (<see cref="FullActivities"/>).</summary>
    internal IReadOnlySet<Guid>? Full { get; init; }

    /// <summary>A point near which to look: "10.7412,106.7218".</summary>
    public string? Near { get; init; }

    public int? Page { get; init; }

    /// <summary>Over all days, those gone by too.</summary>
    public bool IsOverAll => Day == "all";

    public DateOnly? OnDay => Day is { Length: > 0 } typed ? FormReader.ReadDay(typed) : null;

    public (double Latitude, double Longitude)? Point =>
        Near?.Split(',') is [var latitude, var longitude] && double.TryParse(latitude, CultureInfo.InvariantCulture, out var y) && double.TryParse(longitude, CultureInfo.InvariantCulture, out var x)
        && double.Abs(y) <= 90 && double.Abs(x) <= 180 ? (y, x) : null;

    /// <summary>The words to look for, folded, each to be the beginning of a word.</summary>
    internal string[] Words => [.. SearchKey.Of(Q ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(8).Select(word => " " + word)];

    /// <summary>An address with this question, without what is not asked.</summary>
    public string Link(string path, int? page = null)
    {
        var asked = new List<string>();
        void Add(string name, string? value)
        {
            if (value is { Length: > 0 }) asked.Add($"{name}={Uri.EscapeDataString(value)}");
        }
        Add("year", Year?.ToString(CultureInfo.InvariantCulture));
        Add("q", Q);
        Add("place", Place?.ToString(CultureInfo.InvariantCulture));
        Add("day", Day);
        Add("kind", ActivityKinds.Groups.FirstOrDefault(group => group.Key == Kind)?.Key);
        Add("for", Audiences.Known.FirstOrDefault(audience => audience == For));
        Add("age", Age?.ToString(CultureInfo.InvariantCulture));
        Add("free", Free is null ? null : "1");
        Add("online", Online is null ? null : "1");
        Add("seats", Seats is null ? null : "1");
        Add("near", Near);
        Add("page", page?.ToString(CultureInfo.InvariantCulture));
        return asked.Count == 0 ? path : path + "?" + string.Join('&', asked);
    }
}
