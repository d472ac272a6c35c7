using TuanHoc.Documents;
using TuanHoc.Text;

namespace TuanHoc.Plans.Writing;

/// <summary>What a draft lacks or says against itself.</summary>
internal static class DraftFaults
{
    public static IEnumerable<DraftFault> Of(PlanDraft draft) =>
        [.. Head(draft), .. Foot(draft), .. Bases(draft), .. Days(draft), .. Ceremonies(draft), .. Assignments(draft), .. Deadlines(draft), .. Words(draft)];

    private static IEnumerable<DraftFault> Head(PlanDraft draft)
    {
        if (Blank(draft.Issuer))
            yield return Fault(nameof(draft.Issuer), "Chưa có cơ quan ban hành.");
        if (draft.Number is null or < 1)
            yield return Fault(nameof(draft.Number), "Chưa có số văn bản.");
        if (Blank(draft.Notation))
            yield return Fault(nameof(draft.Notation), "Chưa có ký hiệu văn bản.");
        if (Blank(draft.Place))
            yield return Fault(nameof(draft.Place), "Chưa có địa danh.");
        if (draft.IssuedOn is null)
            yield return Fault(nameof(draft.IssuedOn), "Chưa có ngày ban hành.");
        // The letter that opens a year may go out before it begins.
        else if (draft.IssuedOn.Value.Year != draft.Year && !(draft.Type == DocumentType.Letter && draft.IssuedOn.Value.Year == draft.Year - 1))
            yield return Fault(nameof(draft.IssuedOn), "Ngày ban hành {0} không thuộc năm {1} của Tuần lễ.", Day(draft.IssuedOn.Value), Year(draft.Year));
        if (Blank(draft.Title))
            yield return Fault(nameof(draft.Title), "Chưa có trích yếu.");
        if (draft.Type == DocumentType.Letter && draft.Addressees.All(Blank))
            yield return Fault(nameof(draft.Addressees), "Công văn chưa có nơi Kính gửi.");
    }

    private static IEnumerable<DraftFault> Foot(PlanDraft draft)
    {
        if (draft.Signature is not { } signer || Blank(signer.Name))
            yield return Fault(nameof(draft.Signature), "Chưa có người ký.");
        else if (Blank(signer.Position))
            yield return Fault(nameof(draft.Signature), "Chưa có chức vụ của người ký.");
        if (draft.Recipients.All(Blank))
            yield return Fault(nameof(draft.Recipients), "Chưa có Nơi nhận.");
        else if (!draft.Recipients[^1].TrimStart().StartsWith("Lưu", StringComparison.OrdinalIgnoreCase))
            yield return Fault(nameof(draft.Recipients), "Dòng cuối của Nơi nhận phải là nơi lưu: “Lưu: VT, …”.");
    }

    private static IEnumerable<DraftFault> Bases(PlanDraft draft)
    {
        if (draft.Type == DocumentType.Plan && draft.Bases.Count == 0)
            yield return Fault(nameof(draft.Bases), "Chưa có căn cứ ban hành.");
        foreach (var (basis, place) in Placed(draft.Bases))
        {
            if (basis.Date > draft.IssuedOn)
                yield return Fault($"{nameof(draft.Bases)}[{place}]", "Căn cứ {0} có ngày {1}, sau ngày ban hành.", basis.Number, Day(basis.Date.Value));
        }
    }

    private static IEnumerable<DraftFault> Days(PlanDraft draft)
    {
        if (draft.Type == DocumentType.Plan && draft.Theme is null)
            yield return Fault(nameof(draft.Theme), "Chưa có chủ đề của Tuần lễ.");
        if (draft.Type == DocumentType.Plan && draft.Week is null)
            yield return Fault(nameof(draft.Week), "Chưa có ngày bắt đầu và kết thúc Tuần lễ.");
        if (draft.Week is { } week)
        {
            if (week.End < week.Start)
                yield return Fault(nameof(draft.Week), "Tuần lễ kết thúc trước ngày bắt đầu.");
            if (week.Start.Year != draft.Year)
                yield return Fault(nameof(draft.Week), "Tuần lễ bắt đầu ngày {0}, không thuộc năm {1}.", Day(week.Start), Year(draft.Year));
            if (week.End < draft.IssuedOn)
                yield return Fault(nameof(draft.Week), "Tuần lễ kết thúc trước ngày ban hành.");
        }
        if (draft.Frame is { } frame && (frame.End < frame.Start || frame.Start > draft.Week?.End || frame.End < draft.Week?.Start))
            yield return Fault(nameof(draft.Frame), "“{0}” không có ngày nào chung với Tuần lễ.", frame.Name);
    }

