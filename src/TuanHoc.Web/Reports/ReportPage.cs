using TuanHoc.Web.Kit;
using TuanHoc.Web.Reports.Expected;

namespace TuanHoc.Web.Reports;

/// <summary>Everything the page of a report shows.</summary>
/// <param name="Report">The report as its reader may see it.</param>
/// <param name="Today">The day in Vietnam.</param>
/// <param name="Key">Makes the next post harmless when it is sent twice.</param>
public sealed record ReportPage(ReportSeen Report, DateOnly Today, Guid Key)
{
    public const string UnitsTab = "units", HistoryTab = "history", PicturesTab = "pictures", DueTab = "due";

    public string? Tab { get; init; }

    /// <summary>What was just done: saved, submitted, returned, accepted, or to the pictures.</summary>
    public string? Done { get; init; }

    /// <summary>What was typed and is shown again.</summary>
    public ReportInput? Input { get; init; }

    /// <summary>The receiver's typed decision, shown again.</summary>
    public FormReader? Review { get; init; }

    /// <summary>What who reviews or mends it has to know; null where nobody does.</summary>
    public Reviewing.Reviewed? Reviewed { get; init; }

    /// <summary>A remark that was typed and refused, shown again.</summary>
    public FormReader? CommentForm { get; init; }

    /// <summary>The field a remark is begun on.</summary>
    public string? CommentOn { get; init; }

    /// <summary>How a report came on paper, as typed and refused, shown again.</summary>
    public FormReader? BehalfForm { get; init; }

    /// <summary>Why nothing was written.</summary>
    public string? Refusal { get; init; }

    /// <summary>Someone else saved in between: their values stand beside the typed ones.</summary>
    public bool IsStale { get; init; }

    /// <summary>Where what somebody typed stands aside, since another had typed something else.</summary>
    public IReadOnlyList<Drafts.Differing> Differing { get; init; } = [];

    /// <summary>What the unit's own activities come to, one a column of the form; null where none fills it.</summary>
    public IReadOnlyList<long?>? Own { get; init; }

    /// <summary>Sentences that may be taken into the narrative; null where that is not open to be filled.</summary>
    public Prewritten? Prewritten { get; init; }

    public IReadOnlyList<ReportLine>? Units { get; init; }

    /// <summary>When those were read.</summary>
    public DateTimeOffset UnitsAt { get; init; }

    public IReadOnlyList<HistoryStep>? History { get; init; }

    /// <summary>Whether the reader may see who did what with the report.</summary>
    public bool ReadsAudit { get; init; }

    public IReadOnlyList<PictureSeen>? Pictures { get; init; }

    /// <summary>Pictures of the unit's activities that may be taken into the report.</summary>
    public IReadOnlyList<OfferedPicture> Offered { get; init; } = [];

    public IReadOnlyList<FileOfReport>? Files { get; init; }

    /// <summary>By when and to whom it goes.</summary>
    public ReportRoute? Route { get; init; }

    /// <summary>What was typed beside pictures that were refused, shown again.</summary>
    public FormReader? PictureForm { get; init; }

    /// <summary>Which part is open: figures, narrative, pictures, units, due or history.</summary>
    public string Open => Tab switch
    {
        UnitsTab when Report.Children > 0 => UnitsTab,
        HistoryTab => HistoryTab,
        DueTab => DueTab,
        PicturesTab => PicturesTab,
        ReportInput.NarrativePart => ReportInput.NarrativePart,
        _ => ReportRules.MainPart(Report),
    };

    public ReportContent Content => Input?.Content ?? ReportContent.Of(Report);

    /// <summary>Typed values are shown again as fields even when they can no longer be saved.</summary>
    public bool IsEditable => Report.MayFill && (Input is not null || ReportRules.WhyNotSave(Report.State) is null);
}
