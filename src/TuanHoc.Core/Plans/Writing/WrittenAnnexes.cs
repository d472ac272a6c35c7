namespace TuanHoc.Plans.Writing;

using TuanHoc.Documents;
using TuanHoc.Statistics;

/// <summary>The annexes of a draft: slogans numbered, the statistics form as a table, the others as they are typed.</summary>
internal static class WrittenAnnexes
{
    // The districts ended with June 2025.
    private const int FirstWithoutDistricts = 2025;

    public static IReadOnlyList<Annex> Of(PlanDraft draft)
    {
        var annexes = WithStatistics(draft);
        return [.. annexes.Select((annex, place) => new Annex(
            annexes.Count == 1 ? "Phụ lục" : $"Phụ lục {Numerals.Roman(place + 1)}", annex.Title.Trim(), Blocks(annex, draft)))];
    }

    // A form that was chosen is annexed, whether or not somebody thought of its annex.
    private static List<DraftAnnex> WithStatistics(PlanDraft draft) =>
        draft.FormKey is { } key && draft.Annexes.All(annex => annex.Kind != AnnexKind.StatisticsTable)
            ? [.. draft.Annexes, new DraftAnnex(AnnexKind.StatisticsTable, StatisticsForm.Load(key).Title, "")]
            : [.. draft.Annexes];

    private static List<Block> Blocks(DraftAnnex annex, PlanDraft draft) => annex.Kind switch
    {
        AnnexKind.Slogans => [.. TypedLines.Plain(annex.Words).Select(slogan => new Clause(slogan))],
        AnnexKind.StatisticsTable => [.. TypedLines.Blocks(annex.Words), new TableBlock(Table((draft.PrintedFormKey ?? draft.FormKey) is { } key ? StatisticsForm.Load(key) : StatisticsForm.Newest, draft.Year < FirstWithoutDistricts))],
        _ => TypedLines.Blocks(annex.Words),
    };

    private static DocumentTable Table(StatisticsForm form, bool hasDistricts) => new(
        [new(1, Alignment.Center), new(7.6), new(2.4, Alignment.Center), new(1.9, Alignment.Center), new(1.7, Alignment.Center), new(1.9)],
        [DocumentRow.Of([.. form.Headings])],
        [.. form.Rows.Where(row => hasDistricts || !row.DistrictOnly).Select(row => new DocumentRow([.. new[] { row.Code ?? "", row.Label, row.Unit ?? "", "", "", "" }
            .Select(text => new DocumentCell(text) { Bold = row.ParentKey is null && row.Code is not null })]))]);
}
