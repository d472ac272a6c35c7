using System.Globalization;
using System.Text.RegularExpressions;
using TuanHoc.Plans;
using TuanHoc.Plans.Writing;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Plans.Writing;

/// <summary>Every kind of fact that is typed into a draft.</summary>
public static partial class DraftKinds
{
    const int LongestLine = 2000, LongestWords = 200_000;

    public static readonly FactKind<DraftHead> Head = Of<DraftHead>("head", many: false, () => T["Văn bản"],
        () => [new("title", T["Trích yếu"], FieldKind.Lines), new("issuer", T["Cơ quan ban hành"]), new("parentBody", T["Cơ quan cấp trên in phía trên, nếu có"]), new("notation", T["Ký hiệu, như KH-UBND"]), new("place", T["Nơi ban hành"])],
        head => [head.Title, head.Issuer, head.ParentBody, head.Notation, head.Place],
        row => new(FactRow.Plain(row.Text("title")), FactRow.Plain(row.Text("issuer")), Line(row, "parentBody"), FactRow.Plain(row.Text("notation", 50)), FactRow.Plain(row.Text("place", 200))));

    public static readonly FactKind<DraftWeek> Week = Of<DraftWeek>("week", many: false, () => T["Tuần lễ"],
        () => [new("year", T["Năm của Tuần lễ"]), new("theme", T["Chủ đề"], FieldKind.Lines), new("start", T["Ngày đầu"], FieldKind.Day), new("end", T["Ngày cuối"], FieldKind.Day)],
        week => [week.Year.ToString(CultureInfo.InvariantCulture), week.Theme, Written(week.Start), Written(week.End)], ReadWeek);

    public static readonly FactKind<DraftFrame> Frame = Of<DraftFrame>("frame", many: false, () => T["Khung dài hơn Tuần lễ"],
        () => [new("name", T["Tên, như Tháng khuyến học"]), new("start", T["Ngày đầu"], FieldKind.Day), new("end", T["Ngày cuối"], FieldKind.Day)],
        frame => [frame.Name, Written(frame.Start), Written(frame.End)], ReadFrame);

    public static readonly FactKind<DraftLine>
        Addressees = Lines("addressees", () => T["Kính gửi"]),
        Recipients = Lines("recipients", () => T["Nơi nhận"]);

    public static readonly FactKind<DraftBasis> Bases = Of<DraftBasis>("bases", many: true, () => T["Căn cứ"], () => [.. BasisFields()], basis => [.. Typed(basis)], ReadBasis);

    public static readonly FactKind<DraftStandingPlan> StandingPlans = Of<DraftStandingPlan>("standing", many: true, () => T["Đề án, chương trình"],
        () => [.. BasisFields(), new("asks", T["Đề án, chương trình ấy yêu cầu gì ở Tuần lễ"], FieldKind.Lines)], plan => [.. Typed(plan.Document), plan.Asks],
        row => new(ReadBasis(row), FactRow.Plain(row.Required("asks", T["Ghi một câu: đề án, chương trình ấy yêu cầu gì ở Tuần lễ."], LongestLine))));

    public static readonly FactKind<DraftCeremony> Ceremonies = Of<DraftCeremony>("ceremonies", many: true, () => T["Lễ khai mạc"],
        () =>
        [
            new("date", T["Ngày"], FieldKind.Day), new("time", T["Giờ"], FieldKind.Hour), new("venue", T["Địa điểm"], FieldKind.Lines),
            new("from", T["Từ ngày, nếu mỗi nơi tự chọn"], FieldKind.Day), new("to", T["Đến ngày"], FieldKind.Day),
            new("online", T["Trực tuyến"], FieldKind.Choice, [new("", T["Trực tiếp"]), new("true", T["Có trực tuyến"])]),
        ],
        c => [Written(c.Date), Hour(c.Time), c.Venue, Written(c.From), Written(c.To), c.Online ? "true" : ""], ReadCeremony);

    public static readonly FactKind<DraftSection> Sections = Of<DraftSection>("sections", many: true, () => T["Phần"],
        () => [new("title", T["Tên phần"]), new("kind", T["Cuối phần in thêm"], FieldKind.Choice, [.. Enum.GetValues<SectionKind>().Select(kind => new Choice(kind == SectionKind.Words ? "" : $"{kind}", DraftWords.Of(kind)))]), new("words", T["Lời văn"], FieldKind.Lines)],
        s => [s.Title, s.Kind == SectionKind.Words ? "" : $"{s.Kind}", s.Words],
        row => new(FactRow.Plain(row.Required("title", T["Ghi tên phần, hoặc bỏ phần này."], LongestLine)), row.Chosen<SectionKind>("kind") ?? SectionKind.Words, Words(row)));

