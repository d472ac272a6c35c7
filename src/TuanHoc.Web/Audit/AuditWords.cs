using System.Globalization;
using System.Text.Json;
using TuanHoc.Statistics;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Messages;
using TuanHoc.Web.Reports;
using TuanHoc.Web.Units;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Audit;

/// <summary>What stored names and values are called on the pages of the audit; a name without a word stays as it is stored.</summary>
public static class AuditWords
{
    /// <summary>What forms call their cells and rows; a column that an older form had and the newest has not is called as it was then.</summary>
    sealed record Called(int Forms, Dictionary<string, FormColumn> Cells, Dictionary<string, FormRow> Rows);

    static volatile Called? called;

    // Made again when another form was issued.
    static Called Forms
    {
        get
        {
            var known = StatisticsForm.Known;
            if (called is { } now && now.Forms == known.Count) return now;
            var forms = known.Select(StatisticsForm.Load).ToList();
            return called = new(forms.Count,
                forms.SelectMany(form => form.Columns).GroupBy(ReportInput.Cell, StringComparer.Ordinal).ToDictionary(cell => cell.Key, cell => cell.Last(), StringComparer.Ordinal),
                forms.SelectMany(form => form.Rows).GroupBy(row => row.Key, StringComparer.Ordinal).ToDictionary(row => row.Key, row => row.Last(), StringComparer.Ordinal));
        }
    }

    public static string Name(string path)
    {
        var (part, key) = path.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash ? (path[..slash], path[(slash + 1)..]) : ("", path);
        return part switch
        {
            ReportChanges.Figures when Forms.Cells.TryGetValue(key, out var column) => T["Dòng {0}, {1}", column.Row.Name, column.Title],
            ReportChanges.Notes when Forms.Rows.TryGetValue(key, out var row) => T["Ghi chú dòng {0}", row.Name],
            ReportChanges.Narrative when Narrative.Sections.FirstOrDefault(section => section.Key == key) is { } section => T[section.Title],
            "facts" => T["Nội dung đã đọc: {0}", key],
            _ => path switch
            {
                ReportChanges.State => T["Trạng thái"],
                ReportChanges.Nothing => T["Không tổ chức hoạt động nào"],
                "caption" => T["Chú thích"],
                "consent" => T["Người trong ảnh"],
                "audience" => T["Cho ai xem"],
                "role" => T["Vai trò"],
                "valid" => T["Thời gian"],
                "name" => T["Tên"],
                "code" => T["Mã"],
                "year" => T["Năm"],
                "theme" => T["Chủ đề"],
                "week" => T["Tuần lễ"],
                "report_due" => T["Hạn báo cáo"],
                "due_units" => T["Hạn của trường, trung tâm, cơ quan"],
                "due_communes" => T["Hạn của xã, phường"],
                "due_provinces" => T["Hạn của tỉnh, thành phố"],
                "form_key" => T["Mẫu số liệu"],
                "short_name" or "shortName" => T["Tên ngắn"],
                "printed_type" or "printedType" => T["Loại in ra"],
                "parent_id" or "parentId" => T["Trực thuộc"],
                "territory_id" or "territoryId" => T["Địa bàn"],
                "level" => T["Cấp học"],
                "used_at" => T["Dùng lúc"],
                "expires_at" => T["Hết hạn lúc"],
                "two_factor_enabled" => T["Bước xác minh thứ hai"],
                "email_confirmed" => T["Thư điện tử đã xác nhận"],
                "why" or "reason" => T["Lý do"],
                "verdict" => T["Trả lời"],
                "is_administrator" => T["Quản trị hệ thống"],
                "digest" => T["Bản tổng hợp việc của tôi"],
                "not_mailed" => T["Không gửi thư về"],
                "quiet" => T["Giờ nghỉ"],
                _ => Fact(path)?.Label ?? path,
            },
        };
    }

    public static string Value(string path, string stored) => (path, stored) switch
    {
        (ReportChanges.State, ReportStates.Open) => T["chưa ai ghi"],
        (ReportChanges.State, ReportStates.Draft) => T["bản nháp"],
        (ReportChanges.State, ReportStates.Submitted) => T["chờ duyệt"],
        (ReportChanges.State, ReportStates.Returned) => T["trả lại"],
        (ReportChanges.State, ReportStates.Accepted) => T["đã duyệt"],
        (ReportChanges.State, "read") => T["bản đọc"],
        (ReportChanges.State, "saved") => T["đã lưu"],
        (ReportChanges.State, "replaced") => T["đã được thay thế"],
        ("verdict", "accepted") => T["Đã xác nhận"],
        ("verdict", "returned") => T["Trả lại"],
        ("role", _) => Roles.Word(stored),
        ("consent", _) => PictureSaid.ConsentWord(stored),
        ("audience", _) => PictureSaid.AudienceWord(stored),
        ("digest", _) => Setting.Word(stored),
        ("not_mailed", _) => string.Join(", ", JsonSerializer.Deserialize<string[]>(stored)!.Select(MessageKinds.Word)),
        ("valid" or "week", _) => Days(stored),
        (_, "True" or "true") => T["có"],
        (_, "False" or "false") => T["không"],
        _ when path.StartsWith(ReportChanges.Figures + "/", StringComparison.Ordinal) && long.TryParse(stored, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var figure) => Figure.FromStored(figure).ToString(),
        _ => Fact(path)?.Written(stored) ?? stored,
    };

    /// <summary>Whether a value is a unit, by its number.</summary>
    public static bool IsUnit(string path) => path is "parent_id" or "parentId" or "territory_id" or "territoryId";

    static UnitFactKind? Fact(string path) => UnitFactKind.All.FirstOrDefault(kind => kind.Word == path);

    /// <summary>Days as PostgreSQL writes them, "[2025-07-01,2026-01-01)", by the first and the last.</summary>
    static string Days(string stored) =>
        stored.Trim('[', ')').Split(',') is not [var from, var until] || Day(from) is not { } first ? stored
        : Day(until) is { } end ? T["từ {0} đến {1}", first, end.AddDays(-1)] : T["từ {0}, nay", first];

    /// <summary>A day as JSON and PostgreSQL write it.</summary>
    public static DateOnly? Day(string stored) => DateOnly.TryParseExact(stored, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>What happened to a row: "thêm vai trò", with the name of what it is about.</summary>
    public static string Row(AuditRow row)
    {
        var thing = row.Thing switch
        {
            "membership" => T["vai trò"],
            "person" => T["tài khoản"],
            "invitation" => T["lời mời"],
            "edition" => T["năm"],
            "edition_row" => T["dòng không hỏi"],
            "plan" => T["kế hoạch"],
            "plan_signed_file" or "report_signed_file" => T["bản đã ký"],
            "document_series" => T["dãy số văn bản"],
            "activity" => T["hoạt động"],
            "slogan_sheet" => T["khẩu hiệu"],
            "unit_version" => T["đơn vị"],
            "plan_body" => T["đơn vị trong kế hoạch"],
            "succession" => T["thay đổi đơn vị"],
            "standing_agency" => T["cơ quan thường trực"],
            "task_account" => T["lời báo kết quả"],
            "erasure" => T["đề nghị xóa dữ liệu cá nhân"],
            _ => row.Thing,
        };
        var about = row.Subject is { Length: > 0 } subject ? subject : row.ThingId;
        return row.What switch
        {
            "row-added" => T["Thêm {0}: {1}", thing, about],
            "row-removed" => T["Bỏ {0}: {1}", thing, about],
            _ => T["Đổi {0}: {1}", thing, about],
        };
    }
}
