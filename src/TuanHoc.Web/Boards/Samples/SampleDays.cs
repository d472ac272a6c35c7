namespace TuanHoc.Web.Boards.Samples;

/// <summary>When things happened in the sample: autumn 2025, by Vietnamese office hours, stored in UTC.</summary>
static class SampleDays
{
    public static readonly TimeSpan Hanoi = TimeSpan.FromHours(7);

    /// <summary>The last day the sample knows: some have finished, some are late.</summary>
    public static readonly DateTimeOffset Today = At(10, 22, 16, 30);

    public static readonly DateTimeOffset EditionOpened = At(9, 10, 8, 0), PlanBrought = At(9, 16, 9, 15);

    public static DateTimeOffset At(int month, int day, int hour, int minute) => new DateTimeOffset(2025, month, day, hour, minute, 0, Hanoi).ToUniversalTime();

    /// <summary>A moment in office hours of a day of October, from the first to the last, both included.</summary>
    public static DateTimeOffset InOctober(SampleRandom random, int first, int last) => At(10, random.Between(first, last), random.Between(8, 16), random.Between(0, 59));

    /// <summary>The next moment of office hours: what falls into the night waits for the morning.</summary>
    public static DateTimeOffset AtWork(DateTimeOffset moment)
    {
        var local = moment.ToOffset(Hanoi);
        var morning = local.Date.AddDays(local.Hour >= 18 ? 1 : 0).AddHours(7).AddMinutes(local.Minute);
        return local.Hour is >= 7 and < 18 ? moment : new DateTimeOffset(morning, Hanoi).ToUniversalTime();
    }

    /// <summary>The receiver's answer, one to three days later and never after <see cref="Today"/>.</summary>
    public static DateTimeOffset Answer(SampleRandom random, DateTimeOffset sent)
    {
        var answer = AtWork(sent.AddMinutes(random.Between(24 * 60, 3 * 24 * 60)));
        return answer < Today ? answer : Today.AddMinutes(-random.Between(1, 20));
    }
}