    public static readonly FactKind<DraftAssignment> Assignments = Of<DraftAssignment>("assignments", many: true, () => T["Cơ quan"],
        () => [new("agency", T["Cơ quan, đơn vị"]), new("mode", T["Cách giao"], FieldKind.Choice, [new("", T["Giao"]), new("asked", T["Đề nghị"])])],
        a => [a.Agency, a.IsAsked ? "asked" : ""],
        row => new(FactRow.Plain(row.Required("agency", T["Ghi tên cơ quan, đơn vị."], LongestLine)), row.Text("mode") == "asked", []));

    public static readonly FactKind<DraftTask> Tasks = Of<DraftTask>("tasks", many: true, () => T["Nhiệm vụ"],
        () =>
        [
            new("text", T["Nhiệm vụ, chưa kể hạn"], FieldKind.Lines), new("output", T["Phải có"], FieldKind.Choice, [new("", T["Không nói rõ"]), .. Enum.GetValues<TaskOutput>().Select(output => new Choice($"{output}", DraftWords.Of(output)))]),
            new("bound", T["Cách ghi hạn"], FieldKind.Choice, DraftWords.Bounds), new("due", T["Hạn"], FieldKind.Day), new("time", T["Giờ"], FieldKind.Hour), new("to", T["Gửi về"]), new("partners", T["Phối hợp với"]),
        ],
        t => [t.Text, $"{t.Output}", DraftWords.Value(t.Bound), Written(t.Due), Hour(t.Time), t.To, t.Partners],
        row => new(FactRow.Plain(row.Required("text", T["Ghi nội dung nhiệm vụ, hoặc bỏ dòng này."], 20_000)), row.Chosen<TaskOutput>("output"), Date(row, "due"), row.Chosen<DeadlineBound>("bound") ?? DeadlineBound.By, Line(row, "to"), Line(row, "partners")) { Time = row.Hour("time") });

    public static readonly FactKind<DraftDeadline> Deadlines = Of<DraftDeadline>("deadlines", many: true, () => T["Hạn"],
        () =>
        [
            new("what", T["Việc"], FieldKind.Choice, [new("", T["Chọn…"]), .. Enum.GetValues<Deliverable>().Select(what => new Choice($"{what}", FactKinds.Word(what)))]),
            new("bound", T["Cách ghi hạn"], FieldKind.Choice, DraftWords.Bounds), new("date", T["Ngày"], FieldKind.Day), new("time", T["Giờ"], FieldKind.Hour),
            new("who", T["Ai gửi"]), new("to", T["Gửi về"]), new("via", T["Qua"]), new("email", T["Thư điện tử"]), FactKinds.Pictures(),
        ],
        d => [$"{d.What}", DraftWords.Value(d.Bound), Written(d.Date), Hour(d.Time), d.Who, d.To, d.Via, d.Email, d.WithPictures ? "true" : null], ReadDeadline);

    public static readonly FactKind<DraftSignature> Signature = Of<DraftSignature>("signature", many: false, () => T["Chữ ký"],
        () => [new("authority", T["Quyền hạn ký, mỗi dòng một ý"], FieldKind.Lines), new("position", T["Chức vụ"]), new("name", T["Người ký"])],
        s => [string.Join('\n', s.Authority), s.Position, s.Name],
        row => new([.. (row.Text("authority") ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)], Line(row, "position") ?? "", Line(row, "name") ?? ""));

    public static readonly FactKind<DraftAnnex> Annexes = Of<DraftAnnex>("annexes", many: true, () => T["Phụ lục"],
        () => [new("kind", T["Loại"], FieldKind.Choice, [new("", T["Khác"]), .. Enum.GetValues<AnnexKind>().Where(kind => kind != AnnexKind.Other).Select(kind => new Choice($"{kind}", FactKinds.Word(kind)))]), new("title", T["Tên phụ lục"]), new("words", T["Nội dung"], FieldKind.Lines)],
        a => [a.Kind == AnnexKind.Other ? "" : $"{a.Kind}", a.Title, a.Words],
        row => new(row.Chosen<AnnexKind>("kind") ?? AnnexKind.Other, FactRow.Plain(row.Required("title", T["Ghi tên phụ lục, hoặc bỏ dòng này."], LongestLine)), Words(row)));

    /// <summary>The kinds of which a person adds rows.</summary>
    public static readonly IReadOnlyList<FactKind> Lists = [Addressees, Bases, StandingPlans, Ceremonies, Sections, Assignments, Tasks, Deadlines, Recipients, Annexes];

