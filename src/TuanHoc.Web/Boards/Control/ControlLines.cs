using System.Collections.Concurrent;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Boards.Control;

/// <summary>The kinds of units below a unit, and how those of one kind stand: what needs an act first, then by name.</summary>
public sealed record ControlLines(IReadOnlyList<ControlGroup> Groups, string? Kind, IReadOnlyList<ControlLine> Lines)
{
    readonly ConcurrentDictionary<long, ControlName> names = [];
    readonly ConcurrentDictionary<string, object> tables = [];

    /// <summary>Of every output, how many are in which state.</summary>
    public IReadOnlyList<OutputCount> Outputs { get; } = [.. ControlFilter.Outputs.Select(output => OutputCount.Of(output, Lines))];

    public int ActivitiesHeld { get; } = Lines.Sum(line => line.Held);
    public int ActivitiesAll { get; } = Lines.Sum(line => line.Planned);

    /// <summary>What is said of units that are shown: read with the first page that shows them, for all that do. What plans have of their own takes as long to unpack as the page to make.</summary>
    public async Task<IReadOnlyDictionary<long, ControlName>> NamesAsync(AppDb db, ControlScope scope, IEnumerable<ControlLine> shown, CancellationToken cancel)
    {
        long[] unknown = [.. shown.Select(line => line.UnitId).Where(unit => !names.ContainsKey(unit))];
        if (unknown.Length > 0) foreach (var name in await db.ControlNamesAsync(scope, unknown, cancel)) names[name.UnitId] = name;
        return names;
    }

    /// <summary>What stands for a table of these lines, to keep it by (<see cref="Kept"/>): the same for all who see the same of them.</summary>
    public object Table(ControlFilter filter, ControlScope scope, IReadOnlyDictionary<long, DateTimeOffset> reminded) => tables.GetOrAdd(
        $"{filter.Path} {scope.Sees} {scope.Reminds} {string.Join(' ', reminded.OrderBy(one => one.Key).Select(one => $"{one.Key}:{one.Value.UtcTicks}"))}", _ => new());

    public static async Task<ControlLines> ReadAsync(AppDb db, ControlScope scope, string? kind, DateOnly today, CancellationToken cancel)
    {
        var groups = await db.ControlGroupsAsync(scope, cancel);
        // The group asked for, else the first.
        if ((groups.Find(one => one.Kind == kind) ?? groups.FirstOrDefault()) is not { } group) return new(groups, null, []);
        var rows = await db.ControlRowsAsync(scope, group.Units, today, cancel);
        // Of the same rank, first who is late with more; then by name, as the units came.
        return new(groups, group.Kind, [.. rows.Select(row => new ControlLine(row, today)).OrderBy(line => line.Rank).ThenByDescending(line => line.LateOutputs)]);
    }
}

/// <summary>
/// The boards looked at lately. To see how far thousands of units are takes as long as fifty other pages, and in the last days of the Week a whole department looks at
/// the same one: it is read once for all of them.
/// </summary>
public sealed class ControlMemory(IServiceScopeFactory scopes, TimeProvider clock)
{
    readonly ConcurrentDictionary<Key, ControlReading> kept = [];

    /// <summary>How the units of a kind stand, as they did at most three seconds ago.</summary>
    public Task<ControlLines> OfAsync(ControlScope scope, string? kind, DateOnly today, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        foreach (var (key, reading) in kept) if (reading.IsOver(now)) kept.TryRemove(new(key, reading));
        return kept.GetOrAdd(new(scope.Edition.Id, scope.UnitId, kind, Words.English, today), _ => new(() => ReadAsync(scope, kind, today), clock)).At(now).WaitAsync(cancel);
    }

    // Read for all who ask, so that nobody's going away ends it.
    async Task<ControlLines> ReadAsync(ControlScope scope, string? kind, DateOnly today)
    {
        await using var services = scopes.CreateAsyncScope();
        return await ControlLines.ReadAsync(services.ServiceProvider.GetRequiredService<AppDb>(), scope, kind, today, CancellationToken.None);
    }

    readonly record struct Key(int EditionId, long UnitId, string? Kind, bool English, DateOnly Day);
}
