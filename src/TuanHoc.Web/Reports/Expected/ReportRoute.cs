using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Reports.Expected;

/// <summary>What came of a report by "paper" or "mail" before it was returned, and the version that was entered from it.</summary>
public sealed record EarlierPaper(int Version, string Channel, DateOnly ReceivedOn, string File);

/// <summary>One stage on the way of the figures upwards: whose report, to whom, by when.</summary>
public sealed record Stage(string UnitName, string? ReceiverName, DateOnly Due);

/// <summary>A body that the documents in force name beside the receiver: sent to, or through; with its unit where the directory knows one of that name.</summary>
public sealed record NamedReceiver(string Name, bool Via, string? UnitName, bool IsCopy);

/// <summary>By when and to whom a report goes: its stages up to the nation, who gets a copy, and the extensions.</summary>
public sealed record ReportRoute(IReadOnlyList<Stage> Stages, IReadOnlyList<NamedReceiver> Named, IReadOnlyList<Extension> Extensions)
{
    /// <summary>What came on paper or by mail for versions that were returned.</summary>
    public IReadOnlyList<EarlierPaper> Papers { get; init; } = [];

    /// <summary>What was typed and is shown again.</summary>
    public FormReader? Typed { get; init; }

    /// <summary>The extension that it answers; null when a new one was asked for.</summary>
    public long? Answered { get; init; }

    public static async Task<ReportRoute> OfAsync(AppDb db, ReportSeen report, CurrentUser user, CancellationToken cancel) =>
        new(await StagesAsync(db, report, cancel), await NamedAsync(db, report, cancel), await db.ExtensionsAsync(report, user, cancel)) { Papers = report.Behalf is null ? [] : await PapersAsync(db, report, cancel) };

    static Task<List<EarlierPaper>> PapersAsync(AppDb db, ReportSeen report, CancellationToken cancel) =>
        db.Database.SqlQuery<EarlierPaper>($"select version, channel, received_on, file_name as file from report_behalf_before where report_id = {report.Id} order by version desc").ToListAsync(cancel);

    static Task<List<Stage>> StagesAsync(AppDb db, ReportSeen report, CancellationToken cancel) => db.Database.SqlQuery<Stage>($"""
        with recursive stage as (
            select r.edition_id, r.unit_id, r.receiver_id, r.extended_to, 1 as step from report r where r.id = {report.Id}
            union all
            select n.edition_id, n.unit_id, n.receiver_id, n.extended_to, s.step + 1 from stage s join report n on n.edition_id = s.edition_id and n.unit_id = s.receiver_id where s.step < 10)
        select unit_name(s.unit_id, upper(e.week) - 1) as unit_name, unit_name(s.receiver_id, upper(e.week) - 1) as receiver_name, greatest(report_due(s.edition_id, s.receiver_id, u.kind), s.extended_to) as due
          from stage s join edition e on e.id = s.edition_id join unit u on u.id = s.unit_id
         order by s.step
        """).ToListAsync(cancel);

    static Task<List<NamedReceiver>> NamedAsync(AppDb db, ReportSeen report, CancellationToken cancel) => db.Database.SqlQuery<NamedReceiver>($"""
        select t.name, t.via, unit_name(t.unit_id, upper(e.week) - 1) as unit_name, coalesce(t.unit_id <> r.receiver_id, false) as is_copy
          from report r
          join edition e on e.id = r.edition_id
          join report_ordered o on o.edition_id = r.edition_id and o.receiver_id = r.receiver_id
          join report_order_to t on t.plan_id = o.plan_id
         where r.id = {report.Id}
         group by t.name, t.via, t.unit_id, e.week, r.receiver_id
         order by t.via, t.name
        """).ToListAsync(cancel);
}
