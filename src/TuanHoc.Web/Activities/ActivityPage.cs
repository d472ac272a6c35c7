using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Activities;

/// <summary>The page of one activity, with what was typed into one of its forms and why that was not taken.</summary>
public sealed record ActivityPage(Activity Activity, IReadOnlyList<ActivityPlace> Places, Guid Key, DateTimeOffset Now)
{
    /// <summary>What is to be said of its day.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];
    public IReadOnlyList<ActivityTwin> Twins { get; init; } = [];

    /// <summary>What others record that is perhaps the same.</summary>
    public IReadOnlyList<OthersTwin> OthersTwins { get; init; } = [];

    /// <summary>How many it reached of each organisation.</summary>
    public IReadOnlyList<ReachedBody> Reached { get; init; } = [];

    /// <summary>Others of its series.</summary>
    public IReadOnlyList<ActivityTwin> Series { get; init; } = [];
    /// <summary>How its door stands, where it takes registrations.</summary>
    public Seats.Door? Door { get; init; }

    /// <summary>Who was counted at its door.</summary>
    public Seats.Counted Counted { get; init; } = new(0, 0);

    public IReadOnlyList<ActivityPicture> Pictures { get; init; } = [];

    /// <summary>What those who came said, in sum; and in words, for those who organise.</summary>
    public FeedbackSum? Feedback { get; init; }

    public IReadOnlyList<FeedbackWords> FeedbackWords { get; init; } = [];

    /// <summary>Above how many people a count of such a unit is asked for evidence; null where it never is.</summary>
    public long? LargeFrom { get; init; }

    /// <summary>Whether a large count stands without anything that shows it.</summary>
    public bool AsksForEvidence => Activity.People > LargeFrom && Pictures.Count == 0 && Activity.Evidence is null;

    public string? Refusal { get; init; }

    /// <summary>What was typed of the results.</summary>
    public FormReader? Results { get; init; }

    /// <summary>What was typed to cancel it.</summary>
    public FormReader? Cancellation { get; init; }
}

/// <summary>The form of an activity, new or to be changed.</summary>
public sealed record ActivityEdit(FormReader Input, Guid Key, string Kind, long UnitId, string UnitName, int Year)
{
    /// <summary>The activity that is changed; null while it is new.</summary>
    public Activity? Activity { get; init; }

    /// <summary>What the unit has of this kind already.</summary>
    public IReadOnlyList<ActivityTwin> Recorded { get; init; } = [];

    /// <summary>What the plans say of the time.</summary>
    public CeremonyPlans? Plans { get; init; }
    public required DateOnly FirstDay { get; init; }
    public required DateOnly LastDay { get; init; }

    /// <summary>The person's units, when there is a choice.</summary>
    public IReadOnlyList<Membership> Units { get; init; } = [];
    public string? Refusal { get; init; }

    /// <summary>How the door of the activity stands, where it takes registrations.</summary>
    public Seats.Door? Door { get; init; }

    public string Action => Activity?.Path ?? "/activities";
}
