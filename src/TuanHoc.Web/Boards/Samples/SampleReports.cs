using Npgsql;
using TuanHoc.Statistics;
using TuanHoc.Units;
using TuanHoc.Web.Editions;

namespace TuanHoc.Web.Boards.Samples;

/// <summary>Fills the reports of the sample province, with their snapshots, steps, audit lines and happenings, by one statement each.</summary>
static class SampleReports
{
    /// <summary>What the listed people meet first: one to fill, one sent back, two to check, one accepted.</summary>
    static readonly Dictionary<string, string> EndsOfListed = new(StringComparer.Ordinal) { ["tieuhoc"] = "open", ["thcs"] = "returned", ["tthtcd"] = "submitted", ["thpt"] = "draft", ["xa.dieuphoi"] = "draft", ["tinh.dieuphoi"] = "draft" };

    sealed record Asked(Guid Id, long UnitId, UnitKind Kind, string? Level, long ReceiverId, long Reporter, string ReporterName, long Receiver, int Commune);

    sealed record Filled(Asked Report, List<SampleStep> Steps, long?[] Figures, Dictionary<string, string> Notes, Dictionary<string, string> Narrative, bool NothingOccurred = false);

    /// <summary>Gives every report of the edition the id it always has; they were asked a moment ago, so nothing names them yet.</summary>
    public static async Task FixIdsAsync(NpgsqlConnection connection, int editionId, CancellationToken cancel)
    {
        var units = new List<long>();
        await using (var command = new NpgsqlCommand("select unit_id from report where edition_id = $1 order by unit_id", connection) { Parameters = { new() { Value = editionId } } })
        await using (var reader = await command.ExecuteReaderAsync(cancel))
            while (await reader.ReadAsync(cancel)) units.Add(reader.GetInt64(0));
        await connection.WriteAsync($"update report set id = r.id from jsonb_to_recordset($1) as r (id uuid, unit_id bigint) where report.unit_id = r.unit_id and report.edition_id = {editionId}",
            from unit in units select new { Id = SampleRandom.For("report", unit).Id(SampleDays.EditionOpened), UnitId = unit }, cancel);
    }

    public static async Task WriteAsync(NpgsqlConnection connection, Edition edition, IReadOnlySet<string> rowsNotAsked, CancellationToken cancel)
    {
        var form = StatisticsForm.Load(edition.FormKey!);
        var notAsked = rowsNotAsked.SelectMany(row => form.Row(row).Columns).Select(column => column.Index).ToHashSet();
        var asked = await AskedAsync(connection, edition.Id, cancel);
        var paces = asked.Where(report => report.Kind == UnitKind.Commune).ToDictionary(report => report.UnitId, report => SampleCourse.PaceOf(report.Commune));
        var filled = (from report in asked let steps = StepsOf(report, paces) where steps.Count > 0 select Fill(report, steps, form, notAsked)).ToList();
        await connection.WriteAsync(Reports, from f in filled select Row(f), cancel);
        await connection.WriteAsync(Snapshots, from f in filled from step in f.Steps where step.What == "submitted" select new { f.Report.Id, step.Version }, cancel);
        await connection.WriteAsync(Writes, from f in filled
                                            from step in f.Steps
                                            orderby step.At, f.Report.UnitId, step.Version
                                            select new { f.Report.Id, step.What, step.Version, step.At, step.By, step.Reason, Key = KeyOf(f.Report, step) }, cancel);
    }

    static List<SampleStep> StepsOf(Asked report, Dictionary<long, Pace> paces)
    {
        var random = SampleRandom.For("course", report.UnitId);
        var pace = paces.GetValueOrDefault(report.ReceiverId, paces.GetValueOrDefault(report.UnitId, Pace.Working));
        var end = EndsOfListed.GetValueOrDefault(report.ReporterName) ?? (report.Kind == UnitKind.Commune ? SampleCourse.EndOfCommune(pace, random) : SampleCourse.EndOfBody(pace, random));
        var isLate = pace == Pace.Late || random.Chance(.15);
        return SampleCourse.To(end, report.Kind, isLate, report.Reporter, report.Receiver, random);
    }

    static Filled Fill(Asked report, List<SampleStep> steps, StatisticsForm form, HashSet<int> notAsked)
    {
        var random = SampleRandom.For("figures", report.UnitId);
        // A few say in so many words that they held nothing; never a commune, and nobody whose report is still being written.
        if (report.Kind != UnitKind.Commune && steps[^1].What == "accepted" && random.Chance(.03))
            return new(report, steps, new long?[form.Columns.Count], Notes: [], Narrative: [], NothingOccurred: true);
        var figures = SampleFigures.Of(form, notAsked, report.Kind, report.Level, random);
        return new(report, steps, figures, SampleTexts.Notes(form, figures, random), SampleTexts.Narrative(report.Kind, random));
    }

