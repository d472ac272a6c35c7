using FsCheck;
using FsCheck.Fluent;
using TuanHoc.Plans;
using TuanHoc.Plans.Writing;

namespace TuanHoc.Core.Tests.Plans.Writing;

/// <summary>Drafts as officials of every tier would type them, made at random.</summary>
internal static class Drafts
{
    private sealed record Office(string Name, string? Parent, string Symbol, string Place, string[] Authority, string Position);

    private static readonly Office[] Offices =
    [
        new("Ủy ban nhân dân tỉnh Mẫu", null, "UBND", "Mẫu", ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"], "PHÓ CHỦ TỊCH"),
        new("Ủy ban nhân dân phường Hồng Vân", null, "UBND", "Hồng Vân", ["TM. ỦY BAN NHÂN DÂN"], "CHỦ TỊCH"),
        new("Ủy ban nhân dân xã Ea Drăng", null, "UBND", "Ea Drăng", ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"], "PHÓ CHỦ TỊCH"),
        new("Sở Giáo dục và Đào tạo", "Ủy ban nhân dân tỉnh Mẫu", "SGDĐT", "Mẫu", ["KT. GIÁM ĐỐC"], "PHÓ GIÁM ĐỐC"),
        new("Trường Tiểu học Hoa Sen", "Ủy ban nhân dân phường Hồng Vân", "THHS", "Hồng Vân", [], "HIỆU TRƯỞNG"),
    ];

    private static readonly string[] Bodies =
    [
        "Sở Giáo dục và Đào tạo", "Sở Văn hóa, Thể thao và Du lịch", "Phòng Văn hóa – Xã hội", "Hội Khuyến học tỉnh", "Ủy ban nhân dân các xã, phường", "Các trường học",
        "Các sở, ban, ngành, đoàn thể tỉnh", "Thư viện tỉnh", "Đoàn Thanh niên Cộng sản Hồ Chí Minh", "Trung tâm học tập cộng đồng", "Sở Kế hoạch và Đầu tư", "Phòng Tài chính - Kế hoạch", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh",
        "Báo và Phát thanh, Truyền hình Mẫu", "Ban Dân vận",
    ];

    private static readonly string[] Orders =
    [
        "Xây dựng kế hoạch và lịch khai mạc", "Tham mưu Ủy ban nhân dân tỉnh chỉ đạo, kiểm tra việc thực hiện", "Tuyên truyền về Tuần lễ trên hệ thống truyền thanh cơ sở",
        "Bố trí kinh phí theo phân cấp ngân sách", "Tổ chức các lớp kỹ năng số cho người cao tuổi", "Vận động hội viên tham gia các hoạt động", "Chuẩn bị nội dung, chương trình lễ khai mạc",
        "Kiểm tra ít nhất 5 đơn vị và có biên bản", "Mở cửa phòng đọc phục vụ bạn đọc cả ngày nghỉ",
    ];

    private static readonly DraftBasis[] Cited =
    [
        new("Quyết định", "1373/QĐ-TTg", new DateOnly(2021, 7, 30), "Thủ tướng Chính phủ", "phê duyệt Đề án Xây dựng xã hội học tập giai đoạn 2021 - 2030"),
        new("Công văn", "4321/BGDĐT-GDTX", new DateOnly(2026, 1, 5), "Bộ Giáo dục và Đào tạo", "hướng dẫn tổ chức Tuần lễ hưởng ứng học tập suốt đời"),
        new("Kế hoạch", "3649/KH-UBND", new DateOnly(2026, 2, 9), "Ủy ban nhân dân tỉnh Mẫu", "Tổ chức Tuần lễ hưởng ứng học tập suốt đời"),
        new("Thông tư", "25/2023/TT-BGDĐT", new DateOnly(2023, 12, 27), "Bộ Giáo dục và Đào tạo", null),
        new("Hướng dẫn", "22/HD-SVHTTDL", new DateOnly(2026, 3, 4), "Sở Văn hóa, Thể thao và Du lịch", "hướng dẫn tổ chức ngày hội đọc sách"),
        new("Công văn", "77/PVHKHTT-VP", new DateOnly(2026, 3, 4), "Phòng Văn hóa, Khoa học và Thông tin", null),
        new("Chỉ thị", "14/CT-TTg", null, "Thủ tướng Chính phủ", "về đẩy mạnh khuyến học"),
    ];

    private static readonly string[] Themes = ["Học để phát triển bản thân, làm chủ tri thức", "Mỗi ngày một trang sách", "Chuyển đổi số: cơ hội học tập cho mọi người", "Học, học nữa, học mãi!", "Bạn đã đọc sách hôm nay chưa?"];
    private static readonly string[] Venues = ["Hội trường Ủy ban nhân dân phường", "Trung tâm Văn hóa – Thể thao, số 12 đường Lê Lợi", "Trường Trung học phổ thông Hồng Vân"];
    private static readonly string[] Words =
    [
        "Nâng cao nhận thức của người dân về học tập suốt đời.", "# Tuyên truyền\n- Đăng tin, bài trên cổng thông tin điện tử.\n+ Mỗi tuần một bài.\n# Đọc sách\n## Tại thư viện\nMở cửa cả ngày nghỉ.",
        "- Vận động tặng sách cho các thư viện.\n- Giới thiệu các khóa học trực tuyến.", "# Mỗi đơn vị tổ chức ít nhất một hoạt động.\n# Huy động nguồn lực xã hội.", "",
    ];

    private static readonly string[] Titles = ["Mục đích, yêu cầu", "Nội dung hoạt động", "Kinh phí"];
    private static readonly string[] Names = ["Nguyễn Văn Mẫu", "Trần Thị Hoa", "H'Linh Niê", "Lò Văn Bình"];

    public static Gen<PlanDraft> Any { get; } =
        from office in Gen.Elements(Offices)
        from year in Gen.Choose(2026, 2031)
        from number in Gen.OneOf(Gen.Choose(1, 99), Gen.Choose(4000, 5000))
        from issued in Gen.Choose(196, 255)
        from start in Gen.Choose(-5, 3)
        let issuedOn = new DateOnly(year, 1, 1).AddDays(issued)
        let week = new DraftPeriod(new DateOnly(year, 10, 1).AddDays(start), new DateOnly(year, 10, 7).AddDays(start))
        from theme in Gen.Elements(Themes)
        from frame in Gen.Elements<DraftFrame?>(null, null, new("Tháng khuyến học", new(year, 9, 5), new(year, 10, 12)), new("Tháng khuyến học tỉnh Mẫu", new(year, 9, 2), new(year, 10, 2)), new("Học tập nơi biên cương", new(year, 9, 5), new(year, 10, 12)))
        from bases in Some(Gen.Elements(Cited), least: 1, most: 4)
        from standing in Gen.Elements(true, false)
        from ceremonies in Ceremonies(week)
        from agencies in Some(Gen.Elements(Bodies), least: 1, most: 6)
        from tasks in Some(Tasks(week), agencies.Count, agencies.Count)
        from asked in Gen.Elements(true, false)
        from deadlines in Some(Deadline(week), least: 0, most: 4)
        from name in Gen.Elements(Names)
        from annexes in Some(Gen.Elements(Annexes), least: 0, most: 4)
        from form in Gen.Elements<string?>(null, "2021", "2024")
        from sections in Sections
        select new PlanDraft
        {
            ParentBody = office.Parent,
            Issuer = office.Name,
            Notation = $"KH-{office.Symbol}",
            Number = number,
            Place = office.Place,
            IssuedOn = issuedOn,
            Year = year,
            Title = $"Tổ chức Tuần lễ hưởng ứng học tập suốt đời năm {year}",
            Theme = theme,
            Week = week,
            Frame = frame,
            Bases = [.. bases.Distinct()],
            StandingPlans = standing ? [new(new DraftBasis("Kế hoạch", "110/KH-UBND", new DateOnly(2026, 2, 5), "Ủy ban nhân dân tỉnh", "Xây dựng xã hội học tập"), "Lồng ghép hoạt động đọc sách vào Tuần lễ")] : [],
            Ceremonies = ceremonies,
            Sections = sections,
            Assignments = [.. agencies.Distinct().Zip(tasks, (agency, list) => new DraftAssignment(agency, asked && agency.StartsWith('Đ'), list))],
            Deadlines = [.. deadlines.DistinctBy(deadline => (deadline.Date, deadline.What, deadline.To, deadline.Via))],
            Recipients = ["Ủy ban nhân dân tỉnh (để báo cáo)", "TT. Tỉnh ủy, HĐND tỉnh", "Các trường học trên địa bàn", "Sở Kế hoạch và Đầu tư", "Lưu: VT, VHXH"],
            Signature = new(office.Authority, office.Position, name),
            Annexes = [.. annexes.DistinctBy(annex => annex.Kind)],
            FormKey = form,
        };

    private static readonly DraftAnnex[] Annexes =
    [
        new(AnnexKind.Slogans, "Khẩu hiệu tuyên truyền", "Học tập suốt đời, chìa khóa của mọi thành công!\n- Học để biết, học để làm, học để chung sống\nMỗi gia đình một tủ sách"),
        new(AnnexKind.PropagandaOutline, "Đề cương tuyên truyền", "# Ý nghĩa của Tuần lễ\nHọc tập là việc của cả đời.\n- Học mọi lúc, mọi nơi.\n# Nội dung"),
        new(AnnexKind.ReportOutline, "Đề cương báo cáo kết quả", "# Công tác chỉ đạo\n- Văn bản đã ban hành.\n# Kết quả\n## Các lớp học\nNêu số lớp, số người."),
        new(AnnexKind.StatisticsTable, "Biểu tổng hợp số liệu kết quả", ""),
        new(AnnexKind.Other, "Danh sách cơ sở tham gia", "| TT | Tên đơn vị | Địa chỉ |\n| 1 | Trường Tiểu học Hoa Sen | Số 5 |\n| 2 | Trường Mầm non Mẫu |"),
    ];

    /// <summary>Parts of words around parts of facts; a kind of facts may have no part of its own.</summary>
    private static readonly Gen<IReadOnlyList<DraftSection>> Sections =
        from words in Gen.Elements(Words).ArrayOf(3)
        from kept in Gen.Elements(true, true, true, false).ArrayOf(4)
        from lead in Gen.Elements(Words[0], "")
        select (IReadOnlyList<DraftSection>)[.. new[]
        {
            (true, new DraftSection(Titles[0], SectionKind.Words, words[0])), (kept[0], new("Chủ đề, thời gian", SectionKind.Time, lead)),
            (true, new(Titles[1], SectionKind.Words, words[1])), (kept[1], new("Lễ khai mạc", SectionKind.Ceremony, "")), (words[2].Length > 0, new(Titles[2], SectionKind.Words, words[2])),
            (kept[2], new("Tổ chức thực hiện", SectionKind.Assignments, "")), (kept[3], new("Chế độ báo cáo", SectionKind.Reporting, "")),
        }.Where(part => part.Item1).Select(part => part.Item2)];

    private static Gen<IReadOnlyList<DraftCeremony>> Ceremonies(DraftPeriod week) =>
        from held in Gen.Elements(true, true, false)
        from window in Gen.Elements(true, false)
        from days in Gen.Choose(-3, 5)
        from whole in Gen.Elements(true, false)
        from hour in Gen.Elements<TimeOnly?>(null, new TimeOnly(7, 30), new TimeOnly(14, 0))
        from venue in Gen.Elements<string?>([null, .. Venues])
        from online in Gen.Elements(true, false)
        select (IReadOnlyList<DraftCeremony>)
        [
            .. held ? [new DraftCeremony(week.Start.AddDays(days), null, null, hour, venue, online)] : Array.Empty<DraftCeremony>(),
            .. window ? [new DraftCeremony(null, whole ? week.Start : week.Start.AddDays(-4), whole ? week.End : week.Start.AddDays(1), null, null, false)] : Array.Empty<DraftCeremony>(),
        ];

    private static Gen<IReadOnlyList<DraftTask>> Tasks(DraftPeriod week) => Some(
        from order in Gen.Elements(Orders)
        from due in Gen.Elements<int?>(null, -12, -3, 5, 14)
        from bound in Gen.Elements(Enum.GetValues<DeadlineBound>())
        from to in Gen.Elements<string?>([null, .. Bodies])
        from partners in Gen.Elements<string?>(null, null, "Hội Khuyến học tỉnh", "các sở, ban, ngành liên quan")
        from hour in Gen.Elements<TimeOnly?>(null, null, new TimeOnly(17, 0), new TimeOnly(8, 30))
        select new DraftTask(order, null, due is { } days ? week.Start.AddDays(days) : null, bound, to, partners) { Time = due is null ? null : hour }, least: 1, most: 3);

    private static Gen<DraftDeadline> Deadline(DraftPeriod week) =>
        from what in Gen.Elements(Deliverable.Plan, Deliverable.CeremonySchedule, Deliverable.Report, Deliverable.DebriefMeeting)
        from days in Gen.Choose(-9, 20)
        from hour in Gen.Elements<TimeOnly?>(null, new TimeOnly(16, 30), new TimeOnly(9, 0))
        from bound in Gen.Elements(Enum.GetValues<DeadlineBound>())
        from who in Gen.Elements(Bodies)
        from to in Gen.Elements<string?>([null, .. Bodies])
        from via in Gen.Elements<string?>([null, .. Bodies])
        from email in Gen.Elements<string?>(null, "vhxh.hongvan@mau.gov.vn")
        from pictures in Gen.Elements(true, false)
        let sent = what != Deliverable.DebriefMeeting
        select new DraftDeadline(what, week.Start.AddDays(days), hour, bound, who, sent ? to : null, sent ? via : null, sent ? email : null) { WithPictures = pictures && what == Deliverable.Report };

    private static Gen<IReadOnlyList<T>> Some<T>(Gen<T> of, int least, int most) =>
        from count in Gen.Choose(least, most)
        from items in of.ArrayOf(count)
        select (IReadOnlyList<T>)items;
}
