using System.Text.RegularExpressions;
using TuanHoc.Documents;

namespace TuanHoc.Plans.Reading;

/// <summary>What has to be handed in, by when, to whom and through whom.</summary>
internal static partial class DeadlineReader
{
    // "vào lúc 16 giờ 30 phút, " before a day; "ngay" in it.
    private const int LongestHour = 26, NameOfDay = 4;

    /// <summary>A bounded day in a sentence with the clause that leads to it and the words after it.</summary>
    public sealed record Due(DateOnly Date, TimeOnly? Time, DeadlineBound Bound, Passage Sentence, Passage Clause, Passage Rest, TextSpan At)
    {
        /// <summary>What an earlier clause of the sentence named: "gửi kế hoạch về Phòng … trước ngày 25/9 và báo cáo trước ngày 10/10".</summary>
        public string? Earlier { get; init; }

        /// <summary>Why the day may not be the one that is meant.</summary>
        public string? Doubt { get; init; }

        /// <summary>The words that state the day and what is due on it.</summary>
        public TextSpan Stated { get; init; } = Sentence.At;

        public string? To => Address.To(Clause) ?? Address.To(Rest) ?? Earlier;

        public string? Via => Address.Via(Clause) ?? Address.Via(Rest);
    }

    public static IReadOnlyList<Deadline> Read(PlanText plan, MeantDays meant, IReadOnlyList<Assignment> assignments)
    {
        var deadlines = new List<Deadline>();
        var told = new HashSet<(DateOnly, Deliverable, string?, string?)>();
        // A letter speaks to those whom it addresses.
        var addressed = plan.Addressees.Count > 0 ? ((string, TextSpan)?)(string.Join("; ", plan.Addressees.Select(named => named.Text)), plan.Addressees.Aggregate(default(TextSpan), (at, named) => at.With(named.At))) : null;
        var charged = assignments.SelectMany(assignment => assignment.Tasks.Select(task => (task.At, Body: (assignment.Agency, assignment.At)))).OrderBy(task => task.At.From).ToList();
        foreach (var block in plan.Body)
        {
            var dues = block.Level == Level.Row ? InRow(block, meant) : Dues(block.Body, meant).Concat(OnDays(block.Body, meant));
            foreach (var due in dues)
            {
                foreach (var what in Deliverables(due))
                {
                    Add(what, due, block);
                }
            }
        }

        return deadlines;

        void Add(Deliverable what, Due due, Block block)
        {
            var sent = what != Deliverable.DebriefMeeting;
            var who = Charged(due.At, charged) ?? SubjectOf(due.Sentence) ?? addressed;
            var email = EmailAddress().Match(block.Body.Text) is { Success: true } found ? block.Body.Slice(found) : null;
            var at = due.Stated.With(email?.At ?? default);
            var deadline = new Deadline(due.Date, due.Time, due.Bound, what, who?.Name, sent ? due.To : null, sent ? due.Via : null, email?.Text, at,
                due.Doubt ?? (sent && due.To is null ? "Không nêu nơi nhận." : null))
            {
                Also = who is { } named && at.With(named.At) != at ? [named.At] : [],
                WithPictures = what == Deliverable.Report && Pictured().IsMatch(due.Sentence.Key),
            };
            if (told.Add((deadline.Date, deadline.What, deadline.To, deadline.Via)))
            {
                deadlines.Add(deadline);
            }
            else if (deadline.WithPictures && deadlines.FindIndex(same => (same.Date, same.What, same.To, same.Via) == (deadline.Date, deadline.What, deadline.To, deadline.Via)) is var first)
            {
                // Said once more, and now with what belongs to it.
                deadlines[first] = deadlines[first] with { WithPictures = true };
            }
        }
    }

    /// <summary>Every day bound by "trước", "chậm nhất" and the like.</summary>
    public static IEnumerable<Due> Dues(Passage text, MeantDays meant)
    {
        foreach (var sentence in Sentences.Of(text))
        {
            var begin = 0;
            string? earlier = null;
            var days = VietnameseDate.Days(sentence.Key).ToList();
            var bounds = BoundWord().Matches(sentence.Key)
                .Select(bound => (Bound: bound, Day: days.FirstOrDefault(day => day.Index >= bound.Index + bound.Length - 5 && day.Index <= bound.Index + bound.Length + 14)))
                .Where(pair => pair.Day.Length > 0)
                .GroupBy(pair => pair.Day.Index, (_, ofOneDay) => ofOneDay.Last()).ToList();
            for (var i = 0; i < bounds.Count; i++)
            {
                var (bound, day) = bounds[i];
                var end = day.Index + day.Length;
                var next = i + 1 < bounds.Count ? Math.Max(bounds[i + 1].Bound.Index, end) : sentence.Length;
                if (meant.Of(day) is { } date)
                {
                    var due = new Due(date.Date, Sentences.Hour(bound.Value), BoundOf(bound.Value),
                        sentence, sentence.Slice(begin, day.Index - begin), BeforePurpose(sentence.Slice(end, next - end)), sentence.Slice(bound.Index, end - bound.Index).At)
                    { Earlier = earlier, Doubt = date.Doubt };
                    earlier = due.To;
                    yield return due;
                }

                begin = end;
            }
        }
    }