    private static IEnumerable<DraftFault> Ceremonies(PlanDraft draft)
    {
        foreach (var (ceremony, place) in Placed(draft.Ceremonies))
        {
            var field = $"{nameof(draft.Ceremonies)}[{place}]";
            if (ceremony.Date is null && (ceremony.From is null || ceremony.To is null))
                yield return Fault(field, "Lễ khai mạc chưa có ngày.");
            if (ceremony.To < ceremony.From)
                yield return Fault(field, "Khoảng ngày tổ chức lễ khai mạc kết thúc trước khi bắt đầu.");
            if ((ceremony.Date ?? ceremony.To) < draft.IssuedOn)
                yield return Fault(field, "Lễ khai mạc ngày {0} là trước ngày ban hành.", Day((ceremony.Date ?? ceremony.To)!.Value));
        }
    }

    private static IEnumerable<DraftFault> Assignments(PlanDraft draft)
    {
        foreach (var (assignment, place) in Placed(draft.Assignments))
        {
            var field = $"{nameof(draft.Assignments)}[{place}]";
            if (Blank(assignment.Agency))
                yield return Fault(field, "Phần giao nhiệm vụ thứ {0} chưa có tên đơn vị.", place + 1);
            if (assignment.Tasks.All(task => Blank(task.Text)))
                yield return Fault(field, "“{0}” chưa được giao việc nào.", assignment.Agency);
            foreach (var (task, number) in Placed(assignment.Tasks).Where(task => task.Value.Due is { } due && task.Value.Bound.LastDay(due) < draft.IssuedOn))
                yield return Fault($"{field}.{nameof(assignment.Tasks)}[{number}]", "Việc của “{0}” có hạn {1}, trước ngày ban hành.", assignment.Agency, Day(task.Due!.Value)) with { MayPass = true };
        }
    }

    private static IEnumerable<DraftFault> Deadlines(PlanDraft draft)
    {
        foreach (var (deadline, place) in Placed(draft.Deadlines))
        {
            var field = $"{nameof(draft.Deadlines)}[{place}]";
            if (Blank(deadline.Who))
                yield return Fault(field, "Hạn ngày {0} chưa nêu ai phải thực hiện.", Day(deadline.Date));
            if (deadline.Bound.LastDay(deadline.Date) < draft.IssuedOn)
                yield return Fault(field, "Hạn ngày {0} là trước ngày ban hành.", Day(deadline.Date)) with { MayPass = true };
            if (deadline.Email is { } email && (email.Contains(' ', StringComparison.Ordinal) || email.IndexOf('@', StringComparison.Ordinal) < 1))
                yield return Fault(field, "“{0}” không phải địa chỉ thư điện tử.", email);
        }
    }

    /// <summary>Days typed into the words that no calendar has: "ngày 31/9", "trước 31/9".</summary>
    private static IEnumerable<DraftFault> Words(PlanDraft draft)
    {
        (string Field, string? Words)[] typed =
        [
            .. Placed(draft.Sections).Select(section => ($"{nameof(draft.Sections)}[{section.Place}]", section.Value.Words)),
            .. Placed(draft.Assignments).SelectMany(body => body.Value.Tasks.Select(task => ($"{nameof(draft.Assignments)}[{body.Place}]", task.Text))),
            .. Placed(draft.StandingPlans).Select(standing => ($"{nameof(draft.StandingPlans)}[{standing.Place}]", standing.Value.Asks)),
            .. Placed(draft.Ceremonies).Select(ceremony => ($"{nameof(draft.Ceremonies)}[{ceremony.Place}]", ceremony.Value.Venue)),
            .. Placed(draft.Annexes).Select(annex => ($"{nameof(draft.Annexes)}[{annex.Place}]", annex.Value.Words)),
        ];
        return typed.SelectMany(one => Reading.ImpossibleDays.In(one.Words ?? "", draft.Year), (one, day) => Fault(one.Field, "Lịch không có “{0}”.", day));
    }

    internal static string Day(DateOnly day) => VietnameseDate.WriteInText(day);

    // A year is no amount: it takes no point between its digits.
    internal static string Year(int year) => year.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static DraftFault Fault(string field, string sentence, params object[] arguments) => new(field, new Sentence(sentence, arguments));

    private static bool Blank(string text) => string.IsNullOrWhiteSpace(text);

    private static IEnumerable<(T Value, int Place)> Placed<T>(IReadOnlyList<T> items) => items.Select((item, place) => (item, place));
}