    static object Row(Filled filled)
    {
        var last = filled.Steps[^1];
        return new
        {
            filled.Report.Id,
            State = last.What == "saved" ? "draft" : last.What,
            filled.Figures,
            filled.Notes,
            filled.Narrative,
            filled.NothingOccurred,
            last.Version,
            WriteKey = KeyOf(filled.Report, last),
            ChangedAt = last.At,
            ChangedBy = last.By,
            HandedOn = filled.Steps.Find(step => step.What == "submitted") is { } sent ? DateOnly.FromDateTime(sent.At.ToOffset(SampleDays.Hanoi).DateTime) : (DateOnly?)null,
        };
    }

    static Guid KeyOf(Asked report, SampleStep step) => SampleRandom.For(step.What, report.UnitId * 100 + step.Version).Id(step.At);

    const string Reports = """
        update report set state = r.state, figures = r.figures, notes = r.notes, narrative = r.narrative, nothing_occurred = r.nothing_occurred, version = r.version, write_key = r.write_key, changed_at = r.changed_at, changed_by = r.changed_by, handed_on = r.handed_on
          from jsonb_to_recordset($1) as r (id uuid, state text, figures bigint[], notes jsonb, narrative jsonb, nothing_occurred boolean, version int, write_key uuid, changed_at timestamptz, changed_by bigint, handed_on date)
         where report.id = r.id
        """;

    const string Snapshots = """
        insert into report_snapshot (report_id, version, figures, notes, narrative, nothing_occurred)
        select report.id, r.version, report.figures, report.notes, report.narrative, report.nothing_occurred
          from jsonb_to_recordset($1) as r (id uuid, version int) join report on report.id = r.id
        """;

    const string Writes = """
        with row as (
            select r.*, report.unit_id, report.edition_id
              from rows from (jsonb_to_recordset($1) as (id uuid, what text, version int, at timestamptz, by bigint, reason text, key uuid)) with ordinality
                       as r (id, what, version, at, by, reason, key, place) join report on report.id = r.id),
        step as (
            insert into report_step (report_id, kind, version, at, by, reason, write_key)
            select id, what, version, at, by, reason, key from row where what <> 'saved' order by place),
        audited as (
            insert into audit (at, person_id, unit_id, what, thing, thing_id, detail)
            select at, by, unit_id, what, 'report', id::text, jsonb_strip_nulls(jsonb_build_object('key', key, 'version', version, 'reason', reason)) from row order by place)
        insert into happening (at, unit_id, edition_id, kind, thing, thing_id)
        select at, unit_id, edition_id, 'report-' || what, 'report', id::text from row order by place
        """;

    /// <summary>The reports of the sample's province and of everything below it, with the one who fills each and the one who checks it.</summary>
    static async Task<List<Asked>> AskedAsync(NpgsqlConnection connection, int editionId, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand($"""
            with person_of as (
                select distinct on (m.unit_id) m.unit_id, p.id, p.user_name from membership m join person p on p.id = m.person_id
                 where m.role in ('coordinator', 'reporter') order by m.unit_id, p.id)
            select r.id, r.unit_id, v.kind, v.level, r.receiver_id, reporter.id, reporter.user_name, receiver.id,
                   (dense_rank() over (order by case v.kind when 'commune' then v.code end))::int - 1
              from report r
              join edition e on e.id = r.edition_id
              join unit_version v on v.unit_id = r.unit_id and v.valid @> (upper(e.week) - 1)
              join person_of reporter on reporter.unit_id = r.unit_id
              join person_of receiver on receiver.unit_id = r.receiver_id
             where r.edition_id = {editionId} and v.kind <> 'nation'
             order by r.unit_id
            """, connection);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var asked = new List<Asked>();
        while (await reader.ReadAsync(cancel))
            asked.Add(new(reader.GetGuid(0), reader.GetInt64(1), UnitKinds.Parse(reader.GetString(2)), await reader.IsDBNullAsync(3, cancel) ? null : reader.GetString(3), reader.GetInt64(4),
                reader.GetInt64(5), reader.GetString(6), reader.GetInt64(7), reader.GetInt32(8)));
        return asked;
    }
}