    /// <summary>"Ngày 08 tháng 10 năm 2021 các đơn vị tổ chức họp rút kinh nghiệm và báo cáo …": a day without a bound.</summary>
    private static IEnumerable<Due> OnDays(Passage text, MeantDays meant) =>
        from sentence in Sentences.Of(text)
        where !BoundWord().IsMatch(sentence.Key) && HandsIn().IsMatch(sentence.Key) && (!Headings.OpeningCeremony().IsMatch(sentence.Key) || Schedule().IsMatch(sentence.Key))
        let days = VietnameseDate.Days(sentence.Key).ToList()
        where days.Count == 1 && !VietnameseDate.Ranges(sentence.Key).Any()
        let date = meant.Of(days[0])
        where date is not null && (days[0].Year is null || meant.Year is null || days[0].Year == meant.Year)
            && !Cited().IsMatch(sentence.Key[Math.Max(0, days[0].Index - 40)..days[0].Index])
        let end = days[0].Index + days[0].Length
        let time = Sentences.Hour(sentence.Key[Math.Max(0, days[0].Index - LongestHour)..days[0].Index])
        select new Due(date.Value.Date, time, DeadlineBound.On, sentence, sentence.Slice(0, days[0].Index), BeforePurpose(sentence.After(end)),
            sentence.Slice(days[0].Index, days[0].Length).At)
        { Doubt = date.Value.Doubt };

    /// <summary>A timetable's row that has something sent: "Tổng hợp, báo cáo UBND tỉnh | Trước ngày 20/10/2023".</summary>
    private static IEnumerable<Due> InRow(Block row, MeantDays meant) =>
        from cell in row.Cells
        let day = VietnameseDate.Days(cell.Key).Where(_ => !VietnameseDate.Ranges(cell.Key).Any()).Take(1).ToList()
        where day.Count == 1 && cell.Length < 60
        let date = meant.Of(day[0])
        let what = row.Cells.FirstOrDefault(other => other != cell && SentInRow().IsMatch(other.Key))
        where date is not null && what is not null
        let bound = BoundWord().Match(cell.Key)
        select new Due(date.Value.Date, Sentences.Hour(cell.Key), bound.Success ? BoundOf(bound.Value) : DeadlineBound.On, what, what, cell.Slice(0, 0), cell.At)
        { Doubt = date.Value.Doubt, Stated = row.Whole.At };

    /// <summary>"Gửi về … vào 16 giờ 30 ngày 05/10", "Hoàn thành vào ngày 05/10": a task's day without a bound.</summary>
    public static IEnumerable<Due> Tasks(Passage text, MeantDays meant) => Dues(text, meant).Concat(
        from sentence in Sentences.Of(text)
        let found = DoneOn().Match(sentence.Key)
        where found.Success
        from day in VietnameseDate.Days(sentence.Key).Where(day => day.Index >= found.Index + found.Length - NameOfDay && day.Index <= found.Index + found.Length + 1).Take(1)
        let date = meant.Of(day)
        where date is not null
        select new Due(date.Value.Date, Sentences.Hour(found.Groups["hour"].Value), DeadlineBound.On, sentence, sentence.Slice(0, day.Index), BeforePurpose(sentence.After(day.Index + day.Length)), sentence.Slice(day.Index, day.Length).At)
        { Doubt = date.Value.Doubt });

    public static DeadlineBound BoundOf(string word) => word.StartsWith("truoc", StringComparison.Ordinal) ? DeadlineBound.Before : DeadlineBound.By;

    private static List<Deliverable> Deliverables(Due due)
    {
        var found = In(due.Clause.Key);
        return found.Count > 0 ? found : In(due.Rest.Key);

        static List<Deliverable> In(string clause)
        {
            var handed = new List<Deliverable>();
            if (Meeting().IsMatch(clause))
            {
                handed.Add(Deliverable.DebriefMeeting);
            }

            if (PlanSent().IsMatch(UnderThePlan().Replace(NamedForPlans().Replace(clause, " "), " ")))
            {
                handed.Add(Deliverable.Plan);
            }

            if (Schedule().IsMatch(clause))
            {
                handed.Add(Deliverable.CeremonySchedule);
            }

            if (Report().IsMatch(clause))
            {
                handed.Add(Deliverable.Report);
            }

            return handed;
        }
    }

    /// <summary>What the receiver will do with it is no part of what is handed in: "… để tổng hợp, báo cáo Bộ".</summary>
    private static Passage BeforePurpose(Passage rest) =>
        Purpose().Match(rest.Key) is { Success: true } purpose ? rest.Slice(0, purpose.Index) : rest;

