using TuanHoc.Activities;
using TuanHoc.Statistics;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Forms;

/// <summary>A number of the activities of a kind that a cell may take.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Takes">What of it is added up, as an <see cref="ActivityCell"/> says it.</param>
readonly record struct ActivitySource(ActivityKind Kind, string Takes)
{
    /// <summary>As a form posts it.</summary>
    public string Value => $"{Kind.Key}:{Takes}";

    /// <summary>What is counted.</summary>
    public string Counted
    {
        get
        {
            var takes = Takes;
            return takes switch
            {
                ActivityCell.Held => T["số hoạt động đã tổ chức"],
                ActivityCell.Sessions => ActivityWords.HowMany(Kind),
                ActivityCell.People => T["lượt người"],
                _ => ActivityWords.Count(Kind.Counts.First(count => count.Key == takes)),
            };
        }
    }
}

/// <summary>All numbers of activities that the cells of a form may take.</summary>
static class ActivitySources
{
    /// <summary>Those of a kind.</summary>
    public static IEnumerable<ActivitySource> Of(ActivityKind kind) =>
        from takes in (string[])[ActivityCell.Held, ActivityCell.Sessions, .. kind.CountsPeople ? [ActivityCell.People] : Array.Empty<string>(), .. kind.Counts.Select(count => count.Key)] select new ActivitySource(kind, takes);

    public static IEnumerable<ActivitySource> All => ActivityKinds.All.SelectMany(Of);
}
