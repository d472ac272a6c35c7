namespace TuanHoc.Plans.Writing;

using TuanHoc.Documents;

/// <summary>The sentences that state a draft's facts, in the words officials use and the reader reads.</summary>
internal static class FactSentences
{
    /// <summary>Theme, week and the longer frame.</summary>
    public static IEnumerable<Block> Time(PlanDraft draft)
    {
        if (draft.Theme is { } theme)
            yield return new Bullet($"Chủ đề: “{theme.Trim()}”.");
        if (draft.Week is { } week)
            yield return new Bullet($"Thời gian tổ chức Tuần lễ: {Wording.Stretch(week.Start, week.End)}.");
        if (draft.Frame is { } frame)
            yield return new Bullet($"{Named(frame.Name.Trim())}: {Wording.Stretch(frame.Start, frame.End)}.");
    }

    public static IEnumerable<Block> Ceremonies(PlanDraft draft) => draft.Ceremonies.Select(ceremony => new Bullet(Ceremony(ceremony)));

    /// <summary>One point for each body: "1. Giao Phòng Văn hóa – Xã hội", its tasks under it.</summary>
    public static IEnumerable<Block> Assignments(PlanDraft draft) => draft.Assignments.Select(assignment => new Section(
        $"{(assignment.IsAsked ? "Đề nghị" : "Giao")} {Wording.Within(assignment.Agency.Trim())}", [.. assignment.Tasks.Select(task => new Bullet(Task(task)))]));

    public static IEnumerable<Block> Deadlines(PlanDraft draft) => draft.Deadlines.Select(deadline => new Bullet(Deadline(deadline)));

    /// <summary>The standing plans and programmes with what each asks of the Week.</summary>
    public static IEnumerable<Block> StandingPlans(PlanDraft draft) =>
        draft.StandingPlans.Select(standing => new Bullet($"{CitedDocument.Named(standing.Document)}: {Wording.LowerFirst(Wording.Bare(standing.Asks))}."));

    // A name that says nothing of a longer time ("Thành phố học tập") is told as what it is.
    private static string Named(string frame) => Reading.FrameReader.IsKnown(frame) ? frame : frame + ", khung dài hơn Tuần lễ";

    private static string Ceremony(DraftCeremony ceremony)
    {
        var venue = ceremony.Venue is { } place ? $" tại {Wording.Bare(place)}" : "";
        var form = ceremony.Online ? ", theo hình thức trực tiếp kết hợp trực tuyến" : "";
        return ceremony switch
        {
            { Date: { } date } => $"Tổ chức lễ khai mạc lúc {Wording.OnDay(date, ceremony.Time)}{venue}{form}.".Replace("lúc ngày", "ngày", StringComparison.Ordinal),
            { From: { } from, To: { } to } => $"Các đơn vị, địa phương tổ chức lễ khai mạc {Wording.Stretch(from, to)}{venue}{form}.",
            _ => $"Tổ chức lễ khai mạc{venue}{form}.",
        };
    }

    /// <summary>"Chủ trì, phối hợp với Hội Khuyến học xây dựng kế hoạch. Gửi về … trước ngày 28/9/2026."</summary>
    private static string Task(DraftTask task)
    {
        var order = Order(task);
        return (task.To, task.Due) switch
        {
            ({ } to, { } due) => $"{order}. Gửi về {Wording.Within(to)} {Wording.By(due, task.Bound, task.Time)}.",
            ({ } to, null) => $"{order}. Gửi về {Wording.Within(to)}.",
            (null, { } due) => $"{order}. Hoàn thành {Wording.By(due, task.Bound, task.Time)}.",
            _ => order + ".",
        };
    }

    /// <summary>"Chủ trì, phối hợp với Hội Khuyến học xây dựng kế hoạch".</summary>
    public static string Order(DraftTask task)
    {
        var text = Wording.Bare(task.Text);
        return task.Partners is { } partners ? $"Chủ trì, phối hợp với {Wording.Within(Wording.Bare(partners))} {Wording.LowerFirst(text)}" : text;
    }

    /// <summary>"Các trường gửi báo cáo kết quả kèm hình ảnh hoạt động về … (qua …) trước ngày 12/10/2026, thư điện tử: ….".</summary>
    public static string Deadline(DraftDeadline deadline)
    {
        var to = deadline.To is { } body ? $" về {Wording.Within(body)}" : "";
        var via = deadline.Via is { } through ? $" (qua {Wording.Within(through)})" : "";
        var email = deadline.Email is { } address ? $", thư điện tử: {address}" : "";
        var pictures = deadline is { What: Deliverable.Report, WithPictures: true } ? " kèm hình ảnh hoạt động" : "";
        return $"{deadline.Who} {Handed(deadline.What)}{pictures}{to}{via} {Wording.By(deadline.Date, deadline.Bound, deadline.Time)}{email}.";
    }

    /// <summary>"gửi kế hoạch".</summary>
    public static string Handed(Deliverable what) => what switch
    {
        Deliverable.Plan => "gửi kế hoạch",
        Deliverable.CeremonySchedule => "gửi lịch tổ chức lễ khai mạc",
        Deliverable.Report => "gửi báo cáo kết quả",
        _ => "tổ chức họp rút kinh nghiệm",
    };
}
