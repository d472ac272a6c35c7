using System.Runtime.CompilerServices;
using Npgsql;

namespace TuanHoc.Web.Data;

/// <summary>A happening as other processes hear of it: its kind ("report-submitted"), its edition (0 where it belongs to none) and the id of the thing.</summary>
public readonly record struct Change(string Kind, int EditionId, string ThingId)
{
    public const string ReportsAsked = "reports-asked", PlanSaved = "plan", UnitsChanged = "units-changed", EditionCorrected = "edition-corrected", ReportExtended = "report-extended", FormIssued = "form-issued";

    /// <summary>A step that changes what a report adds to the totals; a saved draft changes nothing.</summary>
    public bool IsReportStep => Kind is "report-submitted" or "report-returned" or "report-accepted";

    /// <summary>Anything that became of an activity.</summary>
    public bool IsActivityStep => Kind.StartsWith("activity-", StringComparison.Ordinal);
}

/// <summary>
/// What any process wrote, read from the table of happenings ten times a second. Since each happening is written with the thing itself,
/// nothing is missed: not by a process killed after its commit, not while the connection was away. LISTEN would need NOTIFY within the
/// writes, and PostgreSQL commits those one after another.
/// </summary>
public sealed class ChangeFeed(NpgsqlDataSource source, ILogger<ChangeFeed> log)
{
    static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);

    /// <summary>At once an empty list: from here on nothing is missed. Then what happened since, whenever something did.</summary>
    public async IAsyncEnumerable<IReadOnlyList<Change>> ReadAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        var (from, told) = (default(string), new HashSet<long>());
        while (!cancel.IsCancellationRequested)
        {
            List<Change>? news = null;
            try
            {
                var began = from is null;
                (from, told, news) = await SinceAsync(from, told, cancel);
                if (!began && news.Count == 0) news = null;
            }
            catch (Exception e) when (e is NpgsqlException or IOException or TimeoutException && !cancel.IsCancellationRequested)
            {
                log.LogWarning("Changes cannot be read ({Why}), trying again", e.Message);
            }
            if (news is not null) yield return news;
            await Task.Delay(Between, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // A transaction below the snapshot's xmin is over, so its happenings are all in this answer. Those at or above it may be in this answer
    // already or only in the next, so the next begins there and leaves out what was told.
    async Task<(string From, HashSet<long> Told, List<Change> News)> SinceAsync(string? from, HashSet<long> told, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            select s.upto::text, h.id, h.kind, coalesce(h.edition_id, 0), h.thing_id
              from (select pg_snapshot_xmin(pg_current_snapshot()) as upto) s
              left join happening h on h.tx >= coalesce($1::xid8, s.upto) and (h.edition_id is not null or h.kind in ('units-changed', 'form-issued'))
            """);
        command.Parameters.Add(new() { Value = (object?)from ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var (upto, seen, news) = ("", new HashSet<long>(), new List<Change>());
        while (await reader.ReadAsync(cancel))
        {
            upto = reader.GetString(0);
            if (await reader.IsDBNullAsync(1, cancel)) continue;
            seen.Add(reader.GetInt64(1));
            if (!told.Contains(reader.GetInt64(1))) news.Add(new(reader.GetString(2), (int)reader.GetInt64(3), reader.GetString(4)));
        }
        return (upto, seen, news);
    }
}
