using System.Globalization;
using TuanHoc.Plans;
using TuanHoc.Plans.Bodies;
using TuanHoc.Plans.Writing;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Plans.Writing;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Plans;

/// <summary>Every kind of fact on the review page.</summary>
public static class FactKinds
{
    // The first words of a task are how the written form of a plan names it (PlanJson).
    const int WordsOfStart = 12;

    public static readonly FactKind<Told<string>>
        Issuer = Line("issuer", () => T["Cơ quan ban hành"]),
        Number = Line("number", () => T["Số, ký hiệu"]),
        Place = Line("place", () => T["Nơi ban hành"]),
        Title = Lines("title", () => T["Trích yếu"]),
        Theme = Lines("theme", () => T["Chủ đề"]),
        Recipients = Line("recipients", () => T["Nơi nhận"], many: true),
        Slogans = Lines("slogans", () => T["Khẩu hiệu"], many: true);

    public static readonly FactKind<Told<DocumentType>> Type = new("type", many: false, () => T["Loại văn bản"], () => [new("value", T["Loại văn bản"], FieldKind.Choice, Choices<DocumentType>(DraftWords.Of))],
        told => [$"{told.Value}"], (row, _) => new(row.Chosen<DocumentType>("value") ?? default, default), told => new(told.At, told.Doubt, told.Recorded));

    public static readonly FactKind<Told<IssuerLevel>> Level = new("level", many: false, () => T["Cấp ban hành"], () => [new("value", T["Cấp ban hành"], FieldKind.Choice, Choices<IssuerLevel>(Word))],
        told => [$"{told.Value}"], (row, _) => new(row.Chosen<IssuerLevel>("value") ?? default, default), told => new(told.At, told.Doubt, told.Recorded));

    public static readonly FactKind<Told<DateOnly>> IssuedOn = new("issuedOn", many: false, () => T["Ngày ban hành"], () => [new("value", T["Ngày ban hành"], FieldKind.Day)],
        told => [Day(told.Value)], (row, _) => new(row.Day("value") ?? default, default), told => new(told.At, told.Doubt, told.Recorded));

    public static readonly FactKind<Told<int>> Year = new("year", many: false, () => T["Năm của Tuần lễ"], () => [new("value", T["Năm của Tuần lễ"])],
        told => [told.Value.ToString(CultureInfo.InvariantCulture)], (row, _) => new(ReadYear(row), default), told => new(told.At, told.Doubt, told.Recorded));

    public static readonly FactKind<WeekPeriod> Week = new("week", many: false, () => T["Thời gian của Tuần lễ"],
        () => [new("start", T["Ngày đầu"], FieldKind.Day), new("end", T["Ngày cuối"], FieldKind.Day)],
        week => [Day(week.Start), Day(week.End)], (row, _) => ReadWeek(row), week => new(week.At, week.Doubt));

    public static readonly FactKind<WeekFrame> Frame = new("frame", many: false, () => T["Khung dài hơn Tuần lễ"],
        () => [new("name", T["Tên, như Tháng khuyến học"]), new("start", T["Ngày đầu"], FieldKind.Day), new("end", T["Ngày cuối"], FieldKind.Day)],
        frame => [frame.Name, Day(frame.Start), Day(frame.End)], (row, _) => ReadFrame(row), frame => new(frame.At, frame.Doubt))
    { IsOptional = true };

    public static readonly FactKind<LegalBasis> Bases = new("bases", many: true, () => T["Căn cứ"],
        () => [new("number", T["Số, ký hiệu"]), new("date", T["Ngày"], FieldKind.Day), new("issuer", T["Cơ quan ban hành"])],
        basis => [basis.Number, Day(basis.Date), basis.Issuer],
        (row, was) => (was ?? new LegalBasis("", null, null, null, BasisPlace.Basis, default)) with
        {
            Number = row.Required("number", T["Ghi số, ký hiệu của văn bản, hoặc bỏ dòng này."]),
            Date = row.Day("date"),
            Issuer = row.Text("issuer"),
            At = Standing(row, was?.At, ("number", was?.Number)),
            Doubt = null,
        }, basis => new(basis.At, basis.Doubt));

