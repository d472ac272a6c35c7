using TuanHoc.Calendars;

namespace TuanHoc.Web.Activities;

/// <summary>An activity as an entry of a calendar.</summary>
public static class ActivityEntry
{
    /// <param name="site">Where this installation is reached, without the last slash.</param>
    public static CalendarEntry Of(Activity activity, IReadOnlyList<ActivityPlace> places, string site) =>
        CalendarEntry.At(Uid(activity.Id), activity.Title, activity.FromAt, activity.ToAt ?? activity.FromAt, activity.ChangedAt) with
        {
            Sequence = activity.Version - 1,
            Place = places.Count == 0 ? null : string.Join("; ", places.Select(place => place.Name)),
            Text = string.Join("\n", new[] { activity.UnitName, activity.Programme, activity.WhyCancelled }.Concat(places.Select(place => place.Link)).OfType<string>()),
            Link = site + activity.Path,
            IsCancelled = activity.State == ActivityStates.Cancelled,
        };

    /// <summary>The same wherever the activity is shown, so that a feed and a file taken by itself are one entry.</summary>
    public static string Uid(Guid activity) => $"{activity}@tuanhoc";
}
