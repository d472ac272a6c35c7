using System.Text.Json;
using TuanHoc.Web.Activities;
using TuanHoc.Web.Activities.Import;
using TuanHoc.Web.Boards.Changes;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Reports;
using TuanHoc.Web.Reports.Reviewing;
using TuanHoc.Web.Reports.Workbooks;
using TuanHoc.Web.Units.Import;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Audit;

/// <summary>A line as a sentence: who did what, without the moment.</summary>
public static class AuditSentence
{
    public static string Of(AuditLine line) => line.TokenId is { } token ? T["{0} (qua khóa API số {1})", Act(line), token.ToString(Vn.Culture)] : Act(line);

    static string Act(AuditLine line)
    {
        // A unit that begins later has no name on the day of the line.
        var (who, unit) = (line.Person ?? T["Hệ thống"], line.Unit ?? Read(line.After, "name") ?? "");
        var whom = line.Subject ?? line.ThingId;
        return (line.Thing, line.What) switch
        {
            ("report", "saved") => T["{0} lưu báo cáo của {1}", who, unit],
            ("report", "submitted") => T["{0} nộp báo cáo của {1}", who, unit],
            ("report", "returned") when Read(line.Before, "state") == ReportStates.Accepted => T["{0} mở lại báo cáo đã duyệt của {1}: {2}", who, unit, Detail(line, "reason") ?? ""],
            ("report", "returned") => T["{0} trả lại báo cáo của {1}: {2}", who, unit, Detail(line, "reason") ?? ""],
            ("report", "accepted") => T["{0} duyệt báo cáo của {1}", who, unit],
            ("report", "commented") => T["{0} nhận xét báo cáo của {1}: {2}", who, unit, Detail(line, "text") ?? ""],
            ("report", "looked") => T["{0} xem các số rất lớn trong báo cáo của {1}", who, unit],
            ("report", "check-drawn") => T["{0} rút thăm báo cáo của {1} để kiểm tra, số rút {2}", who, unit, Detail(line, "seed") ?? ""],
            ("report", "checked") => Detail(line, "result") == Check.Agrees ? T["{0} kiểm tra báo cáo của {1}: khớp", who, unit] : T["{0} kiểm tra báo cáo của {1}: lệch – {2}", who, unit, Detail(line, "found") ?? ""],
            ("report", "on-behalf") => T["{0} nhập thay báo cáo của {1}, nhận ngày {2}", who, unit, Day(line, "received")],
            ("report", "confirmed") => T["{0} xác nhận báo cáo đã được nhập thay của {1}", who, unit],
            ("report", "extended") => T["{0} gia hạn báo cáo của {1} đến {2}: {3}", who, unit, Day(line, "until"), Detail(line, "reason") ?? ""],
            ("report", "extension-asked") => T["{0} xin gia hạn báo cáo của {1} đến {2}: {3}", who, unit, Day(line, "until"), Detail(line, "reason") ?? ""],
            ("report", "extension-granted") => T["{0} đồng ý gia hạn báo cáo của {1} đến {2}", who, unit, Day(line, "until")],
            ("report", "extension-refused") => T["{0} không đồng ý gia hạn báo cáo của {1}: {2}", who, unit, Detail(line, "reason") ?? ""],
            ("report", "signed-file") => T["{0} đưa lên bản đã ký của báo cáo của {1}: {2}", who, unit, Detail(line, "name") ?? ""],
            ("report", "redirected") => T["{0} chuyển báo cáo của {1} từ {2} sang {3}", who, unit, Detail(line, "from") ?? "", Detail(line, "to") ?? ""],
            ("report", "unit-ended") => T["{0} thôi đòi báo cáo của {1}: đơn vị đã kết thúc, không đơn vị nào nhận toàn bộ", who, unit],
            ("report", "asked-again") => T["{0} đòi lại báo cáo của {1}", who, unit],
            ("picture", "added") => T["{0} thêm ảnh vào báo cáo của {1}", who, unit],
            ("report-file", "added") => T["{0} thêm tệp vào báo cáo của {1}", who, unit],
            ("report-file", "removed") => T["{0} bỏ tệp khỏi báo cáo của {1}", who, unit],
            ("picture", "captioned") => T["{0} sửa thông tin ảnh trong báo cáo của {1}", who, unit],
            ("picture", "removed") => T["{0} bỏ ảnh khỏi báo cáo của {1}", who, unit],
            ("plan", "read") => T["{0} nạp tệp kế hoạch của {1}", who, unit],
            ("plan", "drafted") => T["{0} lưu nháp kế hoạch của {1}", who, unit],
            ("plan", "saved") => T["{0} lưu kế hoạch của {1}", who, unit],
            ("plan", "removed") => T["{0} bỏ tệp kế hoạch chưa lưu của {1}", who, unit],
            ("plan", "started") => T["{0} bắt đầu soạn kế hoạch của {1}", who, unit],
            ("plan", "restored") => T["{0} lấy lại một bản soạn cũ của kế hoạch của {1}", who, unit],
            ("plan", "draft-removed") => T["{0} bỏ một bản soạn kế hoạch của {1}", who, unit],
            ("plan", "issued") => T["{0} ban hành văn bản số {1} của {2}", who, Detail(line, "number") ?? "", unit],
            ("plan", "amendment-begun") => Detail(line, "amendment") == "replaces" ? T["{0} soạn văn bản thay thế văn bản số {1} của {2}", who, Detail(line, "number") ?? "", unit] : T["{0} soạn công văn đính chính văn bản số {1} của {2}", who, Detail(line, "number") ?? "", unit],
            ("plan", "signed-file") => T["{0} đưa lên bản đã ký của văn bản của {1}: {2}", who, unit, Detail(line, "name") ?? ""],
            ("plan", "signed-file-confirmed") => T["{0} xác nhận bản đã ký của văn bản của {1}: {2}", who, unit, Detail(line, "name") ?? ""],
            ("plan", "signed-file-refused") => T["{0} bỏ tệp không phải bản đã ký của văn bản của {1}: {2}", who, unit, Detail(line, "name") ?? ""],
            ("plan", "opened") => T["{0} mở văn bản số {1}, lần đầu tại {2}", who, Detail(line, "number") ?? "", unit],
            ("plan", "reminded") => T["{0} nhắc {1} đơn vị chưa mở văn bản của {2}", who, Detail(line, "units") ?? "0", unit],
            ("unit", "reminded") => T["{0} nhắc {1} đơn vị trực thuộc {2} về việc trễ, đến hạn của Tuần lễ {3}", who, Detail(line, "units") ?? "0", unit, Detail(line, "year") ?? ""],
            ("document-series", "kept") => T["{0} cho cấp số {1} của {2} tại đây, số cuối đã cấp năm {3} là {4}", who, Detail(line, "type") ?? "", unit, Detail(line, "year") ?? "", Detail(line, "last") ?? ""],
            ("document-series", "ended") => T["{0} trả việc cấp số {1} của {2} về sổ văn thư", who, Detail(line, "type") ?? "", unit],
            ("task", "redirected") => T["{0} chuyển nhiệm vụ của {1} cho {2}", who, Detail(line, "from") ?? "", Detail(line, "to") ?? ""],
            ("task", "said") => T["{0} báo kết quả nhiệm vụ của {1}: {2}", who, unit, Detail(line, "task") ?? ""],
            ("task", "accepted") => T["{0} xác nhận kết quả nhiệm vụ của {1}: {2}", who, unit, Detail(line, "task") ?? ""],
            ("task", "returned") => T["{0} trả lại kết quả nhiệm vụ của {1}: {2} – {3}", who, unit, Detail(line, "task") ?? "", Detail(line, "reason") ?? ""],
            ("inspection", "drawn") => T["{0} rút thăm {1} đơn vị để kiểm tra: {2}", who, Detail(line, "units") ?? "0", Detail(line, "title") ?? ""],
            ("inspection", "visited") => T["{0} ghi kết quả kiểm tra {1}: {2}", who, unit, Detail(line, "title") ?? ""],
            ("activity-picture", "added") => T["{0} thêm ảnh vào hoạt động của {1}: {2}", who, unit, Detail(line, "title") ?? ""],
            ("activity-picture", "captioned") => T["{0} sửa thông tin ảnh của hoạt động của {1}: {2}", who, unit, Detail(line, "title") ?? ""],
            ("activity-picture", "taken-down") => T["{0} gỡ khỏi cổng công khai một ảnh của hoạt động của {1}: {2}", who, unit, Detail(line, "title") ?? ""],
            ("activity-picture", "removed") => T["{0} xóa ảnh của hoạt động của {1}: {2}", who, unit, Detail(line, "title") ?? ""],
            ("activity", "feedback") => T["Có người dự góp ý về hoạt động của {0}: {1}", unit, Detail(line, "title") ?? ""],
            ("activity", "flagged") => T["Người dân báo nội dung không phù hợp ở hoạt động của {0}: {1} – {2}", unit, Detail(line, "title") ?? "", FlagReasons.Word(Detail(line, "reason") ?? "")],
            ("activity", "flag-upheld") => T["{0} ẩn hoạt động của {1} theo báo cáo của người dân: {2} – {3}", who, unit, Detail(line, "title") ?? "", Detail(line, "reason") ?? ""],
            ("activity", "flag-dismissed") => T["{0} để nguyên hoạt động của {1} sau báo cáo của người dân: {2} – {3}", who, unit, Detail(line, "title") ?? "", Detail(line, "reason") ?? ""],
            ("activity", "planned") => T["{0} ghi hoạt động của {1}: {2}", who, unit, Detail(line, "title") ?? ""],
            ("activity", "changed") => T["{0} sửa hoạt động của {1}: {2}", who, unit, Detail(line, "title") ?? ""],
            ("activity", "held") => T["{0} ghi kết quả hoạt động của {1}: {2}", who, unit, Detail(line, "title") ?? ""],
            ("activity", "cancelled") => T["{0} hủy hoạt động của {1}: {2}. Lý do: {3}", who, unit, Detail(line, "title") ?? "", Detail(line, "reason") ?? ""],
            ("activity", "asked-to-show") => T["{0} đề nghị cho người dân xem hoạt động của {1}: {2}", who, unit, Detail(line, "title") ?? ""],
            ("activity", "hidden") => T["{0} thôi hiển thị cho người dân hoạt động của {1}: {2}", who, unit, Detail(line, "title") ?? ""],
            ("activity", "shown") => T["{0} cho người dân xem hoạt động của {1}: {2}", who, unit, Detail(line, "title") ?? ""],
            ("activity", "taken-down") => T["{0} không cho người dân xem hoạt động của {1}: {2}. Lý do: {3}", who, unit, Detail(line, "title") ?? "", Detail(line, "reason") ?? ""],
            ("activity", "door-closed") => T["{0} đóng đăng ký hoạt động của {1}: {2}", who, unit, Detail(line, "title") ?? ""],
            ("activity", "door-opened") => T["{0} mở lại đăng ký hoạt động của {1}: {2}", who, unit, Detail(line, "title") ?? ""],
            ("activity", "wrote-to-registered") => T["{0} nhắn {1} người đăng ký hoạt động của {2}: {3}", who, Detail(line, "letters") ?? "0", unit, Detail(line, "text") ?? ""],
            ("activity", "arrivals") => T["{0} ghi {1} người đăng ký đã đến hoạt động của {2}: {3}", who, Detail(line, "people") ?? "0", unit, Detail(line, "title") ?? ""],
            ("activity", "headcount") => T["{0} đếm {1} người ở cửa, hoạt động của {2}: {3}", who, Detail(line, "people") ?? "", unit, Detail(line, "title") ?? ""],
            ("registration", "arrived") => T["{0} gõ mã của phòng, {1} người đã đến hoạt động của {2}", line.Person ?? T["Người dân"], Detail(line, "people") ?? "", unit],
            ("registration", "certificate") => T["{0} làm giấy chứng nhận tham gia hoạt động của {1}", line.Person ?? T["Người dân"], unit],
            ("registration", "admitted") => T["{0} nhận vé ở cửa, {1} người, hoạt động của {2}: {3}", who, Detail(line, "people") ?? "", unit, Detail(line, "title") ?? ""],
            ("registration", "shown-again") => T["{0} nhận ở cửa một vé đã dùng, hoạt động của {1}: {2}", who, unit, Detail(line, "title") ?? ""],
            ("registration", "registered") => T["{0} đăng ký tham gia hoạt động của {1}: {2} người", line.Person ?? T["Người dân"], unit, Detail(line, "people") ?? ""],
            ("registration", "accepted") => T["{0} nhận chỗ được mời, hoạt động của {1}", line.Person ?? T["Người dân"], unit],
            ("registration", "cancelled") => T["{0} hủy đăng ký tham gia hoạt động của {1}", line.Person ?? T["Người dân"], unit],
            ("registration", "changed") => T["{0} đổi số người đăng ký, hoạt động của {1}: {2} người", line.Person ?? T["Người dân"], unit, Detail(line, "people") ?? ""],
            ("activity", "removed") => T["{0} xóa hoạt động ghi nhầm của {1}: {2}", who, unit, Detail(line, "title") ?? ""],
            ("slogans", "saved") => T["{0} lưu khẩu hiệu, đề cương tuyên truyền của {1}", who, unit],
            ("form", "begun") => T["{0} bắt đầu soạn mẫu biểu {1}", who, Detail(line, "key") ?? ""],
            ("form", "changed") => T["{0} sửa bản soạn mẫu biểu {1}", who, Detail(line, "key") ?? ""],
            ("form", "put-away") => T["{0} bỏ bản soạn mẫu biểu {1}", who, Detail(line, "key") ?? ""],
            ("form", "issued") => T["{0} ban hành mẫu biểu {1}", who, Detail(line, "key") ?? ""],
            ("edition", "opened") => T["{0} mở Tuần lễ năm {1}", who, line.ThingId],
            ("edition", "corrected") => T["{0} sửa Tuần lễ năm {1}", who, line.ThingId],
            ("edition", "asked") => T["{0} giao báo cáo cho {1} đơn vị", who, Detail(line, "reports") ?? "0"],
            ("person", "first-administrator") => T["{0} nhận quyền quản trị đầu tiên", who],
            ("person", "password-changed") => T["{0} đổi mật khẩu", who],
            ("person", "password-reset") => T["{0} đặt lại mật khẩu bằng liên kết", who],
            ("person", "password-link-mailed") => T["Có người báo quên mật khẩu của {0}: liên kết đặt lại được gửi tới địa chỉ thư của tài khoản", whom],
            ("person", "password-link-made") => T["{0} in liên kết đặt lại mật khẩu cho {1}", who, whom],
            ("person", "administration-ended") => T["{0} kết thúc quyền quản trị của {1}", who, whom],
            ("invitation", "invited") => T["{0} mời một người: {1}", who, Given(line)],
            ("invitation", "renewed") => T["{0} tạo lại liên kết mời: {1}", who, Given(line)],
            ("invitation", "withdrawn") => T["{0} thu lại lời mời: {1}", who, Given(line)],
            ("invitation", "joined") => T["{0} nhận lời mời: {1}", who, Given(line)],
            ("membership", "role-given") => T["{0} giao vai trò: {1}", who, Given(line)],
            ("membership", "role-ended") => T["{0} kết thúc vai trò: {1}", who, Given(line)],
            ("membership", "taken-over") => T["{0} xác nhận người của đơn vị cũ: {1}", who, Given(line)],
            ("membership", "not-taken-over") => T["{0} không nhận người của đơn vị cũ: {1}", who, Given(line)],
            ("mail", "retried") => T["{0} cho gửi lại một lá thư", who],
            ("mail", "came-back") => T["{0} đưa vào thư báo một lá thư không tới, địa chỉ nhận được đánh dấu", who],
            ("mail", "unmarked") => T["{0} bỏ dấu một địa chỉ bị trả thư", who],
            ("message", "wishes-changed") => T["{0} đổi cách nhận tin của mình", who],
            ("message", "unsubscribed") => T["{0} thôi nhận một loại thư, bằng liên kết trong thư", who],
            ("api-token", "made") => T["{0} lập khóa API số {1}", who, line.ThingId],
            ("api-token", "revoked") => T["{0} thu lại khóa API số {1}", who, line.ThingId],
            ("calendar-feed", "made") => T["{0} lập địa chỉ lịch riêng", who],
            ("calendar-feed", "ended") => T["{0} thôi dùng một địa chỉ lịch riêng", who],
            ("session", "signed-in") => T["{0} đăng nhập", who],
            ("session", "signed-out") => T["{0} đăng xuất", who],
            ("session", "session-ended") => T["{0} kết thúc một lần đăng nhập của mình", who],
            ("session", "proved-again") => T["{0} xác nhận lại là mình", who],
            ("person", "authenticator-added") => T["{0} thêm ứng dụng xác thực", who],
            ("person", "authenticator-removed") => T["{0} bỏ ứng dụng xác thực", who],
            ("person", "passkey-added") => T["{0} thêm khóa truy cập", who],
            ("person", "passkey-named") => T["{0} đổi tên khóa truy cập", who],
            ("person", "passkey-removed") => T["{0} bỏ khóa truy cập", who],
            ("person", "recovery-codes-renewed") => T["{0} lấy mã dự phòng mới", who],
            ("person", "recovery-code-used") => T["{0} dùng một mã dự phòng", who],
            ("person", "second-factor-reset") => T["{0} gỡ xác thực hai bước của {1}", who, whom],
            ("standing-agency", "named") => T["{0} ghi cơ quan thường trực của {1} trong Tuần lễ {2}", who, unit, line.ThingId],
            ("person", "openid-linked") => T["{0} liên kết tài khoản với {1}", who, Detail(line, "authority") ?? ""],
            ("person", "openid-unlinked") => T["{0} bỏ liên kết tài khoản với {1}", who, Detail(line, "authority") ?? ""],
            ("unit-decision", var kind) => T["{0} ghi quyết định {1} ({2}) về {3}, hiệu lực từ {4}", who, Detail(line, "number") ?? "", ChangeKinds.Word(kind), Read(line.Before, "name") ?? unit, Day(line, "on_day")],
            ("unit", "opened") => T["{0} đưa {1} vào danh mục theo tệp, từ {2}", who, unit, Day(line, "from")],
            ("unit", "reopened") => T["{0} mở lại {1} theo tệp, từ {2}", who, unit, Day(line, "from")],
            ("unit", "changed") => T["{0} sửa {1} trong danh mục theo tệp, từ {2}", who, unit, Day(line, "from")],
            ("unit-import", UnitImport.Checking) => T["{0} cho kiểm tra lại tệp đơn vị của {1}", who, unit],
            ("unit-import", "received") => T["{0} gửi tệp đơn vị của {1}", who, unit],
            ("unit-import", "answered") => T["{0} trả lời câu hỏi về tệp đơn vị của {1}", who, unit],
            ("unit-import", UnitImport.Applying) => T["{0} cho ghi tệp đơn vị của {1} vào danh mục", who, unit],
            ("unit-import", UnitImport.Applied) => T["{0} ghi xong tệp đơn vị của {1}: thêm {2}, sửa {3}, mở lại {4}", who, unit, Detail(line, "opened") ?? "0", Detail(line, "changed") ?? "0", Detail(line, "reopened") ?? "0"],
            ("unit-import", UnitImport.Removed) => T["{0} bỏ tệp đơn vị của {1}, không ghi", who, unit],
            ("activity-import", "received") => T["{0} gửi tệp {1} hoạt động của {2}", who, Detail(line, "activities") ?? "0", unit],
            ("activity-import", ActivityImport.Applied) => T["{0} ghi {1} hoạt động của {2} từ tệp {3}", who, Detail(line, "activities") ?? "0", unit, Detail(line, "file") ?? ""],
            ("activity-import", ActivityImport.Removed) => T["{0} bỏ tệp hoạt động của {1}, không ghi", who, unit],
            ("workbook", "received") => T["{0} gửi tệp biểu số liệu {1}", who, Detail(line, "file") ?? ""],
            ("workbook", "answered") => T["{0} trả lời câu hỏi về tệp biểu số liệu {1}", who, Detail(line, "file") ?? ""],
            ("workbook", WorkbookUpload.Reading) => T["{0} cho kiểm tra lại tệp biểu số liệu {1}", who, Detail(line, "file") ?? ""],
            ("workbook", WorkbookUpload.Writing) => T["{0} cho ghi tệp biểu số liệu {1} thành bản nháp", who, Detail(line, "file") ?? ""],
            ("workbook", WorkbookUpload.Removed) => T["{0} bỏ tệp biểu số liệu {1}", who, Detail(line, "file") ?? ""],
            ("directory", Downloads.What) => T["{0} tải về danh mục đơn vị của {1}", who, unit],
            ("unit-fact", "entered") => T["{0} ghi thông tin của {1}, từ {2}", who, unit, Day(line, "from")],
            ("erasure", "asked") => T["{0} đề nghị xóa dữ liệu cá nhân của mình", who],
            ("erasure", "withdrawn") => T["{0} rút đề nghị xóa dữ liệu cá nhân của mình", who],
            ("erasure", "refused") => T["{0} chưa chấp nhận đề nghị xóa dữ liệu cá nhân: {1}", who, Detail(line, "reason") ?? ""],
            ("person", "erased") => T["{0} xóa dữ liệu cá nhân của {1}", who, whom],
            ("retention", _) => T["{0} xóa dữ liệu đã hết thời hạn giữ: {1}", who, Detail(line, "rows") ?? "0"],
            (_, Downloads.What) => T["{0} tải về tệp {1}", who, Detail(line, "name") ?? line.ThingId],
            _ when AuditQueries.IsRow(line.What) => T["Dữ liệu được sửa ngoài các trang của phần mềm"],
            _ => T["{0} ghi “{1}” vào {2}", who, line.What, unit.Length > 0 ? unit : $"{line.Thing} {line.ThingId}"],
        };
    }

    // A role and its unit, without whom: a line outlives the people it would name.
    static string Given(AuditLine line) => string.Join(", ", new[] { People.Given.Word(Detail(line, "role") ?? ""), line.Unit }.OfType<string>().Where(part => part.Length > 0));

    static object? Day(AuditLine line, string name) => AuditWords.Day(Detail(line, name) ?? "");

    static string? Detail(AuditLine line, string name) => Read(line.Detail, name);

    static string? Read(string? json, string name)
    {
        if (json is null) return null;
        using var values = JsonDocument.Parse(json);
        return values.RootElement.TryGetProperty(name, out var value) ? value.ToString() : null;
    }
}
