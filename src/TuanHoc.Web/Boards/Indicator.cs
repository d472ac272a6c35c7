using TuanHoc.Statistics;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Boards;

/// <summary>A number of the form that a page shows: one column, or the sum over the rows beneath where the form prints no such total (learners of group 1).</summary>
public sealed record Indicator(FormRow Row, Measure Measure, IReadOnlyList<FormColumn> Columns)
{
    /// <summary>What a page in the reader's language calls it.</summary>
    public string Label => Measure == Measure.People && Columns[0].Row != Row ? T["Người học các lớp"]
        : Measure == Measure.People && Row.Columns.Count > 1 ? $"{T[Row.Label]}: {T[Columns[0].Title].ToLower(Kit.Vn.Culture)}"
        : T[Row.Label];

    public string MeasureWord => Word(Measure);

    public string Code => Row.Code ?? "";

    public string Unit => Measure switch
    {
        _ when Row is { IsOwn: true, Unit: { } unit } => T[unit].ToLower(Kit.Vn.Culture),
        Measure.People when Row.Unit == "Người" => T["người"],
        Measure.People => T["lượt"],
        Measure.Sessions => Row.Group == 1 ? T["lớp"] : T["cuộc"],
        _ => T[Row.Unit ?? ""].ToLower(Kit.Vn.Culture),
    };

    /// <summary>The total is only an upper bound: who gave in several units is counted in each.</summary>
    public bool IsUpperBound => Columns.Any(column => column.UpperBound);

    /// <summary>Names the number in addresses and on live pages.</summary>
    public string Key => $"{Row.Key}/{MeasureWord}";

    public string Query => $"row={Uri.EscapeDataString(Row.Key)}&measure={MeasureWord}";

    public bool IsAsked(IReadOnlySet<int> notAsked) => !Columns.All(column => notAsked.Contains(column.Index));

    public long Of(ReadOnlySpan<long> row)
    {
        var sum = 0L;
        foreach (var column in Columns) sum = checked(sum + row[column.Index]);
        return sum;
    }

    /// <summary>The number named in an address; null when the form asks nothing of the kind.</summary>
    public static Indicator? Find(StatisticsForm form, string? row, string? measure)
    {
        if (row is null || !Enum.TryParse<Measure>(measure, ignoreCase: true, out var asked) || !form.Rows.Any(one => one.Key == row)) return null;
        return form.Counting(row, asked) is { Count: > 0 } columns ? new(form.Row(row), asked, columns) : null;
    }

    /// <summary>Everybody who learned in the classes of the week, as attendances.</summary>
    public static Indicator? Learners(StatisticsForm? form) => form is null ? null : Find(form, "classes", "people") ?? Find(form, "classes.total_people", "people");

    /// <summary>The numbers looked at first; all that a province asks on its own, which is for nothing else.</summary>
    public static IReadOnlyList<Indicator> First(StatisticsForm form) =>
    [
        .. from one in new[]
           {
               Find(form, "classes", "sessions"), Learners(form), Find(form, "news", "amount"), Find(form, "book_drive.books", "amount"),
               Find(form, "contests", "sessions"), Find(form, "culture", "people"), Find(form, "openings.districts", "amount"),
               Find(form, "openings.schools", "amount"), Find(form, "funding.state_budget", "amount"),
           }
           where one is not null
           select one,
        .. All(form).Where(one => one.Row.IsOwn),
    ];

    /// <summary>Every column of the form, in printed order.</summary>
    public static IReadOnlyList<Indicator> All(StatisticsForm form) =>
        [.. form.Columns.Select(column => new Indicator(column.Row, column.Measure, [column]))];

    /// <summary>Why a total is an upper bound, in a sentence.</summary>
    public static string UpperBoundSaid => T["“Tối đa”: ai tặng ở nhiều nơi thì được tính ở từng nơi, nên số thật có thể nhỏ hơn số cộng."];

    /// <summary>How a measure is called in addresses.</summary>
    public static string Word(Measure measure) => measure switch
    {
        Measure.Sessions => "sessions",
        Measure.People => "people",
        Measure.Collectives => "collectives",
        Measure.Individuals => "individuals",
        _ => "amount",
    };
}