    public static readonly FactKind<OpeningCeremony> Ceremonies = new("ceremonies", many: true, () => T["Lễ khai mạc"],
        () =>
        [
            new("date", T["Ngày"], FieldKind.Day), new("time", T["Giờ"], FieldKind.Hour), new("venue", T["Địa điểm"], FieldKind.Lines),
            new("from", T["Từ ngày, nếu mỗi nơi tự chọn"], FieldKind.Day), new("to", T["Đến ngày"], FieldKind.Day),
            new("online", T["Trực tuyến"], FieldKind.Choice, [new("", T["Không nói rõ"]), new("true", T["Có trực tuyến"]), new("false", T["Trực tiếp"])]),
            new("level", T["Cấp"], FieldKind.Choice, Choices<IssuerLevel>(Word)),
        ],
        c => [Day(c.Date), c.Time?.ToString("HH:mm", CultureInfo.InvariantCulture), c.Venue, Day(c.DateFrom), Day(c.DateTo), c.Online is { } online ? (online ? "true" : "false") : null, c.Level?.ToString()],
        (row, _) => ReadCeremony(row), c => new(c.At, c.Doubt));

    public static readonly FactKind<Assignment> Assignments = new("assignments", many: true, () => T["Cơ quan"],
        () => [new("agency", T["Cơ quan, đơn vị"]), new("mode", T["Cách giao"], FieldKind.Choice, [new("", T["Không nói rõ"]), new("Giao", T["Giao"]), new("Đề nghị", T["Đề nghị"])])],
        a => [a.Agency, Mode(a.Mode)],
        (row, was) => (was ?? new Assignment("", null, null, [], default)) with { Agency = row.Required("agency", T["Ghi tên cơ quan, đơn vị."], 1000), Mode = row.Text("mode"), At = Standing(row, was?.At, ("agency", was?.Agency)), Doubt = null },
        a => new(a.At, a.Doubt));

    public static readonly FactKind<PlanTask> Tasks = new("tasks", many: true, () => T["Nhiệm vụ"],
        () =>
        [
            new("text", T["Nhiệm vụ"], FieldKind.Lines), new("due", T["Hạn"], FieldKind.Day), new("bound", T["Cách ghi hạn"], FieldKind.Choice, Choices<DeadlineBound>(Word)), new("dueTo", T["Gửi về"]),
            new("partners", T["Đơn vị phối hợp"]), new("output", T["Kết quả phải có"], FieldKind.Choice, Choices<TaskOutput>(DraftWords.Of)),
        ],
        task => [task.Text, Day(task.Due), $"{task.Bound}", task.DueTo, PlanTasks.Partners(task), $"{PlanTasks.Output(task)}"], (row, was) => ReadTask(row) with { Time = was?.Time, At = Standing(row, was?.At, ("text", was?.Text)) }, task => new(task.At, task.Doubt));

    public static readonly FactKind<Deadline> Deadlines = new("deadlines", many: true, () => T["Hạn"],
        () =>
        [
            new("what", T["Việc"], FieldKind.Choice, Choices<Deliverable>(Word)), new("bound", T["Cách ghi hạn"], FieldKind.Choice, Choices<DeadlineBound>(Word)), new("date", T["Ngày"], FieldKind.Day),
            new("who", T["Ai gửi"]), new("to", T["Gửi về"]), new("via", T["Qua"]), Pictures(),
        ],
        d => [$"{d.What}", $"{d.Bound}", Day(d.Date), d.Who, d.To, d.Via, d.WithPictures ? "true" : null], (row, was) => ReadDeadline(row, was), d => new(d.At, d.Doubt));

    public static readonly FactKind<Signature> Signature = new("signature", many: false, () => T["Chữ ký"],
        () => [new("name", T["Người ký"]), new("position", T["Chức vụ"]), new("authority", T["Quyền hạn ký, mỗi dòng một ý"], FieldKind.Lines)],
        s => [s.Name, s.Position, string.Join('\n', s.Authority)],
        (row, _) => new([.. (row.Text("authority") ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)], row.Text("position"), row.Text("name"), default),
        s => new(s.At, s.Doubt, s.Recorded));

