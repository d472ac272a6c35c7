using Microsoft.EntityFrameworkCore;
using TuanHoc.Statistics;
using TuanHoc.Units;
using TuanHoc.Web.Data;
using TuanHoc.Web.Forms;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Reports.Drafts;
using TuanHoc.Web.Reports.Expected;
using TuanHoc.Web.Reports.Reviewing;

namespace TuanHoc.Web.Reports;

/// <summary>A report as one person meets it: what stands in it, where it belongs, when it is due, and what this person may do with it.</summary>
public sealed class ReportSeen
{
    readonly Row row;

    ReportSeen(Row row)
    {
        this.row = row;
        Form = row.FormKey is null ? null : StatisticsForm.Load(row.FormKey);
        NotAsked = Texts.Read(row.NotAsked);
        Narrative = Texts.Read(row.Narrative);
        Kind = UnitKinds.Parse(row.UnitKind);
        Skipped = Form is null ? new HashSet<int>() : Form.Columns.Where(c => NotAsked.ContainsKey(c.Row.Key) || !c.AskedOf(Kind)).Select(c => c.Index).ToHashSet();
        (Figures, Notes, LeftOver) = (row.Figures ?? (Form is null ? null : new long?[Form.Columns.Count]), Texts.Read(row.Notes), Drafts.LeftOver.Read(row.LeftOver));
        if (row.BegunOn is not { } begunOn || begunOn == row.FormKey || row.Figures is null) return;
        CarriedFrom = StatisticsForm.Load(begunOn);
        (Figures, Notes, LeftOver) = CarriedDraft.Of(new(CarriedFrom, Form), row.Figures, Notes, LeftOver, Skipped);
    }

    public Guid Id => row.Id;
    public int EditionId => row.EditionId;
    public int Year => row.Year;
    public long UnitId => row.UnitId;
    public long? ReceiverId => row.ReceiverId;
    public string UnitName => row.UnitName ?? "";
    public string? ReceiverName => row.ReceiverName;

    /// <summary>The last day for it: that of its group where the plan names one, and an extension included.</summary>
    public DateOnly Due => row.Due;

    public bool IsExtended => row.GrantedTo is not null;

    /// <summary>What is owed, by <see cref="ReportParts"/>: of a report that is handed in, as it was ordered then.</summary>
    public IReadOnlyList<string> Parts => row.Parts;

    /// <summary>Of what is owed, that of which nothing is stored.</summary>
    public IReadOnlyList<string> Missing => row.Missing;

    /// <summary>How it came in; null while it has not.</summary>
    public HandedIn? HandedIn => row.HandedOn is { } on ? new(on, row.Missing, NothingOccurred) : null;

    public string State => row.State;
    public int Version => row.Version;
    public bool NothingOccurred => row.NothingOccurred;

    public StatisticsForm? Form { get; }

    /// <summary>The form its draft was last saved on, where another is asked since; what stands in it is then shown on <see cref="Form"/>.</summary>
    public StatisticsForm? CarriedFrom { get; }

    /// <summary>What was filled on an earlier form and has no place on this one.</summary>
    public IReadOnlyList<LeftOver> LeftOver { get; }

    /// <summary>Stored figures, one a column; null when the report has no form.</summary>
    public long?[]? Figures { get; }

    public IReadOnlyDictionary<string, string> Notes { get; }
    public IReadOnlyDictionary<string, string> Narrative { get; }

    /// <summary>Rows the edition does not ask, by key, with the sentence that says why.</summary>
    public IReadOnlyDictionary<string, string> NotAsked { get; }

    /// <summary>Indexes of the columns that this unit is not asked in this edition.</summary>
    public IReadOnlySet<int> Skipped { get; }

    /// <summary>What its figures are looked at beside: the unit's own of the year before and, as long as it is filled in, what like units give.</summary>
    public Beside Beside => (field ??= Form is null ? Beside.Nothing : BesideReader.Read(Form, row.EarlierYear ?? 0, row.EarlierReports, row.NormForm is { } on ? new(on, row.NormCounts!, row.NormMiddles!, row.NormSpreads!) : null))
        with
    { Below = Below?.Received, IsBelowWhole = Below is { Asked: > 0 } below && below.Counted == below.Asked };

    /// <summary>What stood below it when it was looked at (<see cref="BelowStep.LookAsync"/>); null before, and where nothing does.</summary>
    public BelowSums? Below { get; set; }

    /// <summary>
    /// Reporters and coordinators of the unit itself fill and submit; of a unit that ended, those of the unit that took it whole; of a report that came on paper, those of the receiver,
    /// until its unit has confirmed it.
    /// </summary>
    public bool MayFill => row.MayFill || FillsForUnit;

    /// <summary>Whether it is filled by its unit, or by who took that.</summary>
    public bool IsOwn => row.MayFill;

    /// <summary>Whether this person enters for the unit what that sent on paper.</summary>
    public bool FillsForUnit => !row.MayFill && row.MayEnter && row.BehalfChannel is not null && row.BehalfConfirmedAt is null;

