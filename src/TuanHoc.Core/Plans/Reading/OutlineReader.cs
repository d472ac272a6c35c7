namespace TuanHoc.Plans.Reading;

/// <summary>The numbered headings and paragraphs in order.</summary>
internal static class OutlineReader
{
    public static IReadOnlyList<OutlineEntry> Read(PlanText plan) =>
        [.. from section in plan.Outline.Below()
            where section.Path is not null
            let body = section.Block!.Body
            select new OutlineEntry(section.Path!, section.Title?.Text, section.Title is null ? Sentences.Start(body.Text) : null, (section.Title ?? body).At)];
}
