namespace TuanHoc.Plans.Reading;

/// <summary>The activities of the Week: every bullet, numbered paragraph and plain paragraph of the activity sections that is no heading.</summary>
internal static class ActivityReader
{
    public static IReadOnlyList<PlannedActivity> Read(PlanText plan)
    {
        var activities = new List<PlannedActivity>();
        foreach (var section in plan.Outline.Below().Where(section => Headings.TopicOf(section) == Topic.Activities))
        {
            if (Stated(section) is { } text)
            {
                var (category, sure) = Headings.Detail().IsMatch(text.Key)
                    ? ActivityWords.CategoryOf(context: "", Context(section))
                    : ActivityWords.CategoryOf(Context(section), text.Key);
                for (var above = section.Parent?.Parent; category == ActivityCategory.Other && !sure && above?.Block is not null; above = above.Parent)
                {
                    (category, sure) = ActivityWords.CategoryOf(Context(above), text.Key);
                }

                activities.Add(new PlannedActivity(text.Text, Sentences.Start(text.Text), category, section.Numbered?.Path, text.At,
                    sure ? null : "Loại hoạt động không rõ từ câu chữ."));
            }
        }

        return activities;
    }

    private static Passage? Stated(Section section)
    {
        var body = section.Block!.Body;
        return section.Level switch
        {
            Level.Row or Level.Part or Level.Roman => null,
            Level.Plain => body.Text.EndsWith(':') ? null : body,
            _ when section.Inline is { Length: > 0 } inline => inline,
            _ when section.Title is not null && section.Children.Count > 0 => null,
            _ => body,
        };
    }

    /// <summary>The nearest heading and the bullet above: what a list of details or of class subjects is about.</summary>
    private static string Context(Section section)
    {
        var above = section.Parent?.Block is null ? "" : section.Parent.Title?.Key ?? section.Parent.Key;
        var own = section.Inline is null ? "" : section.Title!.Key;
        return Headings.Detail().IsMatch(section.Key) && section.Parent?.Parent?.Title is { } further ? $"{above} {further.Key}" : $"{own} {above}";
    }
}
