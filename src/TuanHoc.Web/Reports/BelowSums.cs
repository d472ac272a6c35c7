namespace TuanHoc.Web.Reports;

/// <summary>The sums over all reports below a unit, without its own.</summary>
/// <param name="Received">Of the reports received, accepted ones among them; one a column of the edition's form.</param>
/// <param name="Accepted">Of the accepted ones.</param>
/// <param name="Asked">How many reports are asked below.</param>
/// <param name="Counted">How many of them have come.</param>
/// <param name="CountedAccepted">How many are accepted.</param>
public sealed record BelowSums(long[] Received, long[] Accepted, int Asked, int Counted, int CountedAccepted)
{
    /// <summary>What else is stated of them; null of what was sent before it was kept.</summary>
    public BelowFacts? Facts { get; init; }
}

/// <summary>What a consolidated report states of the units below besides sums.</summary>
/// <param name="Said">What was answered, one a column of the form; the bits are those of the room that adds up.</param>
/// <param name="Kinds">How many of a kind were asked, and how many had come.</param>
/// <param name="Missing">Units that had not reported, as many as are named.</param>
public sealed record BelowFacts(int[] Said, IReadOnlyList<BelowKind> Kinds, long[] Missing);

/// <param name="Kind">In its word.</param>
public sealed record BelowKind(string Kind, int Asked, int Counted);

/// <summary>Reads what stands below the unit of a report at this moment; given by the room that adds up. Null where nothing does.</summary>
public sealed record BelowStep(Func<ReportSeen, CancellationToken, Task<BelowSums?>> ReadAsync)
{
    /// <summary>Puts it beside the report: its figures are checked against it, and it is kept with what is sent. Nothing for a unit that receives none.</summary>
    public async Task LookAsync(ReportSeen report, CancellationToken cancel)
    {
        if (report.Children > 0) report.Below = await ReadAsync(report, cancel);
    }
}
