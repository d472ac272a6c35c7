namespace TuanHoc.Plans.Reading;

/// <summary>The annexes, and the slogans of the annex that lists them.</summary>
internal static class AnnexReader
{
    public static IReadOnlyList<Annex> Annexes(PlanText plan) =>
        [.. plan.Annexes.Select(annex => new Annex(annex.Title.Text, annex.Kind, annex.PrintedNumber?.Text, annex.Title.At.With(annex.PrintedNumber?.At ?? default),
            annex.Kind == AnnexKind.Other ? "Không rõ loại phụ lục." : null))];

    /// <summary>The slogans without their numbers.</summary>
    public static IReadOnlyList<Told<string>> Slogans(PlanText plan) =>
        [.. from annex in plan.Annexes
            where annex.Kind == AnnexKind.Slogans
            from block in Block.Of(annex.Lines, plan.Margin)
            let slogan = block.Body.Trim("\"“”")
            where slogan.Length > 3 && !slogan.Text.EndsWith(':') && block.Level is not (Level.Part or Level.Roman or Level.Row)
            select new Told<string>(slogan.Text, slogan.At)];
}
