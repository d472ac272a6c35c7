using System.Collections.Frozen;
using System.Collections.Immutable;

namespace TuanHoc.Web.Portal;

/// <summary>What was found: a page of it, how many in all, and how far each is where a point was named.</summary>
public sealed record Found(IReadOnlyList<Offered> Shown, int Count, int Page, int Pages);

/// <summary>The activities of one year that everybody may see, the earliest first; never changed, only replaced.</summary>
public sealed class Catalogue
{
    public const int PageSize = 24;

    readonly ImmutableArray<Offered> inOrder;
    readonly FrozenDictionary<Guid, Offered> byId;

    Catalogue(int editionId, ImmutableArray<Offered> inOrder, DateTimeOffset changedAt)
    {
        (EditionId, this.inOrder, ChangedAt) = (editionId, inOrder, changedAt);
        byId = inOrder.ToFrozenDictionary(one => one.Id);
    }

    public int EditionId { get; }

    /// <summary>When any of it was last changed.</summary>
    public DateTimeOffset ChangedAt { get; }

    /// <summary>Those that are still held.</summary>
    public IEnumerable<Offered> Standing => inOrder.Where(one => !one.IsCancelled);

    public static Catalogue Of(int editionId, IEnumerable<Offered> offered)
    {
        ImmutableArray<Offered> sorted = [.. offered.OrderBy(one => one.FromAt).ThenBy(one => one.Id)];
        return new(editionId, sorted, sorted.Length == 0 ? DateTimeOffset.UnixEpoch : sorted.Max(one => one.ChangedAt));
    }

    /// <summary>The same after some were read again: those that are not shown any more are gone.</summary>
    public Catalogue With(IReadOnlyCollection<Guid> readAgain, IReadOnlyCollection<Offered> stand)
    {
        var changed = readAgain.ToHashSet();
        return Of(EditionId, inOrder.Where(one => !changed.Contains(one.Id)).Concat(stand));
    }

    public Offered? Find(Guid id) => byId.GetValueOrDefault(id);

    /// <summary>How many are held on each day from one to another, of those that answer a question.</summary>
    public IReadOnlyList<(DateOnly Day, int Count)> OnDays(Wanted wanted, DateOnly first, DateOnly last, DateTimeOffset now)
    {
        var counts = new int[last.DayNumber - first.DayNumber + 1];
        foreach (var one in Answers(wanted with { Day = "all" }, now))
            for (var day = Math.Max(one.FirstDay.DayNumber, first.DayNumber); day <= Math.Min(one.LastDay.DayNumber, last.DayNumber); day++) counts[day - first.DayNumber]++;
        return [.. counts.Select((count, after) => (first.AddDays(after), count))];
    }

    /// <summary>A page of what answers a question: the nearest first where a point is named, else the earliest.</summary>
    public Found Search(Wanted wanted, DateTimeOffset now, int pageSize = PageSize)
    {
        IEnumerable<Offered> answers = Answers(wanted, now);
        if (wanted.Point is { } point) answers = answers.Where(one => one.Latitude is not null || one.IsOnline).OrderBy(one => one.KilometresTo(point) ?? double.MaxValue);
        var all = answers.ToList();
        var pages = Math.Max(1, (all.Count + pageSize - 1) / pageSize);
        var page = Math.Clamp(wanted.Page ?? 1, 1, pages);
        return new([.. all.Skip((page - 1) * pageSize).Take(pageSize)], all.Count, page, pages);
    }

    /// <summary>All that answers a question, the earliest first.</summary>
    public IEnumerable<Offered> Answers(Wanted wanted, DateTimeOffset now)
    {
        var (words, day) = (wanted.Words, wanted.OnDay);
        foreach (var one in inOrder)
        {
            if (one.IsCancelled || (day is { } on ? !one.IsOn(on) : !wanted.IsOverAll && one.IsOver(now))) continue;
            if (wanted.Place is { } place && one.UnitId != place && one.CommuneId != place && one.ProvinceId != place) continue;
            if (wanted.Kind is { Length: > 0 } kind && one.Category != kind) continue;
            if (wanted.For is { Length: > 0 } audience && one.Audience != audience && one.Audience != Activities.Audiences.All) continue;
            if (wanted.Age is { } age && (age < one.FromAge || age > one.ToAge)) continue;
            if (wanted.Free is not null && one.Fee != 0) continue;
            if (wanted.Online is not null && !one.IsOnline) continue;
            if (Array.TrueForAll(words, word => one.Key.Contains(word, StringComparison.Ordinal))) yield return one;
        }
    }
}