    /// <summary>Whether this person may say that the report came on paper, and then enter it.</summary>
    public bool MayEnter => row.MayEnter && !row.MayFill;

    /// <summary>Whether it was entered for its unit and returned: what is mended may come on paper once more.</summary>
    public bool MayComeAgain => State == ReportStates.Returned && Behalf is { } came && came.At < StepAt && MayEnter;

    /// <summary>How it came where its receiver enters it; null where its unit does.</summary>
    public Behalf? Behalf => row.BehalfChannel is { } channel ? new(channel, row.BehalfReceivedOn!.Value, row.BehalfFile!, row.BehalfBy!, row.BehalfAt!.Value, row.BehalfConfirmedBy, row.BehalfConfirmedAt) : null;

    /// <summary>In whose name it is written, where that is not its own unit: who took the unit whole, or its receiver.</summary>
    public long? ActingId => FillsForUnit ? row.ReceiverId : row.HeirId;

    public UnitKind Kind { get; }

    /// <summary>Whether it was ever sent.</summary>
    public bool WasHandedIn => State is not (ReportStates.Open or ReportStates.Draft);

    /// <summary>Returned, and nothing in it changed since.</summary>
    public bool IsAsSent => State == ReportStates.Returned && StepAt is { } returned && ChangedAt == returned;

    /// <summary>The last day of its unit, where that is over.</summary>
    public DateOnly? LastDay => row.LastDay;

    /// <summary>The standing unit that took its ended unit whole, and in whose name the report is filled; null where there is none.</summary>
    public long? HeirId => row.HeirId;
    public string? HeirName => row.HeirName;

    /// <summary>Asked of nobody any more: its unit ended before it was due, and nobody took it whole.</summary>
    public bool IsEnded => row.EndedOn is not null;

    /// <summary>Coordinators and leaders of the receiving unit return and accept; of the nation's, which nobody above receives, its own.</summary>
    public bool MayReview => row.MayReview;

    /// <summary>Whether this very post was carried out before: a key saved with is no key submitted with.</summary>
    public bool IsDone => row.IsDone;

    /// <summary>How many pictures the report has.</summary>
    public int Pictures => row.Pictures;

    public DateTimeOffset? ChangedAt => row.ChangedAt;
    public string? ChangedBy => row.ChangedByName;

    public int Children => row.Children;
    public int ChildrenReceived => row.ChildrenReceived;

    /// <summary>The last time it was submitted, returned or accepted.</summary>
    public DateTimeOffset? StepAt => row.StepAt;
    public string? StepBy => row.StepByName;
    public string? Reason => row.Reason;

    /// <summary>Whether more happened to it than that it was sent once: it was returned, accepted or sent again, or somebody has remarked on it.</summary>
    public bool HasBeenReviewed => row.HasBeenReviewed;