    /// <summary>The body whose task holds the place; the tasks stand in the order of the text.</summary>
    private static (string Name, TextSpan At)? Charged(TextSpan place, List<(TextSpan At, (string Name, TextSpan At) Body)> tasks)
    {
        var (first, end) = (0, tasks.Count);
        while (first < end)
        {
            var middle = (first + end) / 2;
            (first, end) = tasks[middle].At.From <= place.From ? (middle + 1, end) : (first, middle);
        }

        return first > 0 && place.To <= tasks[first - 1].At.To ? tasks[first - 1].Body : null;
    }

    private static (string Name, TextSpan At)? SubjectOf(Passage sentence) =>
        Subject().Match(sentence.Key) is { Success: true } subject && Bodies.IsName(subject.Groups["who"].Value) && sentence.Slice(subject.Groups["who"]).Trim(" ,") is var who
            ? (who.Text, who.At)
            : null;

    /// <summary>What binds a day: "trước", "chậm nhất", "hạn cuối", "đến hết".</summary>
    [GeneratedRegex(@"\b(truoc|cham nhat|muon nhat|(thoi )?han( cuoi| chot)?( nop| gui)?( bao cao| ke hoach)?|khong (muon|cham) hon|den het|het)( la| vao| den)?( truoc)?:?( (luc )?\d{1,2} ?(gio|h|g|:) ?(\d{2})?( ?phut)?)?,?( ngay)?", Patterns.Bounded)]
    public static partial Regex BoundWord();

    [GeneratedRegex(@"\b(gui|nop|bao cao ket qua|tong hop.{0,30} bao cao|hop rut kinh nghiem)\b", Patterns.Bounded)]
    private static partial Regex HandsIn();

    [GeneratedRegex(@"\b(bao cao|gui|nop)\b", Patterns.Bounded)]
    private static partial Regex SentInRow();

    [GeneratedRegex(@"\bso \S*\d+ ?/|/[a-z]", Patterns.Bounded)]
    private static partial Regex Cited();

    [GeneratedRegex(@"hop (de )?(rut kinh nghiem|danh gia|tong ket)|hoi nghi (tong ket|so ket)|(to chuc|hop) (tong ket|so ket)", Patterns.Bounded)]
    private static partial Regex Meeting();

    [GeneratedRegex(@"(thuc hien|trien khai|theo|kem theo|noi dung|tai|cua) (cac )?ke hoach|ke hoach nay", Patterns.Bounded)]
    private static partial Regex UnderThePlan();

    /// <summary>A body that has its name from plans: "Sở Kế hoạch và Đầu tư", "Phòng Tài chính - Kế hoạch".</summary>
    [GeneratedRegex(@"\b(so|bo|phong|vu|ban|cuc) (tai chinh( va| ?[-–,&]) ?ke hoach|ke hoach( va|,| ?[-–&])? ?(dau tu|tai chinh|tong hop))", Patterns.Bounded)]
    private static partial Regex NamedForPlans();

    /// <summary>Handed in or done on a day, said by "vào".</summary>
    [GeneratedRegex(@"\b(gui|nop|trinh|bao cao|hoan thanh)\b[^.;]{0,200}? vao( luc)?(?<hour> \d{1,2} ?(gio|h|g|:) ?(\d{2})?( ?phut)?)?,? ngay", Patterns.Bounded)]
    private static partial Regex DoneOn();

    [GeneratedRegex(@"\b(gui|nop|ban hanh|hoan thanh|xay dung|trinh|dang ky|co)\b.{0,60}?\bke hoach\b|^ke hoach", Patterns.Bounded)]
    private static partial Regex PlanSent();

    [GeneratedRegex(@"\b(?<!\bdu )lich (to chuc|khai mac|le|trinh le)", Patterns.Bounded)]
    private static partial Regex Schedule();

    [GeneratedRegex(@"\bbao cao\b(?! vien)", Patterns.Bounded)]
    private static partial Regex Report();

    /// <summary>"kèm hình ảnh tiêu biểu", "gửi kèm 05 ảnh hoạt động"; no English ("tiếng Anh"), no person ("các anh").</summary>
    [GeneratedRegex(@"\bhinh anh\b|\bkem( theo)?( cac| mot so| it nhat| \d+)* anh\b|\banh (chup|hoat dong|tieu bieu|minh chung|tu lieu)\b", Patterns.Bounded)]
    private static partial Regex Pictured();

    [GeneratedRegex(@"\bde (tong hop|bao cao|phong|uy ban|ubnd|so|theo doi|kip thoi|thuan)", Patterns.Bounded)]
    private static partial Regex Purpose();

    [GeneratedRegex(@"^(.{0,80}?, )??(?<who>.{4,160}?) (tong hop|gui|bao cao|nop|xay dung|thuc hien|to chuc|hoan thanh|ban hanh)\b", Patterns.Bounded)]
    private static partial Regex Subject();

    [GeneratedRegex(@"[A-Za-z0-9._-]{1,64}@[A-Za-z0-9.-]{3,80}[A-Za-z]", Patterns.Bounded)]
    private static partial Regex EmailAddress();
}
