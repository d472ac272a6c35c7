using System.Collections.Frozen;
using System.Collections.Immutable;

namespace TuanHoc.Web.Portal;

/// <summary>What was found: a page of it, and how many in all; how many on each day of the Week whatever the day asked, and in each category whatever the category asked.</summary>
public sealed record Found(IReadOnlyList<Offered> Shown, int Count, int Page, int Pages, IReadOnlyList<(DateOnly Day, int Count)> Days, IReadOnlyDictionary<string, int> Kinds);

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

    /// <summary>A page of what answers a question: the nearest first where a point is named, else the earliest; with what the same question comes to on each day of the Week and in each category.</summary>
    public Found Search(Wanted wanted, Editions.Edition week, DateTimeOffset now, int pageSize = PageSize)
    {
        var (first, last) = (week.FirstDay.DayNumber, week.LastDay.DayNumber);
        var (days, kinds, answers) = (new int[last - first + 1], new Dictionary<string, int>(StringComparer.Ordinal), new List<Offered>());
        var asked = new Asked(wanted, now);
        foreach (var one in inOrder)
        {
            if (!asked.IsMet(one)) continue;
            var (isOfKind, isOfDay) = (asked.IsOfKind(one), asked.IsOfDay(one));
            if (isOfKind) for (var day = Math.Max(one.FirstDay.DayNumber, first); day <= Math.Min(one.LastDay.DayNumber, last); day++) days[day - first]++;
            if (isOfDay) kinds[one.Category] = kinds.GetValueOrDefault(one.Category) + 1;
            if (isOfKind && isOfDay) answers.Add(one);
        }
        if (wanted.Point is { } point) answers = [.. answers.Where(one => one.Latitude is not null || one.IsOnline).OrderBy(one => one.KilometresTo(point) ?? double.MaxValue)];
        var pages = Math.Max(1, (answers.Count + pageSize - 1) / pageSize);
        var page = Math.Clamp(wanted.Page ?? 1, 1, pages);
        return new(answers.Slice((page - 1) * pageSize, Math.Min(pageSize, answers.Count - (page - 1) * pageSize)), answers.Count, page, pages, [.. days.Select((count, after) => (week.FirstDay.AddDays(after), count))], kinds);
    }

    /// <summary>All that answers a question, the earliest first.</summary>
    public IEnumerable<Offered> Answers(Wanted wanted, DateTimeOffset now)
    {
        var asked = new Asked(wanted, now);
        return inOrder.Where(one => asked.IsMet(one) && asked.IsOfKind(one) && asked.IsOfDay(one));
    }

    /// <summary>What answers a question on each of some days, whatever the day asked: how many, and the first of them; with the first and the last day of all that answers it.</summary>
    public CalendarDays Days(Wanted wanted, DateOnly from, DateOnly until, int shown)
    {
        var asked = new Asked(wanted, DateTimeOffset.MinValue);
        var days = Enumerable.Range(0, until.DayNumber - from.DayNumber).Select(after => new CalendarDay(from.AddDays(after))).ToList();
        DateOnly? first = null, last = null;
        foreach (var one in inOrder)
        {
            if (!asked.IsMet(one) || !asked.IsOfKind(one)) continue;
            (first, last) = (first ?? one.FirstDay, last is { } known && known > one.LastDay ? known : one.LastDay);
            for (var day = Math.Max(one.FirstDay.DayNumber, from.DayNumber); day <= Math.Min(one.LastDay.DayNumber, until.DayNumber - 1); day++) days[day - from.DayNumber].Add(one, shown);
        }
        return new(days, first, last);
    }

    /// <summary>A question taken apart once, and then held against each.</summary>
    sealed class Asked(Wanted wanted, DateTimeOffset now)
    {
        readonly string[] words = wanted.Words;
        readonly DateOnly? day = wanted.OnDay;

        public bool IsMet(Offered one) =>
            !one.IsCancelled
            && (wanted.Place is not { } place || IsAt(one, place) || wanted.Ground is { } ground && (ground.Contains(one.UnitId) || one.CommuneId is { } commune && ground.Contains(commune) || one.ProvinceId is { } province && ground.Contains(province)))
            && (wanted.For is not { Length: > 0 } audience || one.Audience == audience || one.Audience == Activities.Audiences.All)
            && (wanted.Age is not { } age || !(age < one.FromAge || age > one.ToAge))
            && (wanted.Free is null || one.Fee == 0)
            && (wanted.Online is null || one.IsOnline)
            && wanted.Full?.Contains(one.Id) is not true
            && Array.TrueForAll(words, word => one.Key.Contains(word, StringComparison.Ordinal));

        static bool IsAt(Offered one, long place) => one.UnitId == place || one.CommuneId == place || one.ProvinceId == place;

        public bool IsOfKind(Offered one) => wanted.Kind is not { Length: > 0 } kind || one.Category == kind;

        public bool IsOfDay(Offered one) => day is { } on ? one.IsOn(on) : wanted.IsOverAll || !one.IsOver(now);
    }
}