    /// <summary>The report, if this person may see it; null is "not there" and "not yours" alike.</summary>
    /// <param name="db">The database.</param>
    /// <param name="id">The report.</param>
    /// <param name="user">Who asks.</param>
    /// <param name="what">What the post being answered does, in the audit's word: saved, submitted, returned, accepted.</param>
    /// <param name="key">The key of that post, to know a repeated one.</param>
    /// <param name="cancel">Stops the query.</param>
    public static async Task<ReportSeen?> FindAsync(AppDb db, Guid id, CurrentUser user, string? what, Guid? key, CancellationToken cancel)
    {
        // "offset 0": asked once; without it the planner puts the call into every column that names it.
        // Who fills or receives a report is among those who see it: known from the row, before the branch is walked. What like units give matters while one fills.
        // No nulls: a parameter without a value has no type, and a statement prepared for one type is planned anew for another.
        var rows = await db.OftenAskedAsync<Row>($"""
            select r.id, r.edition_id, e.year, r.unit_id, r.receiver_id, u.kind as unit_kind, unit_name(r.unit_id, upper(e.week) - 1) as unit_name, rv.name as receiver_name,
                   f.key as form_key, r.form_key as begun_on, r.left_over::text as left_over, r.state, r.figures,
                   r.notes::text as notes, r.narrative::text as narrative, r.nothing_occurred, jsonb_array_length(r.pictures) as pictures, r.version, r.changed_at, p.full_name as changed_by_name,
                   greatest(report_due(r.edition_id, r.receiver_id, u.kind), r.extended_to) as due, r.granted_to, case when r.state in ('submitted', 'accepted') then r.handed_on end as handed_on,
                   w.parts, case when r.state in ('submitted', 'accepted') then r.missing else report_missing(w.parts, r.figures, r.narrative, r.pictures, r.nothing_occurred) end as missing,
                   (select jsonb_object_agg(n.row_key, n.why)::text from edition_row n where n.edition_id = r.edition_id) as not_asked,
                   coalesce(h.id, r.unit_id) = any ({user.UnitsAs(Roles.Filling)}) as may_fill,
                   case when l.day < {user.Today} then l.day end as last_day, h.id as heir_id, unit_name(h.id, {user.Today}) as heir_name, r.ended_on,
                   coalesce(r.receiver_id, r.unit_id) = any ({user.UnitsAs(Roles.Leading)}) as may_review, coalesce(r.receiver_id = any ({user.UnitsAs(Roles.Filling)}), false) as may_enter,
                   q.channel as behalf_channel, q.received_on as behalf_received_on, q.file_name as behalf_file, (select o.full_name from person o where o.id = q.by) as behalf_by, q.at as behalf_at, (select o.full_name from person o where o.id = q.confirmed_by) as behalf_confirmed_by, q.confirmed_at as behalf_confirmed_at,
                   exists (select from audit a where a.thing = 'report' and a.thing_id = r.id::text and a.what = {what ?? ""} and a.detail ->> 'key' = {key ?? Guid.Empty}::text) as is_done,
                   c.children, c.children_received, s.at as step_at, s.full_name as step_by_name, s.reason,
                   coalesce(s.steps, 0) > 1 or exists (select from report_comment o where o.report_id = r.id) as has_been_reviewed,
                   b.year as earlier_year, reports_of(b.id, r.unit_id, upper(e.week) - 1) as earlier_reports, n.form_key as norm_form, n.counts as norm_counts, n.middles as norm_middles, n.spreads as norm_spreads
              from report r
              join edition e on e.id = r.edition_id
              join unit u on u.id = r.unit_id
             cross join lateral (select report_form(r.edition_id, r.receiver_id, r.state, r.form_key) as key offset 0) f
             cross join lateral (select case when r.state in ('submitted', 'accepted') then r.parts else report_parts(r.edition_id, r.receiver_id, f.key) end as parts offset 0) w
             cross join lateral (select stood_on(r.unit_id, {user.Today}) as day) l
             cross join lateral (select whole_heir(r.unit_id, {user.Today}) as id offset 0) h
              left join lateral (
                  select n.name from unit_version n where n.unit_id = r.receiver_id order by n.valid @> (upper(e.week) - 1) desc, n.valid limit 1) rv on true
              left join person p on p.id = r.changed_by
              left join report_behalf q on q.report_id = r.id
              left join lateral (
                  select s.at, by.full_name, s.reason, count(*) over () as steps from report_step s join person by on by.id = s.by where s.report_id = r.id order by s.id desc limit 1) s on true
              cross join lateral (
                  select count(*)::int as children, count(*) filter (where c.state in ('submitted', 'accepted'))::int as children_received
                    from report c where c.edition_id = r.edition_id and c.receiver_id = r.unit_id) c
              left join lateral (select b.id, b.year from edition b where b.year < e.year order by b.year desc limit 1) b on true
              left join lateral (select n.* from norm_beside(r.unit_id, upper(e.week) - 1, e.year, f.key) n where r.state not in ('submitted', 'accepted') offset 0) n on true
             where r.id = {id} and ({user.IsAdministrator} or r.unit_id = any ({user.UnitsAs(Roles.All)}) or r.receiver_id = any ({user.UnitsAs(Roles.All)}) or sees({user.Id}, r.unit_id, {user.Today}, stood_on(r.unit_id, upper(e.week) - 1))
                   or r.state in ('submitted', 'accepted') and is_copied_to(r.edition_id, r.receiver_id, {user.UnitsAs(Roles.All)}))
            """, cancel);
        if (rows is not [var row]) return null;
        foreach (var form in new[] { row.FormKey, row.BegunOn }.OfType<string>()) await db.KnowFormAsync(form, cancel);
        return new(row);
    }

    sealed record Row(
        Guid Id, int EditionId, int Year, long UnitId, long? ReceiverId, string UnitKind, string? UnitName, string? ReceiverName, string? FormKey, string? BegunOn, string LeftOver, string State, long?[]? Figures,
        string Notes, string Narrative, bool NothingOccurred, int Pictures, int Version, DateTimeOffset? ChangedAt, string? ChangedByName, DateOnly Due, DateOnly? GrantedTo, DateOnly? HandedOn, string[] Parts, string[] Missing, string? NotAsked,
        bool MayFill, DateOnly? LastDay, long? HeirId, string? HeirName, DateOnly? EndedOn, bool MayReview, bool MayEnter,
        string? BehalfChannel, DateOnly? BehalfReceivedOn, string? BehalfFile, string? BehalfBy, DateTimeOffset? BehalfAt, string? BehalfConfirmedBy, DateTimeOffset? BehalfConfirmedAt, bool IsDone, int Children, int ChildrenReceived, DateTimeOffset? StepAt, string? StepByName, string? Reason, bool HasBeenReviewed,
        int? EarlierYear, string? EarlierReports, string? NormForm, int[]? NormCounts, double[]? NormMiddles, double[]? NormSpreads);
}