    public static readonly FactKind<Annex> Annexes = new("annexes", many: true, () => T["Phụ lục"],
        () => [new("title", T["Tên phụ lục"], FieldKind.Lines), new("kind", T["Loại"], FieldKind.Choice, Choices<AnnexKind>(Word))],
        a => [a.Title, $"{a.Kind}"],
        (row, was) => (was ?? new Annex("", default, null, default)) with { Title = row.Required("title", T["Ghi tên phụ lục, hoặc bỏ dòng này."]), Kind = row.Chosen<AnnexKind>("kind") ?? AnnexKind.Other, At = Standing(row, was?.At, ("title", was?.Title)), Doubt = null },
        a => new(a.At, a.Doubt));

    public static string Word(IssuerLevel level) => level switch
    {
        IssuerLevel.Ministry => T["Bộ"],
        IssuerLevel.Province => T["Cấp tỉnh"],
        IssuerLevel.District => T["Cấp huyện"],
        IssuerLevel.Commune => T["Cấp xã"],
        _ => T["Trường học"],
    };

    internal static string Word(Deliverable what) => what switch
    {
        Deliverable.Plan => T["Kế hoạch"],
        Deliverable.CeremonySchedule => T["Lịch khai mạc"],
        Deliverable.Report => T["Báo cáo"],
        _ => T["Họp tổng kết"],
    };

    static string Word(DeadlineBound bound) => bound switch
    {
        DeadlineBound.Before => T["trước ngày"],
        DeadlineBound.By => T["chậm nhất ngày"],
        _ => T["vào ngày"],
    };

    internal static string Word(AnnexKind kind) => kind switch
    {
        AnnexKind.Slogans => T["Khẩu hiệu"],
        AnnexKind.PropagandaOutline => T["Đề cương tuyên truyền"],
        AnnexKind.ReportOutline => T["Đề cương báo cáo"],
        AnnexKind.StatisticsTable => T["Biểu số liệu"],
        _ => T["Khác"],
    };

    static FactKind<Told<string>> Line(string key, Func<string> label, bool many = false) => Typed(key, label, many, FieldKind.Line);

    static FactKind<Told<string>> Lines(string key, Func<string> label, bool many = false) => Typed(key, label, many, FieldKind.Lines);

    static FactKind<Told<string>> Typed(string key, Func<string> label, bool many, FieldKind kind) => new(key, many, label, () => [new("value", label(), kind)],
        told => [told.Value], (row, _) => new(FactRow.Plain(row.Text("value")), default), told => new(told.At, told.Doubt, told.Recorded));

    static IReadOnlyList<Choice> Choices<TEnum>(Func<TEnum, string> word) where TEnum : struct, Enum => [new("", T["Không nói rõ"]), .. Enum.GetValues<TEnum>().Select(v => new Choice(v.ToString(), word(v)))];

    static string? Day(DateOnly? day) => day is { } known ? Vn.Date(known) : null;

    // The verb as printed may be in capitals or carry more words; what matters is whether it orders or asks.
    static string? Mode(string? mode) => mode switch
    {
        null => null,
        _ when Text.SearchKey.Of(mode).StartsWith("de nghi", StringComparison.Ordinal) => "Đề nghị",
        _ when Text.SearchKey.Of(mode).StartsWith("giao", StringComparison.Ordinal) => "Giao",
        _ => mode,
    };

    // What it says in these words still stands where it stood, whatever else a person put right.
    static TextSpan Standing(FactRow row, TextSpan? was, params (string Field, string? Words)[] stated) =>
        was is { } at && stated.All(said => FactRow.Plain(row[said.Field]) == FactRow.Plain(said.Words)) ? at : default;

