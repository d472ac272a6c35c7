using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Reports.Drafts;

/// <summary>What a person typed in a field where another had typed something else, and that waits for a decision.</summary>
public sealed record Aside(string Field, string Typed, long PersonId, string Person, DateTimeOffset At);

/// <summary>A field where two people typed different values.</summary>
/// <param name="Field">Its name on the page.</param>
/// <param name="Label">What it is called.</param>
/// <param name="Mine">What was typed and stands aside.</param>
/// <param name="Theirs">What stands.</param>
/// <param name="Said">Both, with who and when, in a sentence.</param>
/// <param name="IsOwn">Whether the one who asks typed it.</param>
public sealed record Differing(string Field, string Label, string Mine, string Theirs, string Said, bool IsOwn);

/// <summary>The sittings of one report: who typed what when, and what stands aside.</summary>
public sealed class Sittings
{
    sealed record Row(long PersonId, string Person, string Aside, string Touched, bool IsDone, bool IsAsideOver);

    sealed record Put(string Typed, DateTimeOffset At);

    readonly IReadOnlyList<Row> rows;

    Sittings(IReadOnlyList<Row> rows) => this.rows = rows;

    /// <summary>Whether the post with the key asked about was carried out.</summary>
    public bool IsDone => rows.Any(row => row.IsDone);

    /// <summary>What stands aside; what was typed over a whole page since was seen with it, and ends it.</summary>
    public IEnumerable<Aside> Asides => from row in rows
                                        where !row.IsAsideOver
                                        from put in JsonSerializer.Deserialize<Dictionary<string, Put>>(row.Aside, JsonSerializerOptions.Web)!
                                        select new Aside(put.Key, put.Value.Typed, row.PersonId, row.Person, put.Value.At);

    /// <summary>Who last changed a field by a page that keeps itself, and when.</summary>
    public (string Person, DateTimeOffset At)? LastIn(string field) =>
        rows.Where(row => row.Touched.Contains(field, StringComparison.Ordinal))
            .Select(row => JsonSerializer.Deserialize<Dictionary<string, DateTimeOffset>>(row.Touched)! is var touched && touched.TryGetValue(field, out var at) ? (row.Person, at) : ((string, DateTimeOffset)?)null)
            .OfType<(string, DateTimeOffset At)>().OrderByDescending(last => last.At).Cast<(string, DateTimeOffset)?>().FirstOrDefault();

    /// <summary>Where what somebody typed still differs from what stands.</summary>
    public IReadOnlyList<Differing> DifferingOf(ReportSeen report, long person) => Differing(Asides, report, person);

    /// <summary>Each of these as it is shown to a person: both values, who and when.</summary>
    public IReadOnlyList<Differing> Differing(IEnumerable<Aside> asides, ReportSeen report, long person)
    {
        var fields = DraftField.Of(report).ToDictionary(field => field.Name, StringComparer.Ordinal);
        var stands = DraftField.Values(fields.Values, ReportContent.Of(report));
        return [.. from aside in asides
                   let theirs = stands.GetValueOrDefault(aside.Field, "")
                   where fields.ContainsKey(aside.Field) && aside.Typed != theirs
                   let last = LastIn(aside.Field) ?? (report.ChangedBy ?? "", report.ChangedAt ?? aside.At)
                   select new Differing(aside.Field, fields[aside.Field].Label, aside.Typed, theirs,
                       T["{0} gõ “{1}” lúc {2}; trên máy chủ là “{3}”, {4} ghi lúc {5}.", aside.Person, Shown(aside.Typed), aside.At, Shown(theirs), last.Person, last.At], aside.PersonId == person)];
    }

    static string Shown(string value) => value.Length == 0 ? T["trống"] : value;

    /// <param name="db">The database.</param>
    /// <param name="report">The report, which this person may see.</param>
    /// <param name="person">Who asks.</param>
    /// <param name="key">The key of a post, to know a repeated one.</param>
    /// <param name="cancel">Stops the query.</param>
    public static async Task<Sittings> OfAsync(AppDb db, Guid report, long person, Guid key, CancellationToken cancel) => new(await db.Database.SqlQuery<Row>($"""
        select s.person_id, p.full_name as person, s.aside::text as aside, s.touched::text as touched, s.person_id = {person} and {key} = any (s.keys) as is_done,
               s.aside <> jsonb_build_object() and exists (select from audit a where a.thing = 'report' and a.thing_id = s.report_id::text and a.what in ('saved', 'submitted') and a.detail ? 'key' and a.at > s.last_at) as is_aside_over
          from report_sitting s join person p on p.id = s.person_id
         where s.report_id = {report}
         order by s.id
        """).ToListAsync(cancel));
}