    // A draft has no text that its facts could stand in.
    static FactKind<TFact> Of<TFact>(string key, bool many, Func<string> label, Func<FactField[]> fields, Func<TFact, string?[]> written, Func<FactRow, TFact> read) where TFact : class =>
        new(key, many, label, fields, written, (row, _) => read(row), _ => default);

    static FactKind<DraftLine> Lines(string key, Func<string> label) => Of<DraftLine>(key, many: true, label, () => [new("text", label())], line => [line.Text], row => new(FactRow.Plain(row.Text("text", LongestLine))));

    static FactField[] BasisFields() => [new("kind", T["Loại văn bản"]), new("number", T["Số, ký hiệu"]), new("date", T["Ngày"], FieldKind.Day), new("issuer", T["Cơ quan ban hành"]), new("subject", T["Về việc"], FieldKind.Lines)];

    static string?[] Typed(DraftBasis basis) => [basis.Kind, basis.Number, Written(basis.Date), basis.Issuer, basis.Subject];

    static DraftBasis ReadBasis(FactRow row) => new(Line(row, "kind") ?? "", FactRow.Plain(row.Required("number", T["Ghi số, ký hiệu của văn bản, hoặc bỏ dòng này."])), Date(row, "date"), Line(row, "issuer"), Line(row, "subject"));

    static DraftWeek ReadWeek(FactRow row)
    {
        if (!int.TryParse(row.Text("year"), NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year is < 2005 or > 2100) row.Refuse("year", T["Ghi năm, ví dụ 2025."]);
        var (start, end) = Days(row, "start", "end");
        if (start is null != end is null && row.Error("start") is null && row.Error("end") is null) row.Refuse(start is null ? "start" : "end", T["Ghi cả ngày đầu và ngày cuối."]);
        return new(year, Line(row, "theme"), start, end);
    }

    static DraftFrame ReadFrame(FactRow row)
    {
        var name = FactRow.Plain(row.Required("name", T["Ghi tên của khung, như Tháng khuyến học."]));
        var (start, end) = Days(row, "start", "end");
        if (start is null && row.Error("start") is null) row.Refuse("start", T["Ghi cả ngày đầu và ngày cuối."]);
        if (end is null && row.Error("end") is null) row.Refuse("end", T["Ghi cả ngày đầu và ngày cuối."]);
        return new(name, start ?? default, end ?? default);
    }

    static DraftCeremony ReadCeremony(FactRow row)
    {
        var (from, to) = Days(row, "from", "to");
        return new(Date(row, "date"), from, to, row.Hour("time"), Line(row, "venue"), row.Text("online") == "true");
    }

    static DraftDeadline ReadDeadline(FactRow row)
    {
        var (date, what) = (Date(row, "date"), row.Chosen<Deliverable>("what"));
        if (date is null && row.Error("date") is null) row.Refuse("date", T["Ghi ngày đến hạn, hoặc bỏ dòng này."]);
        if (what is null) row.Refuse("what", T["Chọn việc phải làm."]);
        return new(what ?? default, date ?? default, row.Hour("time"), row.Chosen<DeadlineBound>("bound") ?? DeadlineBound.By, FactRow.Plain(row.Required("who", T["Ghi ai phải gửi."], LongestLine)), Line(row, "to"), Line(row, "via"), Line(row, "email")) { WithPictures = row.Text("pictures") == "true" };
    }

    static (DateOnly? First, DateOnly? Last) Days(FactRow row, string first, string last)
    {
        var (start, end) = (Date(row, first), Date(row, last));
        if (start > end) row.Refuse(last, T["Ngày cuối phải sau ngày đầu."]);
        return (start, end);
    }

    /// <summary>A day; one that looks like a day and is none is told so.</summary>
    static DateOnly? Date(FactRow row, string field)
    {
        if (row.Text(field) is { } typed && LikeDay().IsMatch(typed) && FormReader.ReadDay(typed) is null) row.Refuse(field, T["Không có ngày {0}.", typed]);
        return row.Day(field);
    }

    [GeneratedRegex(@"^\d{1,2}/\d{1,2}/\d{4}$", RegexOptions.NonBacktracking)]
    private static partial Regex LikeDay();

    static string? Line(FactRow row, string field) => row.Text(field, LongestLine) is { } typed ? FactRow.Plain(typed) : null;

    static string Words(FactRow row) => (row.Text("words", LongestWords) ?? "").ReplaceLineEndings("\n");

    static string? Written(DateOnly? day) => day is { } known ? Vn.Date(known) : null;

    static string? Hour(TimeOnly? hour) => hour?.ToString("HH:mm", CultureInfo.InvariantCulture);
}