    static int ReadYear(FactRow row)
    {
        if (int.TryParse(row.Text("value"), NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is >= 2005 and <= 2100) return year;
        row.Refuse("value", T["Ghi năm, ví dụ 2025."]);
        return 0;
    }

    static WeekPeriod ReadWeek(FactRow row)
    {
        var (start, end) = (row.Day("start"), row.Day("end"));
        if (start is null && row.Error("start") is null) row.Refuse("start", T["Ghi ngày đầu của Tuần lễ."]);
        if (end is null && row.Error("end") is null) row.Refuse("end", T["Ghi ngày cuối của Tuần lễ."]);
        if (start > end) row.Refuse("end", T["Ngày cuối phải sau ngày đầu."]);
        return new(start ?? default, end ?? default, default);
    }

    static WeekFrame ReadFrame(FactRow row)
    {
        var (name, start, end) = (FactRow.Plain(row.Required("name", T["Ghi tên của khung, như Tháng khuyến học."])), row.Day("start"), row.Day("end"));
        if (start is null && row.Error("start") is null) row.Refuse("start", T["Ghi cả ngày đầu và ngày cuối."]);
        if (end is null && row.Error("end") is null) row.Refuse("end", T["Ghi cả ngày đầu và ngày cuối."]);
        if (start > end) row.Refuse("end", T["Ngày cuối phải sau ngày đầu."]);
        return new(name, start ?? default, end ?? default, default);
    }

    static OpeningCeremony ReadCeremony(FactRow row)
    {
        var (from, to) = (row.Day("from"), row.Day("to"));
        if (from > to) row.Refuse("to", T["Ngày cuối phải sau ngày đầu."]);
        return new(row.Day("date"), from, to, row.Hour("time"), row.Text("venue"), row.Text("online") is { } online ? online == "true" : null, row.Chosen<IssuerLevel>("level"), default);
    }

    static PlanTask ReadTask(FactRow row)
    {
        var text = FactRow.Plain(row.Required("text", T["Ghi nội dung nhiệm vụ, hoặc bỏ dòng này."], 20_000));
        return new(text, string.Join(' ', text.Split(' ').Take(WordsOfStart)), row.Day("due"), row.Text("dueTo"), default)
        {
            Bound = row.Chosen<DeadlineBound>("bound"),
            Partners = [.. (row.Text("partners") ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)],
            Output = row.Chosen<TaskOutput>("output"),
            LeavesNothing = row.Text("output") is null,
        };
    }

    /// <summary>A fact of which a person said that it is right as it stands.</summary>
    public static T Certain<T>(T fact) where T : class => (T)(object)(fact switch
    {
        Told<string> told => told with { Doubt = null, Recorded = null },
        Told<DocumentType> told => told with { Doubt = null, Recorded = null },
        WeekFrame frame => frame with { Doubt = null },
        Told<IssuerLevel> told => told with { Doubt = null, Recorded = null },
        Told<DateOnly> told => told with { Doubt = null, Recorded = null },
        Told<int> told => told with { Doubt = null, Recorded = null },
        WeekPeriod week => week with { Doubt = null },
        LegalBasis basis => basis with { Doubt = null },
        OpeningCeremony ceremony => ceremony with { Doubt = null },
        Assignment assignment => assignment with { Doubt = null },
        PlanTask task => task with { Doubt = null },
        Deadline deadline => deadline with { Doubt = null },
        Signature signature => signature with { Doubt = null, Recorded = null },
        Annex annex => annex with { Doubt = null },
        _ => fact,
    });

    /// <summary>Whether pictures belong to a report.</summary>
    internal static FactField Pictures() => new("pictures", T["Kèm ảnh"], FieldKind.Choice, [new("", T["Không nói rõ"]), new("true", T["Báo cáo kèm ảnh"])]);

    static Deadline ReadDeadline(FactRow row, Deadline? was)
    {
        var (date, what) = (row.Day("date"), row.Chosen<Deliverable>("what"));
        if (date is null && row.Error("date") is null) row.Refuse("date", T["Ghi ngày đến hạn, hoặc bỏ dòng này."]);
        if (what is null) row.Refuse("what", T["Chọn việc phải làm."]);
        return new(date ?? default, was?.Time, row.Chosen<DeadlineBound>("bound") ?? DeadlineBound.On, what ?? default, row.Text("who"), row.Text("to"), row.Text("via"), was?.Email, Standing(row, was?.At, ("what", $"{was?.What}"), ("who", was?.Who))) { WithPictures = row.Text("pictures") == "true" };
    }
}
