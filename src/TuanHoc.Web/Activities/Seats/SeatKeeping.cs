namespace TuanHoc.Web.Activities.Seats;

/// <summary>How long names and contacts of who registered are kept: said where one agrees to it, done by the retention of personal data.</summary>
public static class SeatKeeping
{
    public const string Setting = "RegistrationDays";
    public const int Default = 30;

    /// <summary>What is older than a moment ($1): registrations of activities that ended before it. Links go with them.</summary>
    public const string Sql = "delete from registration g using activity a where a.id = g.activity_id and coalesce(a.to_at, a.from_at) < $1 returning 1";

    /// <summary>Days after the end of the activity.</summary>
    public static int Days(IConfiguration settings) => Math.Max(1, settings.GetValue($"Retention:{Setting}", Default));
}
